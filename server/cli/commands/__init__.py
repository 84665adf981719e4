"""The commands: each module has ``run``, which takes the parsed arguments and returns the exit code."""
