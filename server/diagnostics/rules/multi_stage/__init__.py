"""Rules about what belongs into the image that is shipped, and what only into a stage that builds it."""
