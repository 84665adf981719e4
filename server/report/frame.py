"""Draw a range of a file with its source lines: carets under a range on one line, a bracket beside longer ones."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.finding import Severity
from ..syntax.dataclass import dataclass
from ..syntax.source_text import SourceText
from .cells import Cells, cells_of, cropped
from .style import Style

_MOST_LINES = 6
"""Longer ranges are drawn with their middle left out."""
_LINES_AT_END = 2


@dataclass(frozen=True, slots=True)
class _Marked:
    """A range as lines and columns of the screen; ``last`` is the line that holds its last character."""

    first: int
    start: int
    last: int
    end: int


def frame(source: SourceText, start: int, end: int, severity: Severity, style: Style) -> Iterator[str]:
    """The lines of a drawing of the code points ``[start, end)``, without line ends."""
    marked = _marked(source, start, end)
    gutter = len(str(marked.last + 1)) + 1
    if marked.first == marked.last:
        yield from _single(source, marked, gutter, severity, style)
    else:
        yield from _several(source, marked, gutter, severity, style)


def _marked(source: SourceText, start: int, end: int) -> _Marked:
    first = source.line_of(start)
    # A range that ends with a line end is drawn to the end of that line, not to the start of the next one.
    last = source.line_of(max(end - 1, start))
    first_cells, last_cells = _cells(source, first), _cells(source, last)
    start_column = _column(first_cells, start - source.line_starts[first])
    end_column = _column(last_cells, end - source.line_starts[last])
    return _Marked(first, start_column, last, max(end_column, start_column + 1) if first == last else end_column)


def _cells(source: SourceText, line: int) -> Cells:
    return cells_of(source.line_text(line))


def _column(cells: Cells, code_point: int) -> int:
    return cells.columns[min(code_point, len(cells.columns) - 1)]


def _single(source: SourceText, marked: _Marked, gutter: int, severity: Severity, style: Style) -> Iterator[str]:
    room = max(style.width - gutter - 3, 20)
    text, start, end = cropped(_cells(source, marked.first), marked.start, marked.end, room)
    yield _line(gutter, marked.first + 1, style.drawn(text) if "…" in text else text, style)
    carets = "^" * max(end - start, 1)
    yield _line(gutter, None, " " * start + style.by_severity(severity, carets), style)


def _several(source: SourceText, marked: _Marked, gutter: int, severity: Severity, style: Style) -> Iterator[str]:
    room = max(style.width - gutter - 5, 20)

    def paint(drawing: str) -> str:
        return style.by_severity(severity, style.drawn(drawing))

    first = _cells(source, marked.first)
    begins_line = not "".join(first.pieces)[: marked.start].strip()
    yield _source_line(source, marked.first, gutter, paint("╭" if begins_line else " "), room, style)
    if not begins_line:
        yield _line(gutter, None, paint("╭" + "─" * min(marked.start + 1, room) + "^"), style)
    ends_line = marked.end >= _cells(source, marked.last).width
    for line in _middle(marked.first + 1, marked.last):
        if line is None:
            yield _line(gutter, None, paint("│"), style, mark="⋮")
        else:
            yield _source_line(source, line, gutter, paint("│"), room, style)
    yield _source_line(source, marked.last, gutter, paint("╰" if ends_line else "│"), room, style)
    if not ends_line:
        yield _line(gutter, None, paint("╰" + "─" * min(marked.end, room) + "^"), style)


def _middle(start: int, stop: int) -> Iterator[int | None]:
    """The lines between the first and the last one; ``None`` where some are left out."""
    if stop - start + 2 <= _MOST_LINES:
        yield from range(start, stop)
        return
    yield from range(start, start + _LINES_AT_END)
    yield None
    yield from range(stop - _LINES_AT_END + 1, stop)


def _source_line(source: SourceText, line: int, gutter: int, bracket: str, room: int, style: Style) -> str:
    text, _, _ = cropped(_cells(source, line), 0, 0, room)
    return _line(gutter, line + 1, f"{bracket} {style.drawn(text) if '…' in text else text}", style)


def _line(gutter: int, number: int | None, content: str, style: Style, mark: str = "") -> str:
    label = style.drawn(mark) if number is None else str(number)
    return f"{style.dim(f'{label:>{gutter}} ' + style.drawn('│'))} {content}".rstrip()
