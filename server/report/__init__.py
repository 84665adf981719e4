"""What was found, as plain values that can travel between processes, and the formats it is written in."""
