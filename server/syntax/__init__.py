"""Text and its lossless tree: what is written, and where. Knows nothing of rules, files or editors."""
