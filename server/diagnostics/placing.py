"""Where findings stand in their stage, in order; after an edit only those around it are looked at again.

A stage may have thousands of findings. Most of them stand where they stood, so that their list is cut and joined
instead of being sorted anew after each keystroke.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import is_, itemgetter

from ..semantics.stage import Stage
from ..syntax.dataclass import dataclass
from ..syntax.items import Item
from .finding import Finding

PlacedFinding = tuple[int, Finding]
"""A finding with the position of the item that it stands in."""

_POSITION = itemgetter(0)
_FINDING = itemgetter(1)


@dataclass(frozen=True, slots=True)
class PlacedBefore:
    """The findings of a stage of ``size`` items before an edit; ``loose`` are those among them of no single step."""

    size: int
    placed: tuple[PlacedFinding, ...]
    loose: tuple[PlacedFinding, ...]


def after_edit(
    before: PlacedBefore,
    stage: Stage,
    of_steps: Callable[[int, int], Iterator[PlacedFinding]],
    loose: tuple[PlacedFinding, ...],
) -> tuple[PlacedFinding, ...]:
    """The findings of an edited stage: those of ``of_steps``, asked for positions, and ``loose`` ones."""
    size = len(stage.items)
    start, stop = _changed(before, size, stage.kept.before, size - stage.kept.after, loose)
    moved = size - before.size
    middle = in_order([*of_steps(start, stop), *_between(loose, start, stop)])
    first = bisect_left(before.placed, start, key=_POSITION)
    last = bisect_left(before.placed, stop - moved, key=_POSITION)
    return (*before.placed[:first], *middle, *_moved(before.placed[last:], moved))


def _changed(
    before: PlacedBefore, size: int, start: int, stop: int, loose: tuple[PlacedFinding, ...]
) -> tuple[int, int]:
    """The positions between which something is new: those of the edit, and more where loose findings changed."""
    moved = size - before.size
    if not _are_same(_between(before.loose, 0, start), _between(loose, 0, start)):
        start = 0
    if not _are_same(_between(before.loose, stop - moved, before.size), _between(loose, stop, size)):
        stop = size
    return start, stop


def _between(placed: tuple[PlacedFinding, ...], start: int, stop: int) -> tuple[PlacedFinding, ...]:
    return placed[bisect_left(placed, start, key=_POSITION) : bisect_left(placed, stop, key=_POSITION)]


def _are_same(one: tuple[PlacedFinding, ...], other: tuple[PlacedFinding, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, map(_FINDING, one), map(_FINDING, other)))


def _moved(placed: tuple[PlacedFinding, ...], distance: int) -> Iterable[PlacedFinding]:
    return [(position + distance, finding) for position, finding in placed] if distance else placed


def in_order(placed: Iterable[PlacedFinding]) -> tuple[PlacedFinding, ...]:
    """Findings in the order of the file."""
    return tuple(sorted(placed, key=order))


def order(placed: PlacedFinding) -> tuple[int, int, int, str]:
    """By position, then by range, then by rule."""
    position, finding = placed
    return position, finding.span.start, finding.span.end, finding.rule.id


def positions_of(items: Sequence[Item], findings: Iterable[Finding]) -> dict[int, int]:
    """Where the items that findings stand in are found, by identity."""
    # Built without a loop of our own, since this looks at a whole file after each keystroke.
    positions = dict(zip(map(id, items), range(len(items)), strict=True))
    return {id(finding.item): positions[id(finding.item)] for finding in findings}


def placed_again(before: PlacedBefore, items: Sequence[Item], findings: Sequence[Finding]) -> tuple[PlacedFinding, ...]:
    """Findings in order; quick where they are those of before, or stand in the same items."""
    moved = len(items) - before.size
    if not moved and _stand_there(before.placed, items) and set(map(id, findings)) == {id(f) for _, f in before.placed}:
        return before.placed
    positions = {
        id(finding.item): place
        for position, finding in before.placed
        for place in (position, position + moved)
        if 0 <= place < len(items) and items[place] is finding.item
    }
    if not all(id(finding.item) in positions for finding in findings):
        positions = positions_of(items, findings)
    return in_order((positions[id(finding.item)], finding) for finding in findings)


def _stand_there(placed: tuple[PlacedFinding, ...], items: Sequence[Item]) -> bool:
    return all(position < len(items) and items[position] is finding.item for position, finding in placed)
