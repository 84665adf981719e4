"""``textDocument/formatting``, ``rangeFormatting``, ``rangesFormatting`` and ``onTypeFormatting``.

The editor's width and choice of tabs count unless the configuration states its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lsprotocol import types

from ..code_actions.edits import TextEdit
from ..features.formatting.layout import format_edits
from ..features.formatting.on_type import on_type_edits
from ..features.formatting.options import FormatOptions
from ..features.preferences import Preferences
from ..syntax.logical_text import Span
from .documents import Document
from .feature import feature
from .language_server import FeatureServer
from .navigation_capabilities import TRIGGERS
from .places import offset_of, range_of, span_of

WIDEST = 64
"""Columns of a tab beyond which an editor cannot mean it."""


@feature(types.TEXT_DOCUMENT_FORMATTING)
async def formatting(ls: FeatureServer, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
    """Answer with the edits for the file."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    options = _options(document, params.options)
    return _edits(ls, document, format_edits(document.snapshot.analysis.program, options))


@feature(types.TEXT_DOCUMENT_RANGE_FORMATTING, types.DocumentRangeFormattingOptions(ranges_support=True))
async def range_formatting(
    ls: FeatureServer, params: types.DocumentRangeFormattingParams
) -> list[types.TextEdit] | None:
    """Answer with the edits for all that a range touches."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    return _in_ranges(ls, document, [params.range], _options(document, params.options))


@feature(types.TEXT_DOCUMENT_RANGES_FORMATTING)
async def ranges_formatting(
    ls: FeatureServer, params: types.DocumentRangesFormattingParams
) -> list[types.TextEdit] | None:
    """Answer with the edits for all that several ranges touch."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    return _in_ranges(ls, document, params.ranges, _options(document, params.options))


@feature(
    types.TEXT_DOCUMENT_ON_TYPE_FORMATTING,
    types.DocumentOnTypeFormattingOptions(
        first_trigger_character=TRIGGERS[0], more_trigger_character=list(TRIGGERS[1:])
    ),
)
async def on_type_formatting(
    ls: FeatureServer, params: types.DocumentOnTypeFormattingParams
) -> list[types.TextEdit] | None:
    """Answer with what belongs to the character that was typed."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    options = _options(document, params.options)
    offset = offset_of(ls, document, params.position)
    return _edits(ls, document, on_type_edits(document.snapshot.analysis.program, offset, params.ch, options))


def _options(document: Document, said: types.FormattingOptions) -> FormatOptions:
    preferences = Preferences() if document.environment is None else document.environment.preferences
    width = said.tab_size if 0 < said.tab_size <= WIDEST else FormatOptions().width
    return replace(
        preferences.format_options(width, not said.insert_spaces, said.insert_final_newline is not False),
        trims_lines=said.trim_trailing_whitespace is not False,
        trims_end=said.trim_final_newlines is not False,
    )


def _in_ranges(
    ls: FeatureServer, document: Document, ranges: Iterable[types.Range], options: FormatOptions
) -> list[types.TextEdit]:
    assert document.snapshot is not None
    edits: dict[TextEdit, None] = {}
    for where in ranges:
        first, stop = _items(document, span_of(ls, document, where))
        edits.update(dict.fromkeys(format_edits(document.snapshot.analysis.program, options, first, stop)))
    return _edits(ls, document, sorted(edits))


def _items(document: Document, span: Span) -> tuple[int, int]:
    """The items that a span touches; one that ends at the start of a line does not touch that line."""
    assert document.snapshot is not None
    tree = document.snapshot.tree
    first = tree.index_at_line(tree.source.line_of(span.start))
    last = tree.index_at_line(tree.source.line_of(max(span.end - 1, span.start)))
    return max(first, 0), last + 1


def _edits(ls: FeatureServer, document: Document, edits: Iterable[TextEdit]) -> list[types.TextEdit]:
    return [types.TextEdit(range_of(ls, document, Span(edit.start, edit.end)), edit.text) for edit in edits]
