"""How a file is laid out."""

from __future__ import annotations

from enum import Enum

from ...syntax.dataclass import dataclass


class KeywordCase(Enum):
    """How keywords are written."""

    KEEP = "keep"
    UPPER = "upper"
    LOWER = "lower"


class OperatorPlace(Enum):
    """On which line of a script an operator between two lines stands."""

    KEEP = "keep"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """``width`` is the columns of one step of indentation, and of a tab. ``wrap_width`` is the columns that a
    line may have before it is broken, without end if 0.

    ``trims_lines`` takes white space at ends of lines away, ``final_newline`` adds a line end at the end of the file,
    ``trims_end`` takes blank lines there away.
    """

    width: int = 4
    uses_tabs: bool = False
    keyword_case: KeywordCase = KeywordCase.UPPER
    operators: OperatorPlace = OperatorPlace.KEEP
    wrap_width: int = 0
    trims_lines: bool = True
    final_newline: bool = True
    trims_end: bool = True

    def indentation(self, columns: int) -> str:
        """White space of so many columns."""
        if not self.uses_tabs:
            return " " * columns
        return "\t" * (columns // self.width) + " " * (columns % self.width)

    def columns(self, white_space: str) -> int:
        """How many columns white space takes at the start of a line."""
        columns = 0
        for character in white_space:
            columns += self.width - columns % self.width if character == "\t" else 1
        return columns
