"""Text as a terminal shows it: tabs expanded, control characters made visible, and how many columns each takes.

A file must not be able to talk to the terminal, so everything that could move the cursor or change its state is
replaced by a picture of itself. Widths are those of Unicode's East Asian Width, wide and full-width counting two.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..syntax.dataclass import dataclass

TAB = 4
"""Columns between tab stops."""

_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Cells:
    """A line as shown: the text of each code point, and the column in which it begins, one more for the end."""

    pieces: Sequence[str]
    columns: Sequence[int]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(self.pieces)

    @property
    def width(self) -> int:
        """How many columns the line takes."""
        return self.columns[-1]


def cells_of(line: str) -> Cells:
    """A line without its line end, as shown."""
    if line.isascii() and line.isprintable():
        return Cells(line, range(len(line) + 1))
    pieces: list[str] = []
    columns: list[int] = []
    at = 0
    for character in line:
        columns.append(at)
        shown, width = _shown(character, at)
        pieces.append(shown)
        at += width
    return Cells(pieces, (*columns, at))


def _shown(character: str, column: int) -> tuple[str, int]:
    if character == "\t":
        width = TAB - column % TAB
        return " " * width, width
    category = unicodedata.category(character)
    if category == "Cc":
        code = ord(character)
        if code < ord(" "):
            return chr(_CONTROL_PICTURES + code), 1
        return (_DELETE_PICTURE if code == 0x7F else _REPLACEMENT), 1
    if category in ("Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _STEERING:
        return _REPLACEMENT, 1
    if category in ("Mn", "Me", "Cf"):
        return ("", 0) if character == "\ufeff" else (character, 0)
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


_STEERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Characters that turn the direction of what follows, and can make a line look like another one."""


def cropped(cells: Cells, start: int, end: int, room: int) -> tuple[str, int, int]:
    """At most ``room`` columns around ``[start, end)`` (columns), and where those two columns are in it."""
    if cells.width <= room:
        return cells.text, start, end
    left = 0
    if end > room - 1:
        left = max(min(start - room // 4, end - room + 2), 0)
    right = left + room
    first = bisect_left(cells.columns, left + 1) if left else 0
    last = bisect_right(cells.columns, right - 1) - 1 if right < cells.width else len(cells.columns) - 1
    text = "".join(cells.pieces[first:last])
    if left:
        text = "…" + " " * (cells.columns[first] - left - 1) + text
    if right < cells.width:
        text += "…"
    return text, max(start - left, 0), min(end - left, room)
