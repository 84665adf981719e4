"""What the words of an image tag say: a version, a variant, and what the image is built on.

Tags follow no common grammar, only habits: words joined by ``-``, the version first, the variant and the distribution
behind it. ``split_tag`` reads those habits and claims nothing about whether the tag exists.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .distributions import Distribution, distribution_in

_VERSION = lazy_pattern(r"v?(\d+(?:\.\d+)*(?:u\d+)?)(?:_\d+)?((?:[a-z]+|\.)[a-z0-9]*(?:\.[a-z0-9]+)*)?", re.IGNORECASE)
_SNAPSHOT = lazy_pattern(r"(?:19|20)\d{6}(?:\.\d+)*")
_SNAPSHOT_AT_END = lazy_pattern(r"\.(?:19|20)\d{6}(?:\.\d+)?$")
_PRERELEASE = lazy_pattern(r"(?:rc|alpha|beta|a|b|ea|dev|preview|m)\d*", re.IGNORECASE)
_PRERELEASE_WORDS = frozenset(
    ("rc", "ea", "alpha", "beta", "dev", "preview", "nightly", "tip", "rawhide", "edge", "devel")
)
_NUMBERS = lazy_pattern(r"\d+")

# Words before the version that say which edition of the product it is the version of.
_EDITIONS = frozenset(("open", "enterprise", "community", "ce", "ee", "release", "version", "go", "centos", "stream"))

# In these repositories the first word is a release of the product itself and only looks like one of Ubuntu.
_FIRST_WORD_IS_A_RELEASE = frozenset(("ros", "osrf/ros", "osrf/ros2", "gazebo"))


@dataclass(frozen=True, slots=True)
class TagParts:
    """A tag taken apart.

    ``words`` is the tag split at ``-``. ``version`` is the version of the product without a leading ``v``, build
    number and mark of pre-release: ``3.15.0`` in ``v3.15.0rc1``, ``21.0.4`` in ``21.0.4_7``. ``variant`` holds the
    words that are neither version, distribution nor date, as written. ``snapshot`` is a date such as ``20260803``
    that fixes the content.
    """

    written: str
    words: tuple[str, ...]
    version: str | None
    variant: tuple[str, ...]
    distribution: Distribution | None
    snapshot: str | None
    is_prerelease: bool


def split_tag(name: str, tag: str, *, unmistakable_only: bool = False) -> TagParts:
    """The parts of ``tag`` as a tag of the image ``name`` (its familiar name); never raises.

    With ``unmistakable_only``, codenames that are ordinary words as well are not taken for a distribution.
    """
    return _split(name, tag, unmistakable_only)


@lru_cache(maxsize=1024)
def _split(name: str, tag: str, unmistakable_only: bool) -> TagParts:
    words = tuple(tag.split("-"))
    first = 1 if name in _FIRST_WORD_IS_A_RELEASE else 0
    distribution = distribution_in(words, first=first, unmistakable_only=unmistakable_only)
    used: set[int] = set(distribution.words) if distribution is not None else set()
    version = snapshot = None
    is_prerelease = False
    for position, word in enumerate(words):
        if position in used:
            continue
        if _SNAPSHOT.fullmatch(word):
            snapshot = snapshot or word
            used.add(position)
        elif version is None and (match := _VERSION.fullmatch(word)) and _may_lead(words[:position], used):
            version = match[1]
            is_prerelease = bool(match[2]) and bool(_PRERELEASE.fullmatch(match[2]))
            used.add(position)
        elif word.lower() in _PRERELEASE_WORDS:
            is_prerelease = True
    variant = tuple(word for position, word in enumerate(words) if position not in used and word not in ("latest", ""))
    if version is not None and (match := _SNAPSHOT_AT_END.search(version)):
        snapshot = match[0][1:]
    return TagParts(tag, words, version, variant, distribution, snapshot, is_prerelease)


def _may_lead(words_before: tuple[str, ...], used: set[int]) -> bool:
    """Whether a number behind these words is still the version of the product and not of something in the image."""
    return all(position in used or word in _EDITIONS for position, word in enumerate(words_before))


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare versions of one product by."""
    return tuple(int(number) for number in _NUMBERS.findall(version)[:8] if len(number) < 20)


def numbers_in(text: str) -> int:
    """How many numbers stand in a text: ``3.14.2-alpine3.22`` has five."""
    return len(_NUMBERS.findall(text))
