"""How much a build is sent, in words for a finding."""

from __future__ import annotations

from collections.abc import Sequence

from ....project.build_context import Measure

_MEGABYTE = 1_000_000
_MOST_NAMES = 3


def sent_in_words(whole: Measure, heavy: Sequence[tuple[str, Measure]]) -> str:
    """``sends 312 MB, 304 of them from `node_modules` and `.git```; ``heavy`` has the heaviest first."""
    least = "" if whole.is_complete else "at least "
    shown = heavy[:_MOST_NAMES]
    part = sum(size.bytes for _, size in shown) / _MEGABYTE
    *others, last = (f"`{name}`" for name, _ in shown)
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"sends {least}{whole.bytes / _MEGABYTE:.0f} MB, {part:.0f} of them from {listed}"
