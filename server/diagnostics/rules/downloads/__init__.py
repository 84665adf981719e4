"""Rules about what is downloaded and how it is checked."""
