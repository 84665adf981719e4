"""Which images a project allows: patterns for names, and where the part of a name stands that is not allowed."""

from __future__ import annotations

import fnmatch

from ....images.reference import ImageReference
from ....semantics.image_use import ImageUse
from ....syntax.logical_text import Span


def allows(pattern: str, name: str) -> bool:
    """Whether a pattern of ``allowed-registries`` fits an image's full name; ``*`` stands for any characters."""
    return fnmatch.fnmatchcase(name if "/" in pattern else name.partition("/")[0], pattern)


def names_repository(pattern: str, image: ImageReference) -> bool:
    """Whether a pattern fits the repository of an image, by its full name or by the short one that people write."""
    return any(fnmatch.fnmatchcase(name, pattern) for name in (image.normalized, image.familiar_name))


def allows_tag(patterns: tuple[str, ...], image: ImageReference, tag: str) -> bool:
    """Whether a tag fits one of the patterns that speak of its repository; it may be any where none does.

    In ``python:3.*`` the part before the colon names the repositories that it speaks of.
    """
    speaking = speaking_of(patterns, image)
    return not speaking or any(fnmatch.fnmatchcase(tag, pattern.rpartition(":")[2]) for pattern in speaking)


def speaking_of(patterns: tuple[str, ...], image: ImageReference) -> list[str]:
    """The patterns for tags that speak of an image's repository."""
    return [
        pattern
        for pattern in patterns
        for repository in (pattern.rpartition(":")[0],)
        if not repository or names_repository(repository, image)
    ]


def span_of_part(use: ImageUse, part: tuple[int, int] | None) -> Span:
    """Where a part of the image's name is written; the whole word where it comes out of a variable or quotes."""
    if part is None or use.word.text != use.value:
        return use.span
    return Span(use.span.start + part[0], use.span.start + part[1])
