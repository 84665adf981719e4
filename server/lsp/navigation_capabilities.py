"""What the server says of finding one's way in a file, of its structure and of its layout; ``capabilities`` adds it."""

from __future__ import annotations

from ..features.token_type import LEGEND
from .abilities import ClientAbilities
from .json_rpc import JsonObject

NAVIGATION_MODULES = (
    "document_symbols",
    "workspace_symbols",
    "navigation",
    "rename",
    "structure",
    "document_links",
    "formatting",
    "beside_the_text",
    "code_lenses",
    "scorecards",
)

STAGE_GRAPH_COMMAND = "dockwright.stageGraph"

TRIGGERS = ("\n", "\\", "`")
"""What brings the editor to ask for formatting while typing: line ends and both escape characters."""

NAVIGATION_FEATURES = frozenset(
    {
        "textDocument/documentSymbol",
        "workspace/symbol",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentHighlight",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/linkedEditingRange",
        "textDocument/foldingRange",
        "textDocument/selectionRange",
        "textDocument/documentLink",
        "textDocument/formatting",
        "textDocument/rangeFormatting",
        "textDocument/rangesFormatting",
        "textDocument/onTypeFormatting",
        "textDocument/inlayHint",
        "textDocument/codeLens",
    }
)


def navigation_capabilities(abilities: ClientAbilities) -> JsonObject:
    """The part of ``ServerCapabilities``."""
    return {
        "documentSymbolProvider": True,
        "workspaceSymbolProvider": {"resolveProvider": False},
        "definitionProvider": True,
        "referencesProvider": True,
        "documentHighlightProvider": True,
        # Options may be given only to a client that says that it asks before renaming (LSP 3.17, "RenameOptions").
        "renameProvider": {"prepareProvider": True} if abilities.prepares_rename else True,
        "linkedEditingRangeProvider": True,
        "foldingRangeProvider": True,
        "selectionRangeProvider": True,
        "documentLinkProvider": {"resolveProvider": False},
        "semanticTokensProvider": {
            "legend": {"tokenTypes": list(LEGEND), "tokenModifiers": []},
            "full": {"delta": True},
            "range": True,
        },
        "documentFormattingProvider": True,
        "documentRangeFormattingProvider": {"rangesSupport": True},
        "documentOnTypeFormattingProvider": {
            "firstTriggerCharacter": TRIGGERS[0],
            "moreTriggerCharacter": list(TRIGGERS[1:]),
        },
        "inlayHintProvider": {"resolveProvider": False},
        "codeLensProvider": {"resolveProvider": False},
    }
