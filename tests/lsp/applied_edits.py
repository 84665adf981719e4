"""Apply the edits of a server as an editor does: by the protocol's positions, written independently of the server."""

from __future__ import annotations

import re
from itertools import pairwise

from lsprotocol import types

CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def offset(text: str, position: types.Position, encoding: str) -> int:
    """The code point that a position means."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    assert position.line < len(lines), (position, text)
    line = lines[position.line].rstrip("\r\n")
    units = line.encode(CODECS[encoding])
    assert position.character * UNIT[encoding] <= len(units), (position, line)
    before = units[: position.character * UNIT[encoding]].decode(CODECS[encoding])
    return sum(map(len, lines[: position.line])) + len(before)


def covered(text: str, where: types.Range, encoding: str) -> str:
    """The text that a range covers."""
    return text[offset(text, where.start, encoding) : offset(text, where.end, encoding)]


def edited(text: str, edits: list[types.TextEdit], encoding: str) -> str:
    """The text with edits made, all of which speak of the text as it was."""
    spans = [(offset(text, e.range.start, encoding), offset(text, e.range.end, encoding), e.new_text) for e in edits]
    spans.sort()
    for (_, end, _), (start, _, _) in pairwise(spans):
        assert end <= start, "edits overlap"
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def edits_in(edit: types.WorkspaceEdit | None, uri: str) -> list[types.TextEdit]:
    """The edits of one document in either of the two forms."""
    assert edit is not None
    if edit.changes is not None:
        assert edit.document_changes is None
        return list(edit.changes[uri])
    assert edit.document_changes is not None
    found: list[types.TextEdit] = []
    for change in edit.document_changes:
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.uri == uri
        for one in change.edits:
            assert isinstance(one, types.TextEdit | types.AnnotatedTextEdit)
            found.append(types.TextEdit(range=one.range, new_text=one.new_text))
    return found
