"""What a conversion is going to do, as data: which line stands in which stage, and why.

Promises: every instruction of the old file appears in a plan, as a line of some stage or among those left out. Leaves
out how the text is put together.
"""

from __future__ import annotations

from enum import Enum

from ...syntax.dataclass import dataclass


class Change(Enum):
    """How a planned line came about."""

    KEPT = "kept"
    EDITED = "edited"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """An instruction of a stage: ``text`` is what is written, comments and blank lines above it included.

    ``reason`` is a sentence without a full stop. ``position`` is the place of the instruction among the items of the
    old stage, ``None`` for one that is added.
    """

    text: str
    change: Change
    reason: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage: its FROM is the first of its lines; ``name`` is what COPY calls it, ``None`` for the last."""

    name: str | None
    lines: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An instruction that stands in no stage any more, and why."""

    text: str
    reason: str
    position: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A conversion. ``recipe`` names what was recognised, ``notes`` are what a reader has to know beside the lines."""

    recipe: str
    stages: tuple[PlannedStage, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no conversion: sentences without a full stop, the most important first.

    ``is_mine`` says that a recipe recognised its own kind of project and still could not convert it.
    """

    reasons: tuple[str, ...]
    is_mine: bool = True


def refuse(*reasons: str) -> Refusal:
    """A refusal of a recipe that recognised the project."""
    return Refusal(reasons)


NOT_MINE = Refusal((), is_mine=False)
"""A recipe's answer to a file that is not of its kind."""
