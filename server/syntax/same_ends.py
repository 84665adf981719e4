"""What two sequences have in common, such as the items, the characters or the stages before and after an edit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import is_not


def same_at_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many elements both begin with, and how many of the others both end with."""
    before = _same_at_start(old, new)
    return before, _same_at_start(old[before:][::-1], new[before:][::-1])


def _same_at_start(old: Sequence[object], new: Sequence[object]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((count for count, (one, other) in pairs if one != other), min(len(old), len(new)))


def places_of_others(old: Sequence[object], new: Sequence[object]) -> list[int]:
    """The indexes at which two sequences of the same length do not hold the same object."""
    return list(compress(range(len(new)), map(is_not, old, new)))
