"""Between positions of the protocol and code points of a document's text, in the encoding that was agreed upon."""

from __future__ import annotations

from lsprotocol import types

from ..syntax.logical_text import Span
from ..syntax.source_text import Position
from .documents import Document
from .language_server import FeatureServer
from .workspace_edits import protocol_range


def offset_of(ls: FeatureServer, document: Document, position: types.Position) -> int:
    """The code point that a position means."""
    return document.draft.current.offset(Position(position.line, position.character), ls.workbench.abilities.encoding)


def span_of(ls: FeatureServer, document: Document, where: types.Range) -> Span:
    """The code points that a range covers; one that ends before it begins is turned round."""
    start, end = offset_of(ls, document, where.start), offset_of(ls, document, where.end)
    return Span(min(start, end), max(start, end))


def range_of(ls: FeatureServer, document: Document, span: Span) -> types.Range:
    """The range of code points."""
    return protocol_range(document.draft.current, span.start, span.end, ls.workbench.abilities.encoding)
