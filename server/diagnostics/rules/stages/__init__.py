"""Rules about build stages: their names, and what is taken from one into another."""
