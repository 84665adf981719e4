"""``textDocument/prepareRename``, ``rename`` and ``linkedEditingRange``.

Stages and build arguments are renamed in Bake and Compose files too. What cannot be renamed is refused with the reason,
which editors show; where no name stands the answer is null.
"""

from __future__ import annotations

from lsprotocol import types

from ..features.rename import LINKED_WORD, Refusal, linked_places, renamable
from ..features.rename import rename as rename_edits
from .feature import feature
from .language_server import FeatureServer, RequestFailedError
from .names_across import is_in_several_files, range_of_mention, rename_edit, shared_name_at
from .places import offset_of, range_of
from .workspace_edits import workspace_edit


@feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
async def prepare(ls: FeatureServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Answer with the range of the name and its text."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        asked = await shared_name_at(ls, params.text_document.uri, params.position)
        where = None if asked is None else range_of_mention(ls, asked)
        return None if asked is None or where is None else types.PrepareRenamePlaceholder(where, asked.shared.text)
    found = renamable(document.snapshot.analysis.program, offset_of(ls, document, params.position))
    if found is None:
        return None
    if isinstance(found, Refusal):
        raise RequestFailedError(found.reason)
    return types.PrepareRenamePlaceholder(range_of(ls, document, found.occurrence.span), found.occurrence.text)


@feature(types.TEXT_DOCUMENT_RENAME)
async def rename(ls: FeatureServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Answer with the edits, of all files that name it."""
    document = await ls.current(params.text_document.uri)
    asked = await shared_name_at(ls, params.text_document.uri, params.position)
    if asked is not None and is_in_several_files(asked):
        return await rename_edit(ls, asked, params.new_name)
    if document is None or document.snapshot is None:
        return None
    offset = offset_of(ls, document, params.position)
    edits = rename_edits(document.snapshot.analysis.program, offset, params.new_name)
    if edits is None:
        return None
    if isinstance(edits, Refusal):
        raise RequestFailedError(edits.reason)
    return workspace_edit(document, edits, ls.workbench.abilities)


@feature(types.TEXT_DOCUMENT_LINKED_EDITING_RANGE)
async def linked_editing(ls: FeatureServer, params: types.LinkedEditingRangeParams) -> types.LinkedEditingRanges | None:
    """Answer with the places that are typed in together."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    spans = linked_places(document.snapshot.analysis.program, offset_of(ls, document, params.position))
    if not spans:
        return None
    return types.LinkedEditingRanges([range_of(ls, document, span) for span in spans], LINKED_WORD)
