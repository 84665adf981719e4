"""Where findings stand in their stage, in order; after an edit only those around it are looked at again.

A stage may have thousands of findings. Most of them stand where they stood, so that their list is cut and joined
instead of being sorted anew after each keystroke.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import is_, itemgetter

from ..semantics.stage import Stage
from ..semantics.stage_contents import Kept
from ..syntax.dataclass import dataclass
from ..syntax.items import Item
from ..syntax.same_ends import places_of_others
from .finding import Finding, Severity

PlacedFinding = tuple[int, Finding]
"""A finding with the position of the item that it stands in."""

Loudest = tuple[tuple[PlacedFinding, ...], ...]
"""The findings of the loudest severity, those of the two loudest, and so on up to all; each in the file's order."""

SEVERITIES = tuple(Severity)
"""From the loudest to the quietest."""

_POSITION = itemgetter(0)
_FINDING = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Placed:
    """Findings in order, with fewer and fewer of the quiet ones left out."""

    loudest: Loudest

    @property
    def findings(self) -> tuple[PlacedFinding, ...]:
        """All of them."""
        return self.loudest[-1]


@dataclass(frozen=True, slots=True)
class PlacedBefore:
    """The findings of a stage of ``size`` items before an edit; ``loose`` are those among them of no single step."""

    size: int
    placed: Placed
    loose: tuple[PlacedFinding, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Findings among ``size`` items in order, before an edit that left the items ``kept`` at both ends."""

    size: int
    kept: Kept
    placed: tuple[PlacedFinding, ...]


def placed(findings: Iterable[PlacedFinding]) -> Placed:
    """Findings that are in no order yet."""
    return Placed(loudest(in_order(findings)))


def loudest(findings: tuple[PlacedFinding, ...]) -> Loudest:
    """Findings that are in order, with fewer and fewer of the quiet ones left out."""
    groups = [findings]
    for severity in reversed(SEVERITIES[1:]):
        findings = tuple([one for one in findings if one[1].severity is not severity]) if findings else findings
        groups.append(findings)
    return tuple(reversed(groups))


@dataclass(frozen=True, slots=True)
class Ranked:
    """Groups of findings by loudness: ``levels[n][group]`` are those of the ``n + 1`` loudest severities.

    ``totals`` says how many there are of each level.
    """

    levels: tuple[list[tuple[PlacedFinding, ...]], ...]
    totals: tuple[int, ...]

    @property
    def groups(self) -> list[tuple[PlacedFinding, ...]]:
        """All findings."""
        return self.levels[-1]


def ranked(
    groups: list[tuple[PlacedFinding, ...]], loudest_of: Callable[[int], Loudest], before: Ranked | None
) -> Ranked:
    """Groups in order of their loudness; ``loudest_of`` is asked only for groups that are not those of ``before``."""
    if before is None or len(before.groups) != len(groups):
        levels = tuple(map(list, zip(*map(loudest_of, range(len(groups))), strict=True)))
        return Ranked(levels, tuple(sum(map(len, level)) for level in levels))
    levels, totals = before.levels, list(before.totals)
    changed = places_of_others(before.groups, groups)
    if changed:
        levels = tuple([level.copy() for level in levels])
    for place in changed:
        for number, found in enumerate(loudest_of(place)):
            totals[number] += len(found) - len(levels[number][place])
            levels[number][place] = found
    return Ranked(levels, tuple(totals))


def first_of(ranking: Ranked, most: int) -> list[tuple[PlacedFinding, ...]]:
    """The loudest ``most`` findings of more, group by group; of the quietest severity among them the first ones."""
    number = next(number for number, total in enumerate(ranking.totals) if total > most)
    level = ranking.levels[number]
    chosen: list[tuple[PlacedFinding, ...]] = ranking.levels[number - 1].copy() if number else [()] * len(level)
    room = most - (ranking.totals[number - 1] if number else 0)
    for place, found in enumerate(level):
        more = len(found) - len(chosen[place])
        if more > room:
            of_level = (one for one in found if one[1].severity is SEVERITIES[number])
            chosen[place] = tuple(sorted([*chosen[place], *islice(of_level, room)], key=_POSITION))
            break
        chosen[place] = found
        room -= more
    return chosen


def after_edit(
    before: PlacedBefore,
    stage: Stage,
    of_steps: Callable[[int, int], Iterator[PlacedFinding]],
    loose: tuple[PlacedFinding, ...],
) -> Placed:
    """The findings of an edited stage: those of ``of_steps``, asked for positions, and ``loose`` ones."""
    size = len(stage.items)
    moved = size - before.size
    start, stop = _changed(before, size, stage.kept.before, size - stage.kept.after, loose)
    middle = in_order([*of_steps(start, stop), *_between(loose, start, stop)])

    def spliced(old: tuple[PlacedFinding, ...], new: tuple[PlacedFinding, ...]) -> tuple[PlacedFinding, ...]:
        first = bisect_left(old, start, key=_POSITION)
        last = bisect_left(old, stop - moved, key=_POSITION)
        return old if first == last and not new and not moved else (*old[:first], *new, *_moved(old[last:], moved))

    return Placed(tuple(map(spliced, before.placed.loudest, loudest(middle))))


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


def placed_again(before: Earlier, items: Sequence[Item], findings: Sequence[Finding]) -> tuple[PlacedFinding, ...]:
    """Findings after an edit in order: those of before keep their places, and only new ones are sorted in."""
    kept, moved = before.kept, len(items) - before.size
    stop = len(items) - kept.after
    first = bisect_left(before.placed, kept.before, key=_POSITION)
    last = bisect_left(before.placed, stop - moved, key=_POSITION)
    same = [*before.placed[:first], *_moved(before.placed[last:], moved)]
    known, wanted = set(map(id, map(_FINDING, same))), set(map(id, findings))
    if known == wanted:
        return tuple(same)
    new = [finding for finding in findings if id(finding) not in known]
    places = {id(items[position]): position for position in range(kept.before, stop)}
    if not all(id(finding.item) in places for finding in new):
        places |= {id(finding.item): position for position, finding in same}
    if not all(id(finding.item) in places for finding in new):
        places = positions_of(items, new)
    same = [one for one in same if id(one[1]) in wanted]
    for finding in new:
        insort(same, (places[id(finding.item)], finding), key=order)
    return tuple(same)
