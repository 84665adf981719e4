"""Commands of ``workspace/executeCommand`` that change documents, or tell of the server.

Those that speak of a document take its URI. Besides them there is ``dockwright.stageGraph`` in ``beside_the_text`` and
``dockwright.showScorecard`` in ``scorecards``.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams

from ..code_actions.snapshot import Snapshot
from ..diagnostics.names import rules_named
from ..diagnostics.pages import page_of
from ..diagnostics.registry import all_rules
from . import log
from .capabilities import (
    FIX_ALL_COMMAND,
    LOG_COMMAND,
    MULTI_STAGE_COMMAND,
    RESTART_COMMAND,
    RULE_PAGE_COMMAND,
)
from .code_actions import FIX_ALL_TITLE, safe_edits
from .documents import Document
from .feature import command
from .language_server import FeatureServer, RequestFailedError
from .proposals import conversion
from .sources_beside import with_sources
from .workspace_edits import workspace_edit


@command(FIX_ALL_COMMAND)
async def fix_all_command(ls: FeatureServer, uri: str | None = None) -> bool:
    """Have the client apply all safe fixes; whether anything was changed. Raises ``RequestFailedError``."""
    document, snapshot = await document_to_change(ls, uri)
    edits = await safe_edits(ls, snapshot)
    if not edits:
        return False
    edit = workspace_edit(document, edits, ls.workbench.abilities)
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label=FIX_ALL_TITLE))
    return answer.applied


@command(MULTI_STAGE_COMMAND)
async def multi_stage_command(ls: FeatureServer, uri: str | None = None) -> bool:
    """Have the client convert a file to several stages, after showing what that changes where it can.

    Whether it was changed. Raises ``RequestFailedError`` where the file cannot be converted.
    """
    document, snapshot = await document_to_change(ls, uri)
    informed = await with_sources(ls, snapshot)
    (proposal,) = await ls.in_background(lambda: (conversion(informed),))
    if proposal is None:
        raise RequestFailedError("this file cannot be converted to a multi-stage build")
    if document.snapshot is not snapshot or document.draft.pending is not None:
        raise RequestFailedError("the document has changed meanwhile")
    edit = workspace_edit(document, proposal.edits, ls.workbench.abilities, proposal.caution)
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label=proposal.title))
    return answer.applied


@command(RULE_PAGE_COMMAND)
async def rule_page_command(ls: FeatureServer, rule: str | None = None) -> str:
    """The address of a rule's page, which a client that can do so is asked to open. Takes an id of any tool."""
    found = rules_named(rule, all_rules()) if rule else ()
    if not found:
        raise JsonRpcInvalidParams(f"there is no rule {rule!r}")
    page = page_of(found[0])
    if get_capability(ls.client_capabilities, "window.show_document.support", False):
        await ls.window_show_document_async(types.ShowDocumentParams(uri=page, external=True))
    return page


@command(RESTART_COMMAND)
async def restart_command(ls: FeatureServer) -> None:
    """Begin anew without a new process: everything is looked up, read and checked again."""
    ls.workbench.documents.begin_again()
    ls.workbench.environments.look_again()
    ls.workbench.reports.changed()
    ls.workbench.documents.settle()


@command(LOG_COMMAND)
async def log_command(ls: FeatureServer) -> str:
    """What the server has logged, whatever its level, for clients that have no place for its standard error."""
    del ls
    return "\n".join(log.recent)


async def document_to_change(ls: FeatureServer, uri: str | None) -> tuple[Document, Snapshot]:
    """The document of a URI. Raises ``RequestFailedError`` where it or the client cannot be asked to change."""
    if uri is None:
        raise JsonRpcInvalidParams("the URI of a document is missing")
    if not ls.workbench.abilities.apply_edit:
        raise RequestFailedError("the client cannot apply edits")
    document = await ls.current(uri)
    if document is None or document.snapshot is None:
        raise RequestFailedError(f"{uri} is not open")
    return document, document.snapshot
