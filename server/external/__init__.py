"""Other programs and the network: always optional, never waited for on the way to an editor."""
