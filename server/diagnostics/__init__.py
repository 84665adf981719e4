"""Rules, their findings, and the engine that keeps findings up to date while a file is edited."""
