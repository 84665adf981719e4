"""Tags of images, the most wanted first, and what a person should know of each in a word.

Wanted are tags of releases that get fixes longest, that say as much about the version as releases are maintained by
(``3.14`` of Python, ``24`` of Node.js), and slim before full before Alpine. Only tags of the embedded list, and a few
of other registries that are written down, are known.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from ..images.facts import facts
from ..images.library import official_image
from ..images.lifecycle import EndOfLife, Named, ends_of_life
from ..images.reference import ImageReference, parse_reference
from ..images.tags import TagParts, numbers_in, split_tag
from ..syntax.dataclass import dataclass
from .reference.values import OTHER_TAGS

_USUAL_LIFE = dt.timedelta(days=730)
"""For so long a release is taken to be maintained whose end is not announced."""


@dataclass(frozen=True, slots=True)
class RankedTag:
    """A tag, and whether the release it names is no longer maintained (``ended`` says which and since when)."""

    tag: str
    ended: EndOfLife | None


@lru_cache(maxsize=32)
def ranked_tags(name: str, today: dt.date) -> tuple[RankedTag, ...]:
    """The tags of an image, by its familiar name; none where nothing is known."""
    image = official_image(name)
    if image is None:
        found = next((tags for prefix, tags in OTHER_TAGS.items() if name.startswith(prefix)), ())
        return tuple(RankedTag(tag, None) for tag in found)
    keyed: list[tuple[tuple[int, ...], int, RankedTag]] = []
    known: dict[object, tuple[EndOfLife, ...]] = {}
    for order, tag in enumerate(image.tags):
        parts = split_tag(name, tag)
        key = _release_key(parts)
        ends = known.get(key)
        if ends is None:
            ends = known[key] = ends_of_life(name, tag)
        ended = next((end for end in ends if end.is_past(today)), None)
        keyed.append((_rank(parts, ends, bool(image.is_windows(tag)), today), order, RankedTag(tag, ended)))
    keyed.sort(key=lambda row: row[:2])
    return tuple(ranked for _, _, ranked in keyed)


def best_reference(name: str, today: dt.date) -> str:
    """An image with the tag that is wanted most; the bare name where none is known."""
    tags = ranked_tags(name, today)
    return f"{name}:{tags[0].tag}" if tags else name


def _release_key(parts: TagParts) -> object:
    """What of a tag decides when its release ends; tags that share it need one look-up."""
    distribution = parts.distribution
    built_on = None if distribution is None else (distribution.family, distribution.release)
    return parts.version or parts.words[:2], built_on, parts.is_prerelease


def _rank(parts: TagParts, ends: tuple[EndOfLife, ...], is_windows: bool, today: dt.date) -> tuple[int, ...]:
    version_end = next((end for end in ends if end.named_by is Named.VERSION), None)
    any_end = min((end.date for end in ends), default=today + _USUAL_LIFE)
    until = version_end.date if version_end is not None else any_end
    return (
        int(any(end.is_past(today) for end in ends)),
        int(parts.is_prerelease),
        int(is_windows),
        int(parts.snapshot is not None),
        _breadth(parts, version_end),
        -until.toordinal(),
        _variant(parts),
        len(parts.words),
    )


def _breadth(parts: TagParts, end: EndOfLife | None) -> int:
    """How far a tag is from saying just which release is meant, and what is built on it."""
    if parts.version is None:
        names_release = parts.distribution is not None and parts.distribution.release is not None
        return 1 if names_release and len(parts.words) <= 2 and not _extra(parts) else 2 + _extra(parts)
    exact = numbers_in(parts.version) == (numbers_in(end.cycle) if end is not None else 2)
    on_distribution = parts.distribution is not None and parts.distribution.family != "alpine"
    pinned_alpine = parts.distribution is not None and parts.distribution.release is not None
    return (0 if exact else 2) + int(on_distribution or pinned_alpine) + 2 * _extra(parts)


def _extra(parts: TagParts) -> int:
    """How many words name a variant that is neither slim nor full."""
    return sum(word not in ("slim", "alpine", "jre", "lts", "stable") for word in parts.variant)


def _variant(parts: TagParts) -> int:
    if "slim" in parts.variant or "jre" in parts.variant:
        return 0
    is_alpine = parts.distribution is not None and parts.distribution.family == "alpine"
    return 2 if is_alpine else 1 + 2 * _extra(parts)


def tag_detail(name: str, tag: str, today: dt.date) -> str:
    """A few words about a tag: size class, distribution, and until when it is maintained."""
    reference = parse_reference(f"{name}:{tag}")
    if not isinstance(reference, ImageReference):
        return ""
    known = facts(reference)
    ends = ends_of_life(name, tag)
    end = min(ends, key=lambda one: one.date, default=None)
    words = [
        known.size_class or "",
        " ".join(word for word in (known.distribution, known.release) if word),
        "" if end is None else f"ended {end.date}" if end.is_past(today) else f"until {end.date}",
    ]
    return ", ".join(word for word in words if word)
