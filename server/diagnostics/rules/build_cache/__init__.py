"""Rules about what a change of the sources makes the builder do again."""
