"""Commands of ``workspace/executeCommand``.

``dockwright.fixAll`` takes the URI of an open document and has the client apply all safe fixes.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from .capabilities import FIX_ALL_COMMAND
from .code_actions import FIX_ALL_TITLE, safe_edits
from .feature import command
from .language_server import FeatureServer, RequestFailedError
from .workspace_edits import workspace_edit


@command(FIX_ALL_COMMAND)
async def fix_all_command(ls: FeatureServer, uri: str | None = None) -> bool:
    """Whether anything was changed. Raises ``RequestFailedError`` where the document or the client cannot do it."""
    if uri is None:
        raise JsonRpcInvalidParams("the URI of a document is missing")
    if not ls.workbench.abilities.apply_edit:
        raise RequestFailedError("the client cannot apply edits")
    document = await ls.current(uri)
    if document is None or document.snapshot is None:
        raise RequestFailedError(f"{uri} is not open")
    edits = await safe_edits(ls, document.snapshot)
    if not edits:
        return False
    edit = workspace_edit(document, edits, ls.workbench.abilities)
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label=FIX_ALL_TITLE))
    return answer.applied
