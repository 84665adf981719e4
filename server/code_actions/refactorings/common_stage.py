"""Let stages that begin with the same steps begin from one stage that does them.

What each of them builds stays the same. What has another meaning in the stage that did it than in one that begins from
it is never moved: ONBUILD, and CMD and ENTRYPOINT, since an ENTRYPOINT forgets a CMD of the image that it begins from
(https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ...diagnostics.dialects import Scope, suppressions_in
from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...syntax.bodies import From, body_of
from ...syntax.grammar import Keyword
from ...syntax.items import BlankLine, Comment, Instruction
from ...syntax.logical_text import Span
from ..new_stage import WHY_NUMBERED, counts_stages, free_name, named_from, stage_in_front
from ..transformation import Transformation

_STAYS = frozenset((None, Keyword.ONBUILD, Keyword.CMD, Keyword.ENTRYPOINT))
_NAMES = ("base", "common", "shared", "begin")


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Extract what a stage has in common with others, asked for on its FROM or on one of the common steps."""
    program = analysis.program
    ends = _common_start(program, index)
    name = free_name(program, _NAMES)
    if ends is None or name is None or counts_stages(program):
        return
    title = f"Extract the common start of {len(ends)} stages into a stage `{name}`"
    yield Fix(title, Safety.SAFE, lambda: tuple(_edits(program, ends, name)))


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why a start that several stages have in common stays where it is."""
    program = analysis.program
    if _common_start(program, index) is None:
        return ()
    if counts_stages(program):
        return (WHY_NUMBERED,)
    return () if free_name(program, _NAMES) else (f"the names {', '.join(_NAMES)} are all taken",)


def _common_start(program: Program, index: int) -> dict[int, int] | None:
    """For each stage, by its position, the item with which its common start ends; ``None`` if ``index`` is in none."""
    number = program.stage_at(index)
    if number is None:
        return None
    stage = program.stages[number]
    lengths = {
        other: length
        for other, candidate in enumerate(program.stages)
        if other != number and _begins_alike(stage, candidate) and (length := _common_length(stage, candidate))
    }
    if not lengths:
        return None
    length = min(lengths.values())
    ends = {other: _positions(program.stages[other], length)[-1] for other in sorted((number, *lengths))}
    return ends if index - program.starts[number] <= ends[number] else None


def _begins_alike(one: Stage, other: Stage) -> bool:
    bodies = body_of(one.from_step.instruction), body_of(other.from_step.instruction)
    return (
        one.base.word.text == other.base.word.text
        and one.base.stage == other.base.stage
        and all(isinstance(body, From) and body.image is not None for body in bodies)
        and one.from_step.instruction.flag_texts == other.from_step.instruction.flag_texts
    )


def _common_length(one: Stage, other: Stage) -> int:
    """How many comments and instructions behind FROM are the same, up to the last RUN among them; 0 without a RUN."""
    pairs = zip(_start_of(one), _start_of(other), strict=False)
    same = list(takewhile(lambda pair: pair[0] == pair[1], pairs))
    runs = [number for number, (step, _) in enumerate(same, 1) if step[0] is Keyword.RUN]
    return runs[-1] if runs else 0


def _start_of(stage: Stage) -> Iterator[tuple[object, ...]]:
    """For each comment and instruction behind FROM what makes it the same as another one."""
    for item, step in zip(stage.items[1:], stage.steps[1:], strict=True):
        if isinstance(item, Comment):
            if any(suppression.scope is not Scope.LINE for suppression in suppressions_in(item)):
                return
            yield (None, item.text.strip())
        elif step is not None:
            if step.item.keyword in _STAYS:
                return
            images = tuple((use.value, use.stage) for use in step.images)
            yield (step.item.keyword, _normalized(step.item), images)


def _normalized(instruction: Instruction) -> str:
    """The text as BuildKit reads it; white space counts only where quotes, escapes or heredocs give it a meaning."""
    text = instruction.line.text
    if instruction.heredocs or instruction.head.comments or any(mark in text for mark in "'\"\\`"):
        return instruction.text.strip()
    return " ".join((instruction.keyword_text.upper(), *text.split()[1:]))


def _positions(stage: Stage, length: int) -> list[int]:
    """The positions of the first comments and instructions behind FROM."""
    places = [place for place, item in enumerate(stage.items) if place and not isinstance(item, BlankLine)]
    return places[:length]


def _edits(program: Program, ends: dict[int, int], name: str) -> Iterator[Edit]:
    first = min(ends)
    steps = "".join(item.text for item in program.stages[first].items[1 : ends[first] + 1]).strip("\r\n")
    yield stage_in_front(program, first, f"{named_from(program, first, name)}{steps}\n")
    for number, last in ends.items():
        user = program.stages[number]
        item, image = user.from_step.item, user.base.span
        begin = min(flag.span.start for flag in item.flags) if item.flags else image.start
        yield Edit(item, Span(begin, image.end), name)
        for gone in user.items[1 : last + 1]:
            yield Edit(gone, Span(0, len(gone.text)), "")


TRANSFORMATION = Transformation(
    id="common-stage",
    title="Extract the common start of several stages",
    offer=offer,
    why_not=why_not,
    extracts=True,
)
