"""Dockwright: a language server and command line tool that keeps Dockerfiles small, safe and fast to build."""

__version__ = "0.1.0"
