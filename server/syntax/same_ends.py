"""What two sequences have in common at their ends, such as the items, or the characters, before and after an edit."""

from __future__ import annotations

from collections.abc import Sequence


def same_at_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many elements both begin with, and how many of the others both end with."""
    before = _same_at_start(old, new)
    return before, _same_at_start(old[before:][::-1], new[before:][::-1])


def _same_at_start(old: Sequence[object], new: Sequence[object]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((count for count, (one, other) in pairs if one != other), min(len(old), len(new)))
