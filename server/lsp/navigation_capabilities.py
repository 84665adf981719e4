"""What the server says of finding one's way in a file, of its structure and of its layout; ``capabilities`` adds it."""

from __future__ import annotations

from .json_rpc import JsonObject

NAVIGATION_MODULES = ("document_symbols", "workspace_symbols")

NAVIGATION_FEATURES = frozenset(
    {
        "textDocument/documentSymbol",
        "workspace/symbol",
    }
)


def navigation_capabilities() -> JsonObject:
    """The part of ``ServerCapabilities``."""
    return {
        "documentSymbolProvider": True,
        "workspaceSymbolProvider": {"resolveProvider": False},
    }
