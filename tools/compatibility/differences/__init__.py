"""Why we differ from a peer on purpose: one module for each peer, read by the tests and by the pages of the manual.

Each module has ``REASONS``, of which the first that explains a difference counts, and ``SCOPES``, the instruction that
an id is about where one of our rules answers to several ids. ``fact`` is what users said, or what Docker documents.
"""
