"""Text edits as the protocol's workspace edits.

Promises: the version of the document is named where the client understands it, so that edits never hit another text;
unsafe changes carry an annotation by which the client can ask first. Leaves out: what the edits are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from ..code_actions.edits import TextEdit
from ..syntax.source_text import PositionEncoding, SourceText
from .abilities import ClientAbilities
from .documents import Document

ANNOTATION = "unsafe"

DOUBTFUL = "doubtful"


class ChangedFile(NamedTuple):
    """The edits of one of several files; those that are doubtful must not be made without asking."""

    uri: str
    version: int | None
    source: SourceText
    edits: tuple[TextEdit, ...]
    is_doubtful: bool


def workspace_edit_of_files(files: Iterable[ChangedFile], abilities: ClientAbilities) -> types.WorkspaceEdit:
    """Edits of several files; what is doubtful is left out for a client that cannot ask its user about it."""
    wanted = [file for file in files if abilities.change_annotations or not file.is_doubtful]
    if not abilities.document_changes:
        changes: dict[str, list[types.TextEdit]] = {}
        for file in wanted:
            changes.setdefault(file.uri, []).extend(_text_edits(file, abilities))
        return types.WorkspaceEdit(changes=changes)
    documents: list[types.TextDocumentEdit] = []
    for file in wanted:
        edits = _text_edits(file, abilities)
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri=file.uri, version=file.version)
        marked = [
            types.AnnotatedTextEdit(annotation_id=DOUBTFUL, range=one.range, new_text=one.new_text) for one in edits
        ]
        documents.append(types.TextDocumentEdit(identifier, marked if file.is_doubtful else edits))
    if not any(file.is_doubtful for file in wanted):
        return types.WorkspaceEdit(document_changes=documents)
    annotation = types.ChangeAnnotation(
        label="Maybe another name",
        needs_confirmation=True,
        description="The file does not tell which Dockerfile it builds.",
    )
    return types.WorkspaceEdit(document_changes=documents, change_annotations={DOUBTFUL: annotation})


def _text_edits(file: ChangedFile, abilities: ClientAbilities) -> list[types.TextEdit]:
    return [_text_edit(file.source, edit, abilities.encoding) for edit in file.edits]


def workspace_edit(
    document: Document, edits: Iterable[TextEdit], abilities: ClientAbilities, caution: str | None = None
) -> types.WorkspaceEdit:
    """Edits of a document's current text; ``caution`` says why a person has to look at them."""
    source = document.draft.current
    made = [_text_edit(source, edit, abilities.encoding) for edit in edits]
    if not abilities.document_changes:
        return types.WorkspaceEdit(changes={document.uri: made})
    is_annotated = caution is not None and abilities.change_annotations
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=document.uri, version=document.version)
    versioned = types.TextDocumentEdit(
        text_document=identifier, edits=[_annotated(edit) if is_annotated else edit for edit in made]
    )
    if not is_annotated:
        return types.WorkspaceEdit(document_changes=[versioned])
    annotation = types.ChangeAnnotation(label="Unsafe fix", needs_confirmation=True, description=caution)
    return types.WorkspaceEdit(document_changes=[versioned], change_annotations={ANNOTATION: annotation})


def _text_edit(source: SourceText, edit: TextEdit, encoding: PositionEncoding) -> types.TextEdit:
    return types.TextEdit(range=protocol_range(source, edit.start, edit.end, encoding), new_text=edit.text)


def _annotated(edit: types.TextEdit) -> types.AnnotatedTextEdit:
    return types.AnnotatedTextEdit(annotation_id=ANNOTATION, range=edit.range, new_text=edit.new_text)


def protocol_range(source: SourceText, start: int, end: int, encoding: PositionEncoding) -> types.Range:
    """Offsets as a range of the protocol."""
    return types.Range(
        start=types.Position(*source.position(start, encoding)), end=types.Position(*source.position(end, encoding))
    )
