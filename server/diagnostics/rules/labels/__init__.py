"""What the labels of an image say, and how. All of it is off until it is asked for."""
