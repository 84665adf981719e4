"""What a Dockerfile means: stages and their graph, variables and their values, and the state before each instruction."""
