"""From decisions to a plan: where each instruction goes, with what stands in between.

A recipe decides about RUN, COPY and ADD, about what it adds, and about anything else that it knows better. The rest is
the same for every kind of project: what describes the container goes to the last stage, what both need to both, and a
variable to those that read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import Enum

from ...diagnostics.finding import Edit
from ...semantics.environment import BindingKind
from ...syntax.bodies import KeyValues, body_of
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ..edits import TextEdit, apply, are_disjoint
from .bases import RuntimeBase
from .plan import Change, LeftOut, Plan, PlannedLine, PlannedStage
from .subject import Block, Subject, image_word


class Place(Enum):
    """The stage that an instruction goes to."""

    BUILD = "build"
    RUNTIME = "runtime"
    BOTH = "both"
    NOWHERE = "nowhere"

    @property
    def is_in_build(self) -> bool:
        """Whether the build stage gets it."""
        return self in (Place.BUILD, Place.BOTH)

    @property
    def is_in_runtime(self) -> bool:
        """Whether the last stage gets it."""
        return self in (Place.RUNTIME, Place.BOTH)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a block goes and why; a text is given where it is not the one that is written."""

    place: Place
    reason: str
    build_text: str | None = None
    runtime_text: str | None = None


@dataclass(frozen=True, slots=True)
class Insertion:
    """A line that is added to a stage in front of the first instruction from a position of the old one on."""

    place: Place
    position: int
    text: str
    reason: str


END = 1_000_000_000
"""A position behind everything."""


