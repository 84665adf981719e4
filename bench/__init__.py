"""Measurements of Dockwright against a floor and against its peers; no part of the installed package."""
