"""The nearest supported tag of an official image whose release has come to its end.

Nearest means the smallest step up: the oldest release of the same variant that still gets fixes, on the same
distribution as far as that is supported as well. Only tags of the embedded list are proposed.
"""

from __future__ import annotations

import datetime as dt

from ..syntax.dataclass import dataclass
from .library import OfficialImage, official_image
from .lifecycle import ends_of_life
from .tags import TagParts, split_tag, version_key

_WORTH_THE_MOVE = dt.timedelta(days=180)
"""A release that ends sooner is proposed only where there is no other."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    tag: str
    version: tuple[int, ...]
    release: tuple[int, ...]


def supported_successor(name: str, tag: str, today: dt.date) -> str | None:
    """The tag to move to from ``tag`` of the official image ``name``; ``None`` where there is none of its kind.

    It says as much about the version as the tag that is written.
    """
    image = official_image(name)
    if image is None:
        return None
    written = split_tag(name, tag)
    version, release = _version(written), _release(written)
    later = [
        candidate
        for candidate in _alike(image, written)
        if (candidate.version, candidate.release) > (version, release)
        and candidate.version >= version
        and candidate.release >= release
    ]
    for day in (today + _WORTH_THE_MOVE, today):
        supported = [
            candidate for candidate in later if not any(end.is_past(day) for end in ends_of_life(name, candidate.tag))
        ]
        if supported:
            return min(supported, key=lambda candidate: (candidate.version, candidate.release)).tag
    return None


def _alike(image: OfficialImage, written: TagParts) -> list[_Candidate]:
    """Tags of the same variant and family of distribution that name versions with as many numbers."""
    found: list[_Candidate] = []
    for tag in image.tags:
        parts = split_tag(image.name, tag)
        is_alike = (
            parts.variant == written.variant
            and _family(parts) == _family(written)
            and _names_by(parts) == _names_by(written)
            and len(_version(parts)) == len(_version(written))
            and parts.snapshot is None
            and not any(split_tag(image.name, other).is_prerelease for other in image.tags_with_same_content(tag))
        )
        if is_alike and (parts.version is not None or _release(parts)):
            found.append(_Candidate(tag, _version(parts), _release(parts)))
    return found


def _version(parts: TagParts) -> tuple[int, ...]:
    return () if parts.version is None else version_key(parts.version)


def _family(parts: TagParts) -> str | None:
    return None if parts.distribution is None else parts.distribution.family


def _names_by(parts: TagParts) -> tuple[bool, bool]:
    """Whether it names a release of the distribution, and whether by its codename."""
    distribution = parts.distribution
    return (False, False) if distribution is None else (distribution.release is not None, bool(distribution.codename))


def _release(parts: TagParts) -> tuple[int, ...]:
    distribution = parts.distribution
    return () if distribution is None or distribution.release is None else version_key(distribution.release)
