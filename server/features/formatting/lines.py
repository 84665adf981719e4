"""The physical lines of an instruction above its heredocs, and which of them may be indented anew."""

from __future__ import annotations

from bisect import bisect_right

from ...shell.dialect import Dialect
from ...syntax.dataclass import dataclass
from ...syntax.grammar import ArgumentStyle
from ...syntax.items import Instruction
from .quotes import quoted_places


@dataclass(frozen=True, slots=True)
class Line:
    """A line: offsets in the item of its start, of what is written, and of the end of that.

    ``stop`` is the end of the content before a continuation, trimmed. ``is_free`` says that white space in front of it
    means nothing, and that what is before it ends there.
    """

    start: int
    content: int
    stop: int
    end: int
    is_comment: bool
    is_free: bool

    @property
    def is_content(self) -> bool:
        """Whether it belongs to what is read."""
        return not self.is_comment and self.content < self.stop


def lines_of(instruction: Instruction, dialect: Dialect) -> list[Line]:
    """The lines of an instruction's head; the first one is never free."""
    text = instruction.text[: instruction.head_length]
    logical = instruction.line
    quoted = quoted_places(logical.text, instruction.escape) if "\n" in text[:-1] else bytearray()
    continuations = {span.start - instruction.offset for span in instruction.head.continuations}
    may_move = _may_move(instruction.nested or instruction, dialect)
    lines: list[Line] = []
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        written = text[start:stop].rstrip("\r")
        at = start + len(written.rstrip(" \t")) - 1
        content = text[start:at] if at in continuations else written
        first = start + len(content) - len(content.lstrip(" \t"))
        is_comment = bool(lines) and written.lstrip().startswith("#")
        is_free = bool(lines) and may_move and not is_comment and _is_free(instruction, quoted, start)
        end = start + len(written)
        lines.append(Line(start, first, max(start + len(content.rstrip(" \t")), first), end, is_comment, is_free))
        start = len(text) if newline < 0 else newline + 1
    return lines


def is_free_behind(instruction: Instruction, dialect: Dialect, offset: int) -> bool:
    """Whether white space means nothing on a new line behind ``offset``, which is that of written text in the head."""
    if not _may_move(instruction.nested or instruction, dialect):
        return False
    logical = instruction.line
    piece = max(bisect_right(logical.source_starts, max(offset - 1, 0)) - 1, 0)
    at = logical.logical_starts[piece] + offset - logical.source_starts[piece]
    return not quoted_places(logical.text, instruction.escape)[max(min(at, len(logical.text)), 0)]


def _may_move(instruction: Instruction, dialect: Dialect) -> bool:
    """Whether white space between words means nothing in such an instruction at all."""
    match instruction.style:
        case ArgumentStyle.TEXT:
            return False
        case ArgumentStyle.KEY_VALUES | ArgumentStyle.NAMES:
            return not instruction.is_legacy_pair
        case ArgumentStyle.COMMAND | ArgumentStyle.HEALTHCHECK:
            return instruction.is_exec_form or dialect not in (Dialect.OTHER, Dialect.UNKNOWN)
        case _:
            return True


def _is_free(instruction: Instruction, quoted: bytearray, start: int) -> bool:
    """Whether the line that begins at ``start`` begins outside of quotes, and not within a word."""
    logical = instruction.line
    piece = bisect_right(logical.source_starts, start) - 1
    if piece < 0 or logical.source_starts[piece] != start:
        return False
    at = logical.logical_starts[piece]
    if quoted[at]:
        return False
    around = logical.text[at - 1 : at + 1]
    return any(character in " \t" for character in around)
