"""Checks of single facts of a stage that may look at other facts of it, and what is kept of them after an edit.

Such a check sees the stage only through :class:`FactsOfStage`, which remembers what it was asked. While the facts it
looked at are the same, what was found for a fact that an edit did not touch is still true.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar, cast

from ..semantics.selection import Extract, Selection, splice
from ..semantics.stage import Stage, keyword_extract
from ..semantics.step import StageTraits, Step
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .finding import Finding

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class FactsOfStage:
    """What a check of facts may ask of the stage: its traits, selections of its facts, and the stages before it."""

    _stage: Stage
    _asked: dict[Extract[object], list[object]]

    @property
    def traits(self) -> StageTraits:
        """What holds for the whole stage."""
        return self._stage.traits

    @property
    def is_shipped(self) -> bool:
        """Whether it is the image that is built by default."""
        return self._stage.is_shipped

    @property
    def parents(self) -> tuple[Stage, ...]:
        """The stages it begins from, nearest first."""
        return self._stage.parents

    def select(self, extract: Extract[Fact]) -> Selection[Fact]:
        """As :meth:`Stage.select`."""
        selection = self._stage.select(extract)
        self._asked[cast("Extract[object]", extract)] = cast("list[object]", selection.facts)
        return selection

    def steps_with(self, keyword: Keyword) -> Selection[Step]:
        """The steps of one keyword."""
        return self.select(keyword_extract(keyword))


@dataclass(frozen=True, slots=True)
class PlacedFact(Generic[Fact]):
    """A fact at item ``position`` of its stage."""

    stage: FactsOfStage
    position: int
    fact: Fact


FactCheck = Callable[[PlacedFact[object]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class FactReport:
    """What one check found, by the positions of the facts that it is about, and the facts it looked at besides."""

    found: Selection[Finding]
    asked: dict[Extract[object], list[object]]


def report_facts(
    extract: Extract[object], check: FactCheck, stage: Stage, old: Stage | None, before: FactReport | None
) -> FactReport:
    """Run a check over the facts of a stage; ``before`` is what it found in ``old``, which the stage came from."""
    selection = stage.select(extract)
    asked: dict[Extract[object], list[object]] = {}
    facts = FactsOfStage(stage, asked)
    if old is None or before is None or not _still_holds(stage, old, before):
        return FactReport(_run(check, facts, selection, 0, len(stage.items)), asked)
    asked.update(before.asked)
    kept = stage.kept
    middle = _run(check, facts, selection, kept.before, len(stage.items) - kept.after)
    moved = len(stage.items) - len(old.items)
    return FactReport(splice(before.found, middle, kept.before, len(old.items) - kept.after, moved), asked)


def _still_holds(stage: Stage, old: Stage, before: FactReport) -> bool:
    if stage.traits != old.traits or stage.parent is not old.parent:
        return False
    return all(stage.select(extract).facts is facts for extract, facts in before.asked.items())


def _run(
    check: FactCheck, stage: FactsOfStage, selection: Selection[object], start: int, stop: int
) -> Selection[Finding]:
    """What a check finds for the facts of the items from one position up to another."""
    found: Selection[Finding] = Selection([], [])
    first, last = bisect_left(selection.positions, start), bisect_left(selection.positions, stop)
    for position, fact in zip(selection.positions[first:last], selection.facts[first:last], strict=True):
        for finding in check(PlacedFact(stage, position, fact)):
            found.positions.append(position)
            found.facts.append(finding)
    return found
