"""Images for Windows: what of a Dockerfile does not work there."""
