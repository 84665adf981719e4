"""How a Dockerfile is laid out. All of it is off until it is asked for."""
