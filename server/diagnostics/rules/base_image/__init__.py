"""Rules about the images that a Dockerfile begins from and copies from."""
