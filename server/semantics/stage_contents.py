"""What can be said of a stage before the whole graph is known: its items, its base, and the state before each item.

Promises: what is kept of the contents from before an edit is the same objects. Leaves out: what the stage is for, and
its steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from ..images.facts import BaseImageFacts
from ..images.facts import facts as facts_of_image
from ..images.reference import ImageReference
from ..syntax.bodies import From, body_of
from ..syntax.dataclass import dataclass
from ..syntax.items import Comment, Instruction, Item
from .environment import Environment
from .image_use import ImageUse
from .references import StageNames, image_uses
from .shell_pragmas import state_after_comment
from .state import BuildState, initial_state, state_after


@dataclass(frozen=True, slots=True)
class Kept:
    """How many items at the start and at the end of a stage are those of the stage it came from."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class StageContents:
    """Items of a stage and what can be said of them before the whole graph is known.

    ``kept`` counts the items at both ends whose states are those of the contents they were read from.
    """

    items: tuple[Item, ...]
    base: ImageUse
    facts: BaseImageFacts
    global_arguments: Environment
    states: list[BuildState]
    uses: list[tuple[ImageUse, ...]]
    names: StageNames
    needed: frozenset[int]
    """The positions of the stages that it needs."""
    kept: Kept

    @property
    def name(self) -> str | None:
        """The stage's name as written."""
        body = body_of(cast(Instruction, self.items[0]))
        return body.name.text if isinstance(body, From) and body.name is not None else None


def read_contents(
    items: tuple[Item, ...],
    base: ImageUse,
    parent: StageContents | None,
    global_arguments: Environment,
    names: StageNames,
    old: StageContents | None,
    kept: Kept,
) -> StageContents:
    """The contents of a stage; what ``old`` already knew of the kept items is taken over."""
    if parent is not None:
        facts, first = parent.facts, parent.states[-1]
    else:
        facts = facts_of_image(base.reference if isinstance(base.reference, ImageReference) else None)
        first = _initial(items, facts)
    if old is not None and (old.states[0] is not first or old.global_arguments is not global_arguments):
        old, kept = None, Kept(0, 0)
    states, kept_after = _states(items, first, global_arguments, old, kept)
    kept = Kept(kept.before, kept_after)
    if old is None or old.names != names:
        uses = [_uses(item, state, names) for item, state in zip(items, states, strict=False)]
        return StageContents(items, base, facts, global_arguments, states, uses, names, _needed(base, uses), kept)
    stop, old_stop = len(items) - kept_after, len(old.items) - kept_after
    middle = [_uses(items[i], states[i], names) for i in range(kept.before, stop)]
    uses = old.uses[: kept.before] + middle + old.uses[old_stop:]
    # Mostly nothing is copied in what was edited, and a stage may have thousands of other instructions.
    is_same = base == old.base and _needed(base, middle) == _needed(base, old.uses[kept.before : old_stop])
    needed = old.needed if is_same else _needed(base, uses)
    return StageContents(items, base, facts, global_arguments, states, uses, names, needed, kept)


def _needed(base: ImageUse, uses: Iterable[tuple[ImageUse, ...]]) -> frozenset[int]:
    stages = {use.stage for used in uses for use in used}
    return frozenset(stage for stage in (*stages, base.stage) if stage is not None)


def _initial(items: tuple[Item, ...], facts: BaseImageFacts) -> BuildState:
    """One state object for one FROM and base, so that what follows can tell by identity that nothing changed."""
    memo = cast(Instruction, items[0]).memo
    known = memo.get("initial state")
    if known is None or known[0] is not facts:
        known = memo["initial state"] = (facts, initial_state(facts))
    state: BuildState = known[1]
    return state


def _states(
    items: tuple[Item, ...],
    first: BuildState,
    global_arguments: Environment,
    old: StageContents | None,
    kept: Kept,
) -> tuple[list[BuildState], int]:
    """The state before each item and after the last, and how many states at the end are those of ``old``."""
    states = [first] if old is None or not kept.before else old.states[: kept.before + 1]
    state = states[-1]
    tail = len(items) - kept.after
    for position in range(len(states) - 1, len(items)):
        if old is not None and position == tail and state is old.states[len(old.items) - kept.after]:
            states.extend(old.states[len(old.items) - kept.after + 1 :])
            return states, kept.after
        item = items[position]
        if isinstance(item, Instruction):
            state = state_after(state, item, global_arguments)
        elif isinstance(item, Comment):
            state = state_after_comment(state, item)
        states.append(state)
    return states, 0


def _uses(item: Item, state: BuildState, names: StageNames) -> tuple[ImageUse, ...]:
    return image_uses(item, state, names) if isinstance(item, Instruction) else ()
