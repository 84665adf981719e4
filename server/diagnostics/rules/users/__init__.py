"""Rules about users and permissions."""
