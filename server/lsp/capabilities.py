"""What the server says that it can do.

Written by hand as plain JSON, since ``initialize`` is answered before pygls is imported. A test holds it against what
pygls derives from the registered features.
"""

from __future__ import annotations

from .. import __version__
from .abilities import ClientAbilities
from .assistance_capabilities import ASSISTANCE_FEATURES, assistance_capabilities
from .json_rpc import JsonObject
from .navigation_capabilities import NAVIGATION_FEATURES, STAGE_GRAPH_COMMAND, navigation_capabilities

INCREMENTAL = 2
"""``TextDocumentSyncKind.Incremental``."""

FIX_ALL_KIND = "source.fixAll.dockwright"

CODE_ACTION_KINDS = ("quickfix", "refactor.rewrite", "refactor.extract", FIX_ALL_KIND)

FIX_ALL_COMMAND = "dockwright.fixAll"

MULTI_STAGE_COMMAND = "dockwright.convertToMultiStage"
RULE_PAGE_COMMAND = "dockwright.showRulePage"
RESTART_COMMAND = "dockwright.restart"
LOG_COMMAND = "dockwright.showLog"
SCORECARD_COMMAND = "dockwright.showScorecard"

COMMANDS = (
    FIX_ALL_COMMAND,
    MULTI_STAGE_COMMAND,
    RULE_PAGE_COMMAND,
    RESTART_COMMAND,
    LOG_COMMAND,
    STAGE_GRAPH_COMMAND,
    SCORECARD_COMMAND,
)

FEATURES = (
    NAVIGATION_FEATURES
    | ASSISTANCE_FEATURES
    | frozenset(
        {
            "textDocument/codeAction",
            "codeAction/resolve",
            "workspace/executeCommand",
        }
    )
)
"""Requests that pygls answers. Anything that is neither here nor answered by the session is refused at once."""


def initialize_result(abilities: ClientAbilities) -> JsonObject:
    """The answer to ``initialize``."""
    return {
        "capabilities": server_capabilities(abilities),
        "serverInfo": {"name": "dockwright", "version": __version__},
    }


def server_capabilities(abilities: ClientAbilities) -> JsonObject:
    """``ServerCapabilities`` for a client."""
    capabilities: JsonObject = {
        "positionEncoding": abilities.encoding.value,
        "textDocumentSync": {
            "openClose": True,
            "change": INCREMENTAL,
            "willSave": False,
            "willSaveWaitUntil": False,
            "save": {"includeText": False},
        },
        "codeActionProvider": {"codeActionKinds": list(CODE_ACTION_KINDS), "resolveProvider": True},
        "executeCommandProvider": {"commands": list(COMMANDS)},
        **navigation_capabilities(abilities),
        **assistance_capabilities(),
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }
    if abilities.pulls_diagnostics:
        capabilities["diagnosticProvider"] = {
            "identifier": "dockwright",
            "interFileDependencies": False,
            "workspaceDiagnostics": True,
        }
    return capabilities
