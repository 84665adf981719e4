"""Stages in their graph: the steps of a FROM and what follows it, and the facts selected from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cache
from typing import Any, TypeVar, cast
from weakref import ref

from ..images.facts import BaseImageFacts
from ..shell.invocation import Invocation
from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction, Item
from .image_use import ImageUse
from .selection import Extract, Selection, select, splice
from .stage_contents import Kept, StageContents
from .state import BuildState
from .step import Neighbour, StageRole, StageTraits, Step

Fact = TypeVar("Fact")


@dataclass(frozen=True, eq=False)
class Stage:
    """A stage in its graph.

    ``origin`` is the stage of the program before the edit from which it came, ``kept`` says how many of its steps at
    both ends are that stage's; facts that were selected from those are taken over when they are asked for.
    ``parent`` is the stage it begins from, if it does.
    """

    contents: StageContents = field(repr=False)
    traits: StageTraits
    parent: Stage | None = field(repr=False)
    steps: Sequence[Step | None] = field(repr=False)
    origin: ref[Stage] | None = field(default=None, repr=False)
    kept: Kept = Kept(0, 0)
    selections: dict[Extract[object], Selection[object]] = field(
        default_factory=dict[Extract[object], Selection[object]], repr=False
    )
    memo: dict[object, Any] = field(default_factory=dict[object, Any], repr=False)
    """What higher layers computed from this stage alone, kept as long as it lives."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items from FROM to before the next FROM."""
        return self.contents.items

    @property
    def name(self) -> str | None:
        """Its name as written."""
        return self.traits.name

    @property
    def role(self) -> StageRole:
        """What it is for."""
        return self.traits.role

    @property
    def is_shipped(self) -> bool:
        """Whether it is the image that is built by default."""
        return self.traits.is_shipped

    @property
    def base(self) -> ImageUse:
        """What it begins from."""
        return self.contents.base

    @property
    def facts(self) -> BaseImageFacts:
        """What is known of the image at the root of its FROM chain."""
        return self.contents.facts

    @property
    def final_state(self) -> BuildState:
        """The state after its last instruction."""
        return self.contents.states[-1]

    @property
    def from_step(self) -> Step:
        """The step of its FROM."""
        step = self.steps[0]
        assert step is not None
        return step

    def all_steps(self) -> Iterator[tuple[int, Step]]:
        """Its steps with their positions among the items. Costs time in proportion to the stage."""
        return ((position, step) for position, step in enumerate(self.steps) if step is not None)

    def select(self, extract: Extract[Fact]) -> Selection[Fact]:
        """The facts that ``extract`` finds in each step, in order; kept, and carried over edits.

        ``extract`` has to be a module-level function that looks at nothing but the step.
        """
        key = cast("Extract[object]", extract)
        if key not in self.selections:
            self.selections[key] = self._select(key)
        return cast("Selection[Fact]", self.selections[key])

    def _select(self, extract: Extract[object]) -> Selection[object]:
        old = None if self.origin is None else self.origin()
        known = None if old is None else old.selections.get(extract)
        if old is None or known is None:
            return select(self.all_steps(), extract)
        delta = len(self.items) - len(old.items)
        return splice(
            known, select(self._new_steps, extract), self.kept.before, len(old.items) - self.kept.after, delta
        )

    @cached_property
    def _new_steps(self) -> list[tuple[int, Step]]:
        """The steps that are not those of its origin, with their positions."""
        start, stop = self.kept.before, len(self.items) - self.kept.after
        return [(position, step) for position, step in enumerate(self.steps[start:stop], start) if step is not None]

    @cached_property
    def chain(self) -> tuple[Stage, ...]:
        """This stage and those it begins from, nearest first."""
        return (self,) if self.parent is None else (self, *self.parent.chain)

    @property
    def parents(self) -> tuple[Stage, ...]:
        """The stages it begins from, nearest first."""
        return self.chain[1:]

    def steps_with(self, keyword: Keyword) -> Selection[Step]:
        """The steps of one keyword, ONBUILD's deferred instructions not among them."""
        return self.select(_BY_KEYWORD[keyword])

    def invocations(self, *tools: str) -> list[tuple[int, Invocation]]:
        """The calls of the tools, with positions, in order; see the command table for the names."""
        found = [call for tool in tools for call in self.select(_calls_of(tool))]
        return found if len(tools) == 1 else sorted(found, key=_by_place)


