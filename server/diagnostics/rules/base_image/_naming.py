"""How the rules of this folder speak of an image, and which part of its name they underline."""

from __future__ import annotations

from ....images.official import official_image
from ....images.reference import ImageReference
from ....semantics.image_places import place_in_use
from ....semantics.image_use import ImageUse, ImageUseKind
from ....syntax.logical_text import Span
from ...finding import Confidence, Severity


def subject(use: ImageUse, verb: str) -> str:
    """The image and a verb, with what is written and what it means: "`$BASE` is `python`, which has"."""
    written = use.word.text
    return f"`{written}` {verb}" if use.word.value is not None else f"`{written}` is `{use.value}`, which {verb}"


def span_of_name(use: ImageUse, image: ImageReference) -> Span:
    """The name without tag and digest, where it is written in the word itself; else the word."""
    return _span(use, (0, len(image.name)))


def span_of_tag(use: ImageUse, image: ImageReference) -> Span:
    """The tag, where it is written in the word itself; else the word."""
    return use.span if image.tag_range is None else _span(use, image.tag_range)


def _span(use: ImageUse, part: tuple[int, int]) -> Span:
    place = place_in_use(use, *part)
    return use.span if place is None or place.argument is not None else place.span


def may_be_local(image: ImageReference) -> bool:
    """Whether the name may mean an image of this machine, or a build context given to the builder.

    On Docker Hub plain names are those of official images, so that any other is hardly anything else
    (https://docs.docker.com/reference/cli/docker/buildx/build/#build-context).
    """
    is_plain = image.registry is None and "/" not in image.repository
    return is_plain and official_image(image.repository) is None


def weight(use: ImageUse, image: ImageReference) -> Severity | None:
    """Less for an image that only files are taken from, or that may be built beside this one.

    ``None`` keeps the rule's own severity.
    """
    is_light = use.kind is not ImageUseKind.FROM or may_be_local(image)
    return Severity.INFORMATION if is_light else None


def certainty(image: ImageReference) -> Confidence:
    """Less than high where the name may mean an image of this machine or a build context."""
    return Confidence.MEDIUM if may_be_local(image) else Confidence.HIGH
