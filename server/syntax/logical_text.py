"""Text as the builder reads it, with the way back to where it is written.

BuildKit joins continued lines before it looks at an instruction: the escape character and the newline go, comment
lines and empty lines between go too. ``LogicalText`` is that joined text together with a piecewise map to the offsets
of the document, so that a word, a shell command or a variable found in it can be underlined exactly.

All offsets are code points. Source offsets are relative to the start of the instruction that holds the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from .dataclass import dataclass


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points, relative to the start of the enclosing instruction."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same span as seen from a start that lies ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class LogicalText:
    """Joined text and its map: piece ``i`` begins at ``logical_starts[i]`` here and at ``source_starts[i]`` there.

    Within a piece both sides advance together. There is always at least one piece, and the first begins at 0.
    """

    text: str
    logical_starts: tuple[int, ...]
    source_starts: tuple[int, ...]

    @staticmethod
    def contiguous(text: str, source_start: int) -> LogicalText:
        """Text that is written in one piece, beginning at ``source_start``."""
        return LogicalText(text, (0,), (source_start,))

    @staticmethod
    def joined(pieces: Iterable[tuple[str, int]], empty_at: int) -> LogicalText:
        """Pieces of text with the source offset of each; with no pieces, an empty text that stands at ``empty_at``."""
        texts: list[str] = []
        logical_starts: list[int] = []
        source_starts: list[int] = []
        length = 0
        for text, source_start in pieces:
            texts.append(text)
            logical_starts.append(length)
            source_starts.append(source_start)
            length += len(text)
        if not texts:
            return LogicalText("", (0,), (empty_at,))
        return LogicalText("".join(texts), tuple(logical_starts), tuple(source_starts))

    def source(self, offset: int) -> int:
        """Where the character at logical ``offset`` is written; ``len(text)`` gives the place behind the last one."""
        piece = max(bisect_right(self.logical_starts, offset) - 1, 0)
        return self.source_starts[piece] + offset - self.logical_starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The source span from the first to the last character of logical ``[start, end)``.

        It covers continuations and comments that stand between them. An empty range gives an empty span.
        """
        if end <= start:
            at = self.source(start)
            return Span(at, at)
        return Span(self.source(start), self.source(end - 1) + 1)

    def slice(self, start: int, end: int | None = None) -> LogicalText:
        """The part ``[start, end)``, still knowing where it is written."""
        text = self.text[start:end]
        if len(self.logical_starts) == 1:
            return LogicalText(text, self.logical_starts, (self.source_starts[0] + start,))
        stop = start + len(text)
        first = max(bisect_right(self.logical_starts, start) - 1, 0)
        logical_starts = [0]
        source_starts = [self.source(start)]
        for piece in range(first + 1, len(self.logical_starts)):
            if self.logical_starts[piece] >= stop:
                break
            logical_starts.append(self.logical_starts[piece] - start)
            source_starts.append(self.source_starts[piece])
        return LogicalText(text, tuple(logical_starts), tuple(source_starts))
