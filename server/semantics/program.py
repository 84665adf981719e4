"""The program a Dockerfile is: global arguments, stages, and their graph. `derivation` makes one of a tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import ref

from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction, Item
from ..syntax.same_ends import places_of_others
from ..syntax.tree import Tree
from .environment import Binding, Environment
from .selection import Extract, Selection
from .stage import Stage
from .stage_contents import Kept
from .step import Step

Fact = TypeVar("Fact")


class FactOfProgram(NamedTuple, Generic[Fact]):
    """A fact of the step at item ``position`` of stage ``stage``."""

    stage: int
    position: int
    fact: Fact


@dataclass(frozen=True, eq=False)
class Program:
    """A Dockerfile read as stages.

    ``starts[i]`` is the item index of the FROM of stage ``i``; the items before ``starts[0]`` are the preamble.
    """

    tree: Tree = field(repr=False)
    preamble: tuple[Item, ...] = field(repr=False)
    global_arguments: Environment = field(repr=False)
    starts: list[int]
    stages: tuple[Stage, ...]
    children: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]], repr=False)
    """The positions of the stages that begin from a stage, by its position; stages without any are missing."""
    selections: dict[Extract[Any], dict[int, Selection[Any]]] = field(
        default_factory=dict[Extract[Any], dict[int, Selection[Any]]], repr=False
    )
    frame: object = field(default_factory=object, repr=False)
    """The same object as long as an edit changes no FROM and nothing that holds for a whole stage."""
    kept: Kept = field(default=Kept(0, 0), repr=False)
    """How many items at both ends are those of the program before the edit that made this one."""
    origin: ref[Program] | None = field(default=None, repr=False)
    """That program, as long as somebody needs it."""

    def select(self, extract: Extract[Fact]) -> Iterator[FactOfProgram[Fact]]:
        """The facts that ``extract`` finds in the steps of all stages, in order; kept, and carried over edits.

        ``extract`` has to be a module-level function that looks at nothing but the step. What is asked for costs time
        in proportion to the facts, not to the file.
        """
        for stage, selection in sorted(self.selected(extract).items()):
            for position, fact in selection:
                yield FactOfProgram(stage, position, fact)

    def facts(self, extract: Extract[Fact]) -> list[Fact]:
        """The same facts by themselves."""
        return list(chain.from_iterable([selection.facts for _, selection in sorted(self.selected(extract).items())]))

    def count(self, extract: Extract[Any]) -> int:
        """How many facts there are."""
        return sum(map(len, self.selected(extract).values()))

    def has_the_same(self, old: Program, extracts: Iterable[Extract[Any]]) -> bool:
        """Whether the stages as such and these facts are those of a program from before an edit."""
        # All are asked for, whatever the first ones say: what nobody asks for after an edit is not kept.
        selected = [(self.selected(one), old.selections.get(one)) for one in extracts]
        return self.frame is old.frame and all(new is before for new, before in selected)

    def selected(self, extract: Extract[Any]) -> dict[int, Selection[Any]]:
        """The selections that are not empty, by the positions of their stages; always one object while they stay."""
        if extract not in self.selections:
            self.selections[extract] = self._select(extract)
        return self.selections[extract]

    def _select(self, extract: Extract[Any]) -> dict[int, Selection[Any]]:
        before = self.before
        known = None if before is None else before.selections.get(extract)
        if known is None:
            selected = ((place, stage.select(extract)) for place, stage in enumerate(self.stages))
            return {place: selection for place, selection in selected if selection.facts}
        new = {place: self.stages[place].select(extract) for place in self.changed_stages}
        if all(
            selection is known.get(place) or not (selection.facts or place in known) for place, selection in new.items()
        ):
            return known
        renewed = {place: selection for place, selection in known.items() if place not in new}
        return renewed | {place: selection for place, selection in new.items() if selection.facts}

    @property
    def before(self) -> Program | None:
        """The program before the edit that made this one, if somebody holds it still and it has as many stages."""
        before = None if self.origin is None else self.origin()
        return before if before is not None and len(before.stages) == len(self.stages) else None

    @cached_property
    def changed_stages(self) -> list[int]:
        """The positions of the stages that are not those of :attr:`before`; all of them where that is not known."""
        before = self.before
        return list(range(len(self.stages))) if before is None else places_of_others(before.stages, self.stages)

    def stage_at(self, index: int) -> int | None:
        """The position of the stage that holds item ``index``; ``None`` in the preamble."""
        position = bisect_right(self.starts, index) - 1
        return position if position >= 0 else None

    def step_at(self, index: int) -> Step | None:
        """The step of item ``index``, if it is an instruction inside a stage."""
        position = self.stage_at(index)
        return None if position is None else self.stages[position].steps[index - self.starts[position]]

    def preamble_instructions(self) -> Iterator[tuple[int, Instruction]]:
        """The instructions before the first FROM, with their item indexes."""
        return ((index, item) for index, item in enumerate(self.preamble) if isinstance(item, Instruction))

    def lookup_global(self, name: str) -> Binding | None:
        """What a variable means in FROM."""
        return self.global_arguments.get_or_predefined(name)
