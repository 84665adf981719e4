"""Change the tag or the name of an image where it is written, be that the word itself or the default of an ARG.

The default of a build argument is changed only if nothing else reads that argument in another way. What is put together
from several pieces is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Edit, Finding
from ..diagnostics.rule import ImageMention
from ..semantics.image_places import is_argument_shared, place_in_use
from ..semantics.image_use import ImageUseKind
from ..semantics.program import Program
from ..syntax.items import Item
from ..syntax.logical_text import Span


def mentions_at(program: Program, index: int) -> Iterator[ImageMention]:
    """The images that the item with this index of the tree names."""
    step = program.step_at(index)
    if step is None:
        return
    if step.traits.base.instruction is step.item:
        yield ImageMention(step, step.traits.base)
    for use in step.images:
        yield ImageMention(step, use)


def mention_of(analysis: Analysis, finding: Finding) -> ImageMention | None:
    """The image whose word a finding underlines, in whole or in part."""
    items = analysis.program.tree.items
    index = next((index for index, item in enumerate(items) if item is finding.item), None)
    if index is None:
        return None
    for mention in mentions_at(analysis.program, index):
        start, end = mention.use.span
        if start <= finding.span.start and finding.span.end <= end:
            return mention
    return None


def retagged(program: Program, mention: ImageMention, tag: str) -> tuple[Edit, ...] | None:
    """Edits that give the image another tag, or a first one; ``None`` where its text cannot be changed for sure.

    A tag put together from several pieces is changed word by word, if no word is.
    """
    image = mention.use.image
    if image is None or image.digest is not None:
        return None
    if image.tag is None or image.tag_range is None:
        end = len(image.name)
        return _replaced(program, mention, (end, end), f":{tag}")
    whole = _replaced(program, mention, image.tag_range, tag)
    if whole is not None:
        return whole
    old_words, new_words = image.tag.split("-"), tag.split("-")
    edits: list[Edit] = []
    at = image.tag_range[0]
    if len(old_words) != len(new_words):
        return None
    for old, new in zip(old_words, new_words, strict=True):
        if old != new:
            edit = _replaced(program, mention, (at, at + len(old)), new)
            if edit is None:
                return None
            edits.extend(edit)
        at += len(old) + 1
    return tuple(edits)


def place_of_digest(program: Program, mention: ImageMention) -> tuple[Item, Span] | None:
    """Where the digest of an image belongs: an item, and the empty span of it behind the tag.

    ``None`` without a tag, which may be a build context and no image; with a digest; and where the text cannot be
    changed for sure. Of a build argument it has to be the end: behind it, the digest would win over its other values.
    """
    use, image = mention.use, mention.use.image
    if image is None or image.tag is None or image.digest is not None:
        return None
    end = len(image.written)
    found = _written_at(program, mention, (end, end))
    if found is None or not use.word.expansions:
        return found
    item, span = found
    first, *others = use.word.expansions
    is_its_end = item is not mention.step.item or first.span.start < span.start < first.span.end
    return found if is_its_end and not others else None


def _replaced(program: Program, mention: ImageMention, part: tuple[int, int], text: str) -> tuple[Edit, ...] | None:
    found = _written_at(program, mention, part)
    return None if found is None else (Edit(*found, text),)


def _written_at(program: Program, mention: ImageMention, part: tuple[int, int]) -> tuple[Item, Span] | None:
    use = mention.use
    place = place_in_use(use, *part)
    if place is None:
        return None
    if place.argument is None:
        return mention.step.item, place.span
    if use.kind is not ImageUseKind.FROM or is_argument_shared(program, place.argument, use.word):
        return None
    # An ARG that was read before an edit has an equal one in the tree now.
    same = [item for _, item in program.preamble_instructions() if item == place.argument.instruction]
    return (same[0], place.span) if len(same) == 1 else None
