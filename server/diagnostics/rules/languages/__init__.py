"""What single languages and platforms ask of an image."""
