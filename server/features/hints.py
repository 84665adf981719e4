"""What editors show beside the text: what an image comes to, how large it is, what a stage is for, and who runs it.

Promises: a hint says only what is known; the unknown gives none. Each kind can be left out. Leaves out: what stands in
the text already, such as the value of a word without variables; and asking registries, whose digests are passed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..images.facts import BaseImageFacts
from ..images.reference import ImageReference
from ..semantics.image_use import ImageUse
from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from .preferences import Hint

SHOWN_DIGITS = 12
"""As many digits of a digest as Docker shows."""

_ROOT = frozenset(("root", "0"))
_ROLES = {
    StageRole.SHIPPED: ("shipped", "The image that is built by default"),
    StageRole.FEEDS: ("feeds the shipped stage", "The stage that is built by default needs it, directly or not"),
    StageRole.APART: ("not shipped", "Nothing that is built by default needs it"),
}


@dataclass(frozen=True, slots=True)
class InlayHint:
    """A short text behind code point ``offset`` of the document, and a sentence that explains it.

    ``insertion`` is what can be written there in its place; empty where that would not do.
    """

    kind: Hint
    offset: int
    label: str
    tooltip: str
    insertion: str = ""


def inlay_hints(
    program: Program, kinds: frozenset[Hint], within: Span, digests: Mapping[str, str] | None = None
) -> list[InlayHint]:
    """The hints of some kinds in a part of the document, in its order; those at one place in that of their kinds.

    ``digests`` are those that registries have told, by the reference as written.
    """
    found = (
        hint
        for start, stage, position in _steps(program, within)
        for hint in _hints(start, stage, position, digests or {})
        if hint.kind in kinds and within.start <= hint.offset <= within.end
    )
    order = list(Hint)
    return sorted(found, key=lambda hint: (hint.offset, order.index(hint.kind)))


def images_without_digest(program: Program, within: Span) -> list[ImageReference]:
    """The images that are named in a part of the document, each once, and by a tag only."""
    images = (use.image for _, stage, position in _steps(program, within) for use in _images(stage, position))
    return list(dict.fromkeys(image for image in images if image is not None and image.digest is None))


def _steps(program: Program, within: Span) -> Iterator[tuple[int, Stage, int]]:
    """The items of stages that a part of the document touches: where each starts, its stage, its position there."""
    tree = program.tree
    first = tree.index_at_line(tree.source.line_of(within.start))
    last = tree.index_at_line(tree.source.line_of(within.end))
    for start, stage in zip(program.starts, program.stages, strict=True):
        if start <= last and start + len(stage.items) > first:
            for position in range(max(first - start, 0), min(last - start + 1, len(stage.items))):
                yield tree.start(start + position), stage, position


def _images(stage: Stage, position: int) -> Iterator[ImageUse]:
    if position == 0:
        yield stage.base
    yield from stage.contents.uses[position]


def _hints(start: int, stage: Stage, position: int, digests: Mapping[str, str]) -> Iterator[InlayHint]:
    for use in _images(stage, position):
        yield from _value(start, use)
        yield from _digest(start, use, digests)
    yield from _of_from(start, stage) if position == 0 else _of_user(start, stage, position)


def _of_from(start: int, stage: Stage) -> Iterator[InlayHint]:
    item = stage.items[0]
    assert isinstance(item, Instruction)
    base = stage.base
    end = start + item.span.end
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


def _of_user(start: int, stage: Stage, position: int) -> Iterator[InlayHint]:
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


def _digest(start: int, use: ImageUse, digests: Mapping[str, str]) -> Iterator[InlayHint]:
    image = use.image
    digest = None if image is None else digests.get(image.written)
    if image is not None and digest is not None:
        algorithm, _, digits = digest.partition(":")
        label = f"@{algorithm}:{digits[:SHOWN_DIGITS]}…"
        tooltip = f"The digest that `{image.written}` has in its registry now: `{digest}`"
        # What is written with quotes, escapes or variables is longer or shorter than what it means.
        is_plain = not use.word.expansions and len(image.written) == use.span.end - use.span.start
        yield InlayHint(Hint.DIGEST, start + use.span.end, label, tooltip, f"@{digest}" if is_plain else "")


def _size(facts: BaseImageFacts) -> str | None:
    if facts.size_class is None or facts.holds_nothing_else or facts.megabytes is None:
        return None
    least, most = facts.megabytes
    return f"{facts.size_class}, {least} MB" if least == most else f"{facts.size_class}, {least}–{most} MB"
