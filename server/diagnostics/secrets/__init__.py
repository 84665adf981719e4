"""What looks like a secret: names that say so, and values whose format says so. No function here keeps a secret."""
