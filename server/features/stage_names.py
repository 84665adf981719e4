"""Names of stages: where each is given, and where FROM, ``--from`` and ``--mount=from=`` make use of it.

What a reference means is what the program model resolved: variables followed, the nearest earlier stage of that name,
or the stage of that number. Leaves out: names of images and of named build contexts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..semantics.image_use import ImageUse
from ..semantics.program import Program
from ..semantics.stage import Stage
from ..syntax.bodies import From, body_of
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.words import Word
from .occurrence import Access, Name, NameKind, Occurrence


def stage_names(program: Program) -> list[Name]:
    """The stages that have a name or are referred to."""
    tree = program.tree
    written = [_name_word(stage) for stage in program.stages]
    places = [
        tree.absolute(start, _from(stage).keyword_span if word is None else word.span)
        for start, stage, word in zip(program.starts, program.stages, written, strict=True)
    ]
    reads: list[list[Occurrence]] = [[] for _ in program.stages]
    for index, use in _uses(program):
        if use.stage is not None:
            span = tree.absolute(index, use.span)
            reads[use.stage].append(Occurrence(span, use.word.text, Access.READ, places[use.stage]))
    return [
        _name(word, place, used)
        for word, place, used in zip(written, places, reads, strict=True)
        if word is not None or used
    ]


def _name(word: Word | None, place: Span, reads: list[Occurrence]) -> Name:
    if word is None:
        return Name(NameKind.STAGE, reads[0].text, tuple(reads), "The stage has no name")
    definition = Occurrence(place, word.text, Access.WRITE, place)
    through = next((read.text for read in reads if "$" in read.text), None)
    obstacle = None if through is None else f"The stage is also named by `{through}`, whose value would not change"
    return Name(NameKind.STAGE, word.text, (definition, *reads), obstacle)


def _from(stage: Stage) -> Instruction:
    instruction = stage.items[0]
    assert isinstance(instruction, Instruction)
    return instruction


def _name_word(stage: Stage) -> Word | None:
    body = body_of(_from(stage))
    named = body.name if isinstance(body, From) else None
    return named if named is not None and named.text else None


def _uses(program: Program) -> Iterator[tuple[int, ImageUse]]:
    for start, stage in zip(program.starts, program.stages, strict=True):
        yield start, stage.base
        for position, uses in enumerate(stage.contents.uses):
            for use in uses:
                yield start + position, use
