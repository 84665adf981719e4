"""One module for each peer: how it is run with every check on and no configuration, and how its answer is read."""
