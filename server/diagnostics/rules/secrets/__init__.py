"""Rules about secrets in images."""
