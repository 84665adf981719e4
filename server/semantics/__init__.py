"""What a Dockerfile means: stages and their graph, variables and values, and the state before each instruction."""
