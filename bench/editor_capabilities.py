"""What a VS Code-like editor says that it can do.

Promises: servers see the capabilities that make them push diagnostics with versions, or let themselves be pulled, and
those without which they keep a feature back. Leaves out: dynamic registration, so that one handshake is all.
"""

from __future__ import annotations

from .wire import JsonObject


def editor_capabilities(*, pull: bool) -> JsonObject:
    """The client capabilities; `pull` says whether the editor asks for diagnostics by itself."""
    text_document: JsonObject = {
        "synchronization": {"didSave": True, "willSave": True, "willSaveWaitUntil": True},
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
                "tagSupport": {"valueSet": [1]},
            }
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "semanticTokens": {
            "requests": {"range": True, "full": {"delta": True}},
            "tokenTypes": ["keyword", "comment", "string", "variable", "function", "operator", "macro", "parameter"],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            "dataSupport": True,
            "isPreferredSupport": True,
            "disabledSupport": True,
            "resolveSupport": {"properties": ["edit", "command"]},
        },
    }
    if pull:
        text_document["diagnostic"] = {"relatedDocumentSupport": False}
    return {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": text_document,
        "workspace": {
            "applyEdit": True,
            "configuration": True,
            "workspaceFolders": True,
            "workspaceEdit": {"documentChanges": True},
        },
        "window": {"workDoneProgress": True, "showMessage": {}},
    }
