"""What the server says of its help with writing: completion, hover and signature help; ``capabilities`` adds it."""

from __future__ import annotations

from .json_rpc import JsonObject

ASSISTANCE_MODULES = ("completion", "hover", "signature_help")

ASSISTANCE_FEATURES = frozenset(
    {
        "textDocument/completion",
        "completionItem/resolve",
        "textDocument/hover",
        "textDocument/signatureHelp",
    }
)

COMPLETION_TRIGGERS = (" ", "-", "=", ",", "$", "{", ":", "/", "[", "#", '"')
"""Characters behind which something else can be completed than before; words are the client's business."""


SIGNATURE_TRIGGERS = (" ", "=", "[")

SIGNATURE_RETRIGGERS = (",", ":", "/", "@", '"')


def assistance_capabilities() -> JsonObject:
    """The part of ``ServerCapabilities``."""
    return {
        "completionProvider": {
            "triggerCharacters": list(COMPLETION_TRIGGERS),
            "resolveProvider": True,
            "completionItem": {"labelDetailsSupport": True},
        },
        "hoverProvider": True,
        "signatureHelpProvider": {
            "triggerCharacters": list(SIGNATURE_TRIGGERS),
            "retriggerCharacters": list(SIGNATURE_RETRIGGERS),
        },
    }