def never(name: str) -> bool:
    """No variable is read by builds alone."""
    del name
    return False


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that a recipe has to say. ``is_build_only`` tells of a variable whether nothing but a build reads it.

    ``build_reads_environment`` says that what the build stage runs may read any variable. ``build_image`` takes the
    place of the image that the file names.
    """

    recipe: str
    base: RuntimeBase
    blocks: Mapping[int, Decision]
    insertions: tuple[Insertion, ...] = ()
    is_build_only: Callable[[str], bool] = field(default=never)
    build_reads_environment: bool = True
    notes: tuple[str, ...] = ()
    build_image: str | None = None


_OF_CONTAINER = {
    Keyword.CMD: "what the container starts",
    Keyword.ENTRYPOINT: "what the container starts",
    Keyword.EXPOSE: "a port of the container",
    Keyword.HEALTHCHECK: "asks the running container",
    Keyword.LABEL: "describes the image that is shipped",
    Keyword.MAINTAINER: "describes the image that is shipped",
    Keyword.STOPSIGNAL: "how the container is stopped",
    Keyword.VOLUME: "a place that the container writes to",
}


def compose(subject: Subject, decisions: Decisions) -> Plan:
    """The plan that follows from the decisions."""
    places = _all_places(subject, decisions)
    build = [_build_from(subject, decisions.build_image)]
    runtime = [_runtime_from(subject, decisions.base)]
    left_out: list[LeftOut] = []
    reached = 0
    for block in subject.blocks:
        _insert(decisions.insertions, reached, block.position, build, runtime)
        reached = block.position
        decision = places[block.position]
        if decision.place.is_in_build:
            build.append(_line(block, decision.build_text, decision.reason, with_comments=True))
        if decision.place.is_in_runtime:
            with_comments = not decision.place.is_in_build
            text = decision.runtime_text or _without_variables_of_base(block, decisions.base)
            runtime.append(_line(block, text, decision.reason, with_comments=with_comments))
        if decision.place is Place.NOWHERE:
            left_out.append(LeftOut(block.text, decision.reason, block.position))
    _insert(decisions.insertions, reached, END, build, runtime)
    if subject.trailing:
        runtime.append(PlannedLine("".join(item.text for item in subject.trailing), Change.KEPT, "stays at the end"))
    stages = (PlannedStage(subject.build_name, tuple(build)), PlannedStage(None, tuple(runtime)))
    return Plan(decisions.recipe, stages, tuple(left_out), decisions.notes)


def _insert(
    insertions: Iterable[Insertion], behind: int, upto: int, build: list[PlannedLine], runtime: list[PlannedLine]
) -> None:
    for insertion in insertions:
        if behind < insertion.position <= upto:
            line = PlannedLine(insertion.text, Change.ADDED, insertion.reason)
            if insertion.place.is_in_build:
                build.append(line)
            if insertion.place.is_in_runtime:
                runtime.append(line)


def _line(block: Block, text: str | None, reason: str, *, with_comments: bool) -> PlannedLine:
    change = Change.KEPT if text is None or text == block.text else Change.EDITED
    above = block.above if with_comments else ""
    return PlannedLine(above + (block.text if text is None else text), change, reason, block.position)


def _without_variables_of_base(block: Block, base: RuntimeBase) -> str | None:
    """The text of a WORKDIR with the values of variables that only the image of the build sets."""
    if block.keyword is not Keyword.WORKDIR or base.is_same_kind:
        return None
    edits: list[Edit] = []
    for word in block.step.instruction.words:
        bindings = [block.step.binding(expansion.name) for expansion in word.expansions]
        value = block.step.evaluate(word)
        if value is not None and any(found and found.kind is BindingKind.BASE_IMAGE for found in bindings):
            edits.append(Edit(block.step.item, word.span, value))
    return edited_text(block, edits) if edits else None


def _build_from(subject: Subject, image: str | None) -> PlannedLine:
    item, word = subject.first.step.item, image_word(subject)
    assert word is not None
    text = f"{item.text[: word.span.start]}{image or word.text} {subject.keyword('AS')} {subject.build_name}"
    rest = item.text[item.span.end :]
    return PlannedLine(text + (rest or "\n"), Change.EDITED, "the image that has what building needs", 0)


def _runtime_from(subject: Subject, base: RuntimeBase) -> PlannedLine:
    flags = "".join(f"{flag.text} " for flag in subject.first.step.instruction.flags) if base.is_same_kind else ""
    name = "" if subject.name is None else f" {subject.keyword('AS')} {subject.name}"
    text = f"\n{subject.keyword('FROM')} {flags}{base.text}{name}\n"
    return PlannedLine(text, Change.ADDED, base.reason)


def _all_places(subject: Subject, decisions: Decisions) -> dict[int, Decision]:
    places = dict(decisions.blocks)
    last_build = max((position for position, each in places.items() if each.place.is_in_build), default=-1)
    later: list[Block] = []
    for block in subject.blocks:
        if block.position in places:
            continue
        if block.keyword in (Keyword.ARG, Keyword.ENV):
            later.append(block)
        else:
            places[block.position] = _place_of(block, decisions, is_before_build=block.position < last_build)
    # A variable may stand in the value of one that follows, so the last is placed first.
    for block in reversed(later):
        places[block.position] = _place_of_variables(
            block, subject, decisions, places, is_before_build=block.position < last_build
        )
    return places


def _place_of(block: Block, decisions: Decisions, *, is_before_build: bool) -> Decision:
    if block.keyword in _OF_CONTAINER:
        return Decision(Place.RUNTIME, _OF_CONTAINER[block.keyword])
    if not is_before_build:
        return Decision(Place.RUNTIME, "follows everything that is built")
    match block.keyword:
        case Keyword.WORKDIR:
            return Decision(Place.BOTH, "the same paths in both stages")
        case Keyword.SHELL if decisions.base.has_shell is False:
            return Decision(Place.BUILD, "the last stage has no shell")
        case Keyword.USER if decisions.base.has_shell is False:
            return Decision(Place.BOTH, "builds and runs as the same user")
        case _:
            return Decision(Place.BOTH, "holds for what follows in both stages")


def _place_of_variables(
    block: Block, subject: Subject, decisions: Decisions, places: Mapping[int, Decision], *, is_before_build: bool
) -> Decision:
    body = body_of(block.step.instruction)
    names = [pair.key.text for pair in body.pairs] if isinstance(body, KeyValues) else []
    behind = [other for other in subject.blocks if other.position > block.position and other.position in places]
    in_runtime = [other for other in behind if places[other.position].place.is_in_runtime]
    in_build = [other for other in behind if places[other.position].place.is_in_build]
    is_read = any(other.mentions(name) for other in in_runtime for name in names)
    is_read_by_build = is_before_build and any(other.mentions(name) for other in in_build for name in names)
    if block.keyword is Keyword.ARG:
        if is_read:
            return Decision(Place.BOTH if is_before_build else Place.RUNTIME, "read by what follows")
        if is_before_build:
            return Decision(Place.BUILD, "an argument of the build")
        return Decision(Place.RUNTIME, "stands behind everything that is built")
    if names and all(map(decisions.is_build_only, names)) and not is_read:
        return Decision(Place.BUILD, "read only while building")
    if not is_before_build or not (decisions.build_reads_environment or is_read_by_build):
        return Decision(Place.RUNTIME, "part of the environment of the container")
    return Decision(Place.BOTH, "read while building, and part of the environment of the container")


def edited_text(block: Block, edits: Iterable[Edit]) -> str | None:
    """The text of a block after edits of its instruction; ``None`` if they overlap."""
    found = sorted(TextEdit(edit.span.start, edit.span.end, edit.text) for edit in edits)
    return apply(block.text, found) if are_disjoint(found) else None
