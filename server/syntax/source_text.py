"""The text of a document, its lines as the Language Server Protocol counts them, and conversions of positions.

A line ends at ``\\n``, ``\\r\\n`` or a lone ``\\r`` and at nothing else (LSP 3.17, "Text Documents");
``str.splitlines`` knows eight more ends and must not be used here. Offsets are code points; ``Position`` counts lines
from 0 and columns from 0 in the units of the negotiated encoding.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from .dataclass import dataclass
from .lazy_pattern import lazy_pattern
from .offset_table import OffsetTable

_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_LAST_BASIC_PLANE = "\uffff"


class PositionEncoding(Enum):
    """The unit in which a client counts columns (LSP 3.17, ``PositionEncodingKind``)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A 0-based line and a 0-based column; what the column counts is said by whoever hands it out."""

    line: int
    character: int


class Range(NamedTuple):
    """A half-open range between two positions."""

    start: Position
    end: Position


def units_in(text: str, encoding: PositionEncoding) -> int:
    """How many units of ``encoding`` the text takes. Surrogates that stand alone count as one UTF-16 unit."""
    if encoding is PositionEncoding.UTF32 or text.isascii():
        return len(text)
    if encoding is PositionEncoding.UTF16:
        return len(text) + sum(character > _LAST_BASIC_PLANE for character in text)
    return len(text.encode("utf-8", "surrogatepass"))


def code_points_in(text: str, units: int, encoding: PositionEncoding) -> int:
    """How many code points of ``text`` the first ``units`` units cover; a position inside a character means its start.

    Units past the end give the length of the text, as the protocol asks for positions past the end of a line.
    """
    if encoding is PositionEncoding.UTF32 or text.isascii():
        return min(units, len(text))
    passed = 0
    for index, character in enumerate(text):
        passed += units_in(character, encoding)
        if passed > units:
            return index
    return len(text)


def _line_starts(text: str, first: int) -> list[int]:
    if "\r" not in text:
        starts = [first]
        at = text.find("\n") + 1
        while at:
            starts.append(first + at)
            at = text.find("\n", at) + 1
        return starts
    return [first, *(first + match.end() for match in _LINE_END.finditer(text))]


@dataclass(frozen=True, slots=True)
class SourceText:
    """Immutable text with the offset at which each line begins. Make one with :meth:`read`."""

    text: str
    line_starts: OffsetTable

    @staticmethod
    def read(text: str) -> SourceText:
        """A source text from scratch, in time proportional to the text."""
        return SourceText(text, OffsetTable(_line_starts(text, 0), len(text)))

    @property
    def line_count(self) -> int:
        """The number of lines; a final line end opens one more, empty, line."""
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """The 0-based line that holds ``offset``."""
        return self.line_starts.last_up_to(offset)

    def line_text(self, line: int) -> str:
        """A line without its line end."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n") if line + 1 < len(self.line_starts) else self.text[start:end]

    def position(self, offset: int, encoding: PositionEncoding = PositionEncoding.UTF16) -> Position:
        """The position of a code point offset, which is clamped to the text."""
        offset = max(0, min(offset, len(self.text)))
        line = self.line_of(offset)
        return Position(line, units_in(self.text[self.line_starts[line] : offset], encoding))

    def offset(self, position: Position, encoding: PositionEncoding = PositionEncoding.UTF16) -> int:
        """The code point offset of a position; lines and columns past the end mean the end."""
        if position.line < 0:
            return 0
        if position.line >= len(self.line_starts):
            return len(self.text)
        line = self.line_text(position.line)
        return self.line_starts[position.line] + code_points_in(line, max(position.character, 0), encoding)

    def edit(self, start: int, end: int, replacement: str) -> SourceText:
        """The text with code points ``[start, end)`` replaced; only the touched lines are scanned again."""
        text = f"{self.text[:start]}{replacement}{self.text[end:]}"
        first = self.line_of(max(start - 1, 0))
        last = self.line_of(end)
        delta = len(replacement) - (end - start)
        region_start = self.line_starts[first]
        is_final = last + 1 >= len(self.line_starts)
        region_end = len(text) if is_final else self.line_starts[last + 1] + delta
        region = _line_starts(text[region_start:region_end], region_start)
        if not is_final:
            region.pop()
        return SourceText(text, self.line_starts.replaced(first, last + 1, region, len(text)))
