"""The text of a document as the client has it, and how it differs from the text that was analysed last.

Promises: any number of edits between two analyses comes down to one replacement. Edits out of range are clamped. Leaves
out: analysis, and what an edit means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..syntax.source_text import PositionEncoding, Range, SourceText


class Replacement(NamedTuple):
    """Code points ``[start, end)`` become ``text``."""

    start: int
    end: int
    text: str

    @property
    def size(self) -> int:
        """How many characters go or come."""
        return self.end - self.start + len(self.text)


class Draft:
    """``base`` is the text analysed last, ``pending`` what was changed since; both go on with :meth:`take`."""

    def __init__(self, base: SourceText) -> None:
        self.base = base
        self.pending: Replacement | None = None
        self._current: SourceText | None = None

    @property
    def current(self) -> SourceText:
        """The text as the client has it."""
        if self.pending is None:
            return self.base
        if self._current is None:
            self._current = self.base.edit(self.pending.start, self.pending.end, self.pending.text)
        return self._current

    def replace(self, where: Range | None, text: str, encoding: PositionEncoding) -> None:
        """Make one edit of the client; no range means the whole text."""
        current = self.current
        if where is None:
            edit = difference(current.text, text)
        else:
            start = current.offset(where.start, encoding)
            edit = Replacement(start, max(start, current.offset(where.end, encoding)), text)
        if self.pending is not None:
            edit = _joined(self.pending, edit, current)
        self.pending, self._current = edit, None

    def take(self, analysed: SourceText) -> None:
        """Go on from ``analysed``, the text as it was when :attr:`pending` was last looked at."""
        self.base, self.pending, self._current = analysed, None, None


def _joined(first: Replacement, second: Replacement, current: SourceText) -> Replacement:
    """Two edits as one of the base; ``current`` is the text between them."""
    first_end = first.start + len(first.text)
    start = min(first.start, second.start)
    end = max(first_end, second.end)
    text = f"{current.text[start : second.start]}{second.text}{current.text[second.end : end]}"
    return Replacement(start, first.end + end - first_end, text)


def difference(old: str, new: str) -> Replacement:
    """The smallest single replacement that makes ``new`` of ``old``, for clients that send whole texts."""
    shorter = min(len(old), len(new))
    start = _common(shorter, lambda length: old[:length] == new[:length])
    rest = shorter - start
    tail = _common(rest, lambda length: old[len(old) - length :] == new[len(new) - length :])
    return Replacement(start, len(old) - tail, new[start : len(new) - tail])


def _common(most: int, is_common: Callable[[int], bool]) -> int:
    """The greatest length up to ``most`` for which ``is_common`` holds; it holds for all lengths below that one."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_common(middle):
            low = middle
        else:
            high = middle - 1
    return low
