"""Fixes put to work: applying edits, proving a fix before it is offered, fixing all, and whole transformations."""
