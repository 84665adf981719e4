"""What there is to know about what stands at a place."""
