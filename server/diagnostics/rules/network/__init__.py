"""Rules about ports, signals and health checks."""
