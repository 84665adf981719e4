"""Ascending numbers of which those behind an edit move together: where lines begin, or on which lines items do.

Numbers in front of the last edit count from the start, those behind it from the end, so that an edit changes the few
between the last place and its own, whatever stands below.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import overload


class OffsetTable(Sequence[int]):
    """Immutable numbers from 0 to ``total``."""

    __slots__ = ("_head", "_tail", "total")

    def __init__(self, numbers: Iterable[int], total: int, tail: array[int] | None = None) -> None:
        """``tail`` are numbers that follow ``numbers``, counted from ``total``, and so not positive."""
        self._head = array("q", numbers)
        self._tail = array("q") if tail is None else tail
        self.total = total

    def __len__(self) -> int:
        return len(self._head) + len(self._tail)

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> list[int]: ...

    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        count = len(self._head)
        if index < 0:
            index += len(self)
        if index < count:
            return self._head[index] if index >= 0 else self._head[-count - 1]
        return self.total + self._tail[index - count]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetTable) and self.total == other.total and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def at(self, indexes: Sequence[int]) -> list[int]:
        """The numbers at ascending indexes, which none of them is negative."""
        count, total = len(self._head), self.total
        split = bisect_left(indexes, count)
        of_tail = [total + self._tail[index - count] for index in indexes[split:]]
        return [*map(self._head.__getitem__, indexes[:split]), *of_tail]

    def last_up_to(self, number: int) -> int:
        """The index of the last one that is not greater; -1 if there is none."""
        tail = self._tail
        if tail and number >= self.total + tail[0]:
            return len(self._head) + bisect_right(tail, number - self.total) - 1
        return bisect_right(self._head, number) - 1

    def replaced(self, start: int, stop: int, numbers: Iterable[int], total: int) -> OffsetTable:
        """The table in which ``numbers`` stand for those from ``start`` up to ``stop``, and those behind have moved.

        They stay as far from the total as they were.
        """
        count = len(self._head)
        head = self._head[:start]
        if start > count:
            head.extend([self.total + number for number in self._tail[: start - count]])
        head.extend(numbers)
        tail = self._tail[max(stop - count, 0) :]
        if stop < count:
            tail = array("q", [number - self.total for number in self._head[stop:]]) + tail
        return OffsetTable(head, total, tail)
