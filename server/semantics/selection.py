"""Facts of a stage collected step by step, kept up to date by splicing rather than by looking again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import is_
from typing import Generic, TypeVar

from ..syntax.dataclass import dataclass
from .step import Step

Fact = TypeVar("Fact")
Extract = Callable[[Step], Iterable[Fact]]


@dataclass(frozen=True, slots=True)
class Selection(Generic[Fact]):
    """Facts in the order of the file: ``facts[i]`` was found at item ``positions[i]`` of the stage."""

    positions: list[int]
    facts: list[Fact]

    def __iter__(self) -> Iterator[tuple[int, Fact]]:
        return iter(zip(self.positions, self.facts, strict=True))

    def __len__(self) -> int:
        return len(self.facts)

    def before(self, position: int) -> Sequence[Fact]:
        """The facts of earlier items."""
        return self.facts[: bisect_left(self.positions, position)]

    def after(self, position: int) -> Sequence[Fact]:
        """The facts of later items."""
        return self.facts[bisect_left(self.positions, position + 1) :]


def with_variables(step: Step) -> tuple[Step, ...]:
    """The step, if a variable may stand in it."""
    return (step,) if "$" in step.item.text else ()


def deferred(step: Step) -> tuple[bool, ...]:
    """Whether the step runs in another build, which begins from this image."""
    return (True,) if step.is_deferred else ()


def select(steps: Iterable[tuple[int, Step]], extract: Extract[Fact]) -> Selection[Fact]:
    """The facts of steps, which come with their positions."""
    positions: list[int] = []
    facts: list[Fact] = []
    for position, step in steps:
        for fact in extract(step):
            positions.append(position)
            facts.append(fact)
    return Selection(positions, facts)


def splice(
    old: Selection[Fact], middle: Selection[Fact], kept_before: int, old_tail: int, delta: int
) -> Selection[Fact]:
    """``old`` up to item ``kept_before``, then ``middle``, then ``old`` from item ``old_tail`` moved by ``delta``."""
    if not old.facts and not middle.facts:
        return old
    first = bisect_left(old.positions, kept_before)
    last = bisect_left(old.positions, old_tail)
    if first == last and not middle.facts:
        return _moved(old, first, delta)
    facts = old.facts
    if len(middle) != last - first or not all(map(is_, middle.facts, old.facts[first:last])):
        facts = old.facts[:first] + middle.facts + old.facts[last:]
    positions = old.positions
    if delta or middle.positions != old.positions[first:last]:
        tail = old.positions[last:]
        positions = old.positions[:first] + middle.positions + ([place + delta for place in tail] if delta else tail)
    return old if facts is old.facts and positions is old.positions else Selection(positions, facts)


def _moved(old: Selection[Fact], first: int, delta: int) -> Selection[Fact]:
    """The same facts, those from ``first`` on moved; the list of facts stays the same object, and so tells."""
    if not delta or first == len(old.positions):
        return old
    return Selection(old.positions[:first] + [position + delta for position in old.positions[first:]], old.facts)
