"""Rules about what each layer adds, and what a later layer cannot take away again."""
