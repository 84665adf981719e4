"""Rules about what BuildKit refuses, warns of or reads otherwise than it looks."""
