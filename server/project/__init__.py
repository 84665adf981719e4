"""What lies around a Dockerfile: the build context, the ignore file, the configuration, and where Dockerfiles are."""
