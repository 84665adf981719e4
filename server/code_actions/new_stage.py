"""Where a new stage can stand in a file, and how it can be called."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics.dialects import suppressions_in
from ..diagnostics.finding import Edit
from ..semantics.image_use import ImageUse
from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.items import Comment
from ..syntax.logical_text import Span

WHY_NUMBERED = "a stage is called by its number, which a stage in front of it would change"


def counts_stages(program: Program) -> bool:
    """Whether a stage is called by its number."""
    return any(found.fact.stage is not None and found.fact.word.text.isdecimal() for found in program.select(_uses))


def free_name(program: Program, names: Iterable[str]) -> str | None:
    """The first of some names in lower case that neither a stage nor an image of the file has."""
    taken = {(stage.name or "").lower() for stage in program.stages}
    taken |= {(stage.base.value or "").lower() for stage in program.stages}
    taken |= {(found.fact.value or "").lower() for found in program.select(_uses)}
    return next((name for name in names if name not in taken), None)


def stage_in_front(program: Program, number: int, text: str) -> Edit:
    """An edit that puts a stage above another one, and above the comments that stand directly above that."""
    items = program.tree.items
    index = program.starts[number]
    while index and isinstance(comment := items[index - 1], Comment) and not suppressions_in(comment):
        index -= 1
    mark = len(items[index].text) - len(items[index].text.removeprefix("\ufeff"))
    return Edit(items[index], Span(mark, mark), f"{text}\n")


def named_from(program: Program, number: int, name: str) -> str:
    """The FROM of a stage as it is written, under another name."""
    item = program.stages[number].from_step.item
    keyword = "as" if item.keyword_text.islower() else "AS"
    return f"{item.text[item.keyword_span.start : program.stages[number].base.span.end]} {keyword} {name}\n"


def _uses(step: Step) -> tuple[ImageUse, ...]:
    """The images and stages that a step names."""
    return step.images