@cache
def _calls_of(tool: str) -> Extract[Invocation]:
    def extract(step: Step) -> list[Invocation]:
        return [] if step.is_deferred else [call for call in step.invocations if call.tool == tool]

    return extract


def _by_place(found: tuple[int, Invocation]) -> tuple[int, int]:
    position, invocation = found
    return position, invocation.command.start


def _keyword_extract(keyword: Keyword) -> Extract[Step]:
    def extract(step: Step) -> tuple[Step, ...]:
        return (step,) if step.item.keyword is keyword else ()

    return extract


_BY_KEYWORD = {keyword: _keyword_extract(keyword) for keyword in Keyword}


def keyword_extract(keyword: Keyword) -> Extract[Step]:
    """The extract behind :meth:`Stage.steps_with`, always the same object for a keyword."""
    return _BY_KEYWORD[keyword]


def make_stage(contents: StageContents, traits: StageTraits, parent: Stage | None, old: Stage | None) -> Stage:
    """A stage whose untouched steps are those of ``old``."""
    kept = contents.kept
    if old is not None and old.contents is contents:
        kept = Kept(len(contents.items), 0)
    if old is None or old.traits != traits or not _uses_are_kept(contents, old.contents, kept):
        return Stage(contents, traits, parent, _steps(contents, traits, 0, len(contents.items)))
    kept = Kept(_kept_before(old, contents.items, kept.before), _kept_after(old, contents.items, kept.after))
    stop = len(contents.items) - kept.after
    middle = _steps(contents, traits, kept.before, stop)
    old_tail = len(old.items) - kept.after
    steps = [*old.steps[: kept.before], *middle, *old.steps[old_tail:]]
    return Stage(contents, traits, parent, steps, ref(old), kept)


def _uses_are_kept(contents: StageContents, old: StageContents, kept: Kept) -> bool:
    """Whether the kept items name the same stages as before: renaming a stage changes what others mean."""
    if old.names is contents.names or old.names == contents.names:
        return True
    tail, old_tail = len(contents.items) - kept.after, len(old.items) - kept.after
    return contents.uses[: kept.before] == old.uses[: kept.before] and contents.uses[tail:] == old.uses[old_tail:]


def _kept_before(old: Stage, items: Sequence[Item], kept: int) -> int:
    """Keep one step fewer if the one before the change was asked for the next one, and that is another now."""
    for position in range(kept - 1, -1, -1):
        step = old.steps[position]
        if step is not None:
            asked = Neighbour.NEXT in step.asked_neighbours
            following = _instruction(items, range(kept, len(items))) if asked else None
            return position if asked and following is not step.neighbours[Neighbour.NEXT.value] else kept
    return kept


def _kept_after(old: Stage, items: Sequence[Item], kept: int) -> int:
    """As :func:`_kept_before`, for the step behind the change."""
    size = len(old.steps)
    for position in range(size - kept, size):
        step = old.steps[position]
        if step is not None:
            asked = Neighbour.PREVIOUS in step.asked_neighbours
            previous = _instruction(items, range(len(items) - kept - 1, -1, -1)) if asked else None
            is_other = asked and previous is not step.neighbours[Neighbour.PREVIOUS.value]
            return size - position - 1 if is_other else kept
    return kept


def _steps(contents: StageContents, traits: StageTraits, start: int, stop: int) -> list[Step | None]:
    items, states, uses = contents.items, contents.states, contents.uses
    steps: list[Step | None] = []
    previous = _instruction(items, range(start - 1, -1, -1))
    for position in range(start, stop):
        item = items[position]
        if not isinstance(item, Instruction):
            steps.append(None)
            continue
        following = _instruction(items, range(position + 1, len(items)))
        steps.append(Step(item, states[position], traits, uses[position], (previous, following)))
        previous = item
    return steps


def _instruction(items: Sequence[Item], positions: range) -> Instruction | None:
    """The first instruction among these items."""
    for position in positions:
        item = items[position]
        if isinstance(item, Instruction):
            return item
    return None
