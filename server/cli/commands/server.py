"""``dockwright server``: hand the process over to the language server."""

from __future__ import annotations

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Serve until the client leaves; the exit code is the server's."""
    from ...lsp import start

    return start(arguments)
