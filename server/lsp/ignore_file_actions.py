"""The code action that writes an ignore file beside the Dockerfile, or adds what one lacks.

Promises: offered on a COPY or ADD of the whole context alone, to clients that can create files; its lines are only
added. It is answered with its edit, which is small. Leaves out: what is written, which is ``code_actions.ignore_file``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from ..code_actions.ignore_file import IgnoreFilePlan, plan_ignore_file
from ..code_actions.snapshot import Snapshot
from ..project.context_root import ignore_file_place
from ..project.context_sources import sources_of_step
from ..syntax.source_text import Position, SourceText
from .abilities import ClientAbilities
from .documents import Document
from .language_server import FeatureServer
from .uris import path_of, uri_of_path

IGNORE_FILE_KIND = "quickfix"

_ANNOTATION = "ignore file"


async def ignore_file_actions(
    ls: FeatureServer,
    document: Document,
    snapshot: Snapshot,
    where: types.Range,
    shown: Sequence[types.Diagnostic],
) -> list[types.CodeAction]:
    """The action, if there is something to add; it mends the findings about the ignore file among those ``shown``."""
    context, path = snapshot.analysis.surroundings.context, path_of(document.uri)
    abilities = ls.workbench.abilities
    if path is None or context.root is None or not context.is_root_certain or not abilities.creates_files:
        return []
    if not _is_on_whole_context(snapshot, where, abilities):
        return []
    (plan,) = await ls.in_background(lambda: (plan_ignore_file(snapshot.analysis.program, context),))
    if plan is None or not plan.added:
        return []
    place = ignore_file_place(context.root, plan.path, path)
    title = f"Write a `{place.name}`" if plan.old_text is None else f"Add what `{place.name}` lacks"
    mended = [known for known in shown if known.code in ("missing-ignore-file", "incomplete-ignore-file")]
    return [
        types.CodeAction(
            title=title, kind=IGNORE_FILE_KIND, diagnostics=mended or None, edit=_edit(plan, place, abilities)
        )
    ]


def _is_on_whole_context(snapshot: Snapshot, where: types.Range, abilities: ClientAbilities) -> bool:
    tree = snapshot.tree
    offset = tree.source.offset(Position(where.start.line, where.start.character), abilities.encoding)
    index = tree.index_at_line(tree.source.line_of(offset))
    step = snapshot.analysis.program.step_at(index) if index >= 0 else None
    return step is not None and any(source.is_whole_context for source in sources_of_step(step))


def _edit(plan: IgnoreFilePlan, place: Path, abilities: ClientAbilities) -> types.WorkspaceEdit:
    uri = uri_of_path(place)
    old = SourceText.read(plan.old_text or "")
    end = types.Position(*old.position(len(old.text), abilities.encoding))
    annotation = _ANNOTATION if abilities.change_annotations else None
    where = types.Range(start=end, end=end)
    edit = (
        types.TextEdit(range=where, new_text=plan.added_text)
        if annotation is None
        else types.AnnotatedTextEdit(annotation_id=annotation, range=where, new_text=plan.added_text)
    )
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.TextDocumentEdit(
            text_document=types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None), edits=[edit]
        )
    ]
    if plan.old_text is None:
        options = types.CreateFileOptions(ignore_if_exists=True)
        changes.insert(0, types.CreateFile(uri=uri, options=options, annotation_id=annotation))
    if annotation is None:
        return types.WorkspaceEdit(document_changes=changes)
    told = types.ChangeAnnotation(
        label="Ignore file",
        needs_confirmation=True,
        description="What is named here is no longer sent to the build; look whether something needs it.",
    )
    return types.WorkspaceEdit(document_changes=changes, change_annotations={annotation: told})
