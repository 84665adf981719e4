"""Rules about what is copied, added, moved and removed."""
