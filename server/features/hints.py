"""What editors show beside the text: what an image comes to, how large it is, what a stage is for, and who runs it.

Promises: a hint says only what is known; the unknown gives none. Each kind can be left out. Leaves out: what stands in
the text already, such as the value of a word without variables.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..images.facts import BaseImageFacts
from ..semantics.image_use import ImageUse
from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from .preferences import Hint

_ROOT = frozenset(("root", "0"))
_ROLES = {
    StageRole.SHIPPED: ("shipped", "The image that is built by default"),
    StageRole.FEEDS: ("feeds the shipped stage", "The stage that is built by default needs it, directly or not"),
    StageRole.APART: ("not shipped", "Nothing that is built by default needs it"),
}


@dataclass(frozen=True, slots=True)
class InlayHint:
    """A short text behind code point ``offset`` of the document, and a sentence that explains it."""

    kind: Hint
    offset: int
    label: str
    tooltip: str


def inlay_hints(program: Program, kinds: frozenset[Hint], within: Span) -> list[InlayHint]:
    """The hints of some kinds in a part of the document, in its order; those at one place in that of their kinds."""
    found = (
        hint for hint in _hints(program, within) if hint.kind in kinds and within.start <= hint.offset <= within.end
    )
    order = list(Hint)
    return sorted(found, key=lambda hint: (hint.offset, order.index(hint.kind)))


def _hints(program: Program, within: Span) -> Iterator[InlayHint]:
    tree = program.tree
    first = tree.index_at_line(tree.source.line_of(within.start))
    last = tree.index_at_line(tree.source.line_of(within.end))
    for start, stage in zip(program.starts, program.stages, strict=True):
        if start <= last and start + len(stage.items) > first:
            yield from _of_from(tree.start(start), stage)
            for position in range(max(first - start, 0), min(last - start + 1, len(stage.items))):
                yield from _of_step(tree.start(start + position), stage, position)


def _of_from(start: int, stage: Stage) -> Iterator[InlayHint]:
    item = stage.items[0]
    assert isinstance(item, Instruction)
    base = stage.base
    end = start + item.span.end
    yield from _value(start, base)
    size = _size(stage.facts) if base.image is not None else None
    if size is not None:
        yield InlayHint(
            Hint.SIZE, start + base.span.end, size, "The rough size of the base image on disk, for linux/amd64"
        )
    if not stage.traits.is_only and stage.role in _ROLES:
        label, tooltip = _ROLES[stage.role]
        yield InlayHint(Hint.ROLE, end, label, tooltip)
    user = stage.contents.states[0].user.value
    if user is not None and user not in _ROOT and base.value:
        origin = "the stage" if base.stage is not None else "the image"
        yield InlayHint(Hint.USER, end, f"as {user}", f"Commands run as the user that {origin} `{base.value}` has set")


def _of_step(start: int, stage: Stage, position: int) -> Iterator[InlayHint]:
    for use in stage.contents.uses[position]:
        yield from _value(start, use)
    item = stage.items[position]
    if isinstance(item, Instruction) and item.keyword is Keyword.USER and item.words:
        word = item.words[0]
        value = stage.contents.states[position + 1].user.value
        if value is not None and word.expansions:
            yield InlayHint(Hint.USER, start + word.span.end, f"= {value}", "The user from here on")


def _value(start: int, use: ImageUse) -> Iterator[InlayHint]:
    if use.value and use.word.expansions:
        names = ", ".join(dict.fromkeys(f"`{binding.name}`" for binding in use.bindings))
        tooltip = f"With the defaults of {names} in this file" if names else "As far as this file tells"
        yield InlayHint(Hint.IMAGE, start + use.span.end, f"= {use.value}", tooltip)


def _size(facts: BaseImageFacts) -> str | None:
    if facts.size_class is None or facts.holds_nothing_else or facts.megabytes is None:
        return None
    least, most = facts.megabytes
    return f"{facts.size_class}, {least} MB" if least == most else f"{facts.size_class}, {least}–{most} MB"
