"""Better tags for an official image: the one that moves least, and the one that holds less.

Both are chosen among the tags of the embedded list only, so what is proposed existed on the date of that list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .distributions import Distribution
from .library import OfficialImage, official_image
from .tags import TagParts, numbers_in, split_tag

# Slim in name, but another set of programs: another package manager (https://hub.docker.com/_/oraclelinux), or without
# modules that configurations rely on (https://hub.docker.com/_/nginx, https://hub.docker.com/_/solr).
_SLIM_IS_ANOTHER_IMAGE = frozenset(("nginx", "oraclelinux", "solr"))


def most_specific_tag(name: str, tag: str | None, *, windows: bool = False) -> str | None:
    """The tag that means the same image today and moves least; None when there is none better, or nothing is known.

    Only tags with the same content as ``tag`` (``latest`` for None) are looked at. The one wins whose version has the
    most numbers, then the one that also names the release of the distribution, then the one with the most words:
    ``python`` → ``3.14.7-trixie``, ``node:lts-slim`` → ``24.19.0-bookworm-slim``. Tags that hold a date are taken
    only where no other names a release (``archlinux``), since such an image never gets another security update; one
    that is already written stays. ``windows`` tells how a tag for both systems is meant.
    """
    return _most_specific(name, tag if tag is not None else "latest", windows)


@lru_cache(maxsize=256)
def _most_specific(name: str, written: str, windows: bool) -> str | None:
    image = official_image(name)
    if image is None:
        return None
    candidates = image.tags_with_same_content(written, windows=windows)
    if not candidates or split_tag(name, written).snapshot is not None:
        return None
    best = max(candidates, key=lambda candidate: (_specificity(name, candidate), _kinship(candidate, written)))
    return best if _specificity(name, best) > _specificity(name, written) else None


def _specificity(name: str, tag: str) -> tuple[int, int, int, int]:
    parts = split_tag(name, tag)
    names_a_release = parts.distribution is not None and parts.distribution.release is not None
    numbers = [numbers_in(word) or (word in _codename(parts.distribution)) for word in parts.words]
    if parts.snapshot is not None:
        return (0, 1, 0, 0)
    if not any(numbers):
        return (0, 0, 0, 0)
    return (max(numbers), sum(numbers), int(names_a_release), len(parts.words))


def _codename(distribution: Distribution | None) -> tuple[str, ...]:
    return () if distribution is None or distribution.codename is None else (distribution.codename,)


def _kinship(candidate: str, written: str) -> tuple[bool, bool, int]:
    """Prefers, among equally specific tags, the spelling of what is written, then the shorter one."""
    return (candidate == written, candidate.startswith("v") == written.startswith("v"), -len(candidate))


def slimmer_tag(name: str, tag: str | None) -> str | None:
    """An existing tag of the same version on the same distribution that holds less; None when there is none.

    That is the ``slim`` variant, or the ``jre`` in place of the ``jdk``, as specific about the version as the tag that
    is written. Never Alpine or another distribution: a different C library is a change of the program.
    """
    return _slimmer(name, tag if tag is not None else "latest")


@lru_cache(maxsize=256)
def _slimmer(name: str, written: str) -> str | None:
    image = official_image(name)
    if image is None or name in _SLIM_IS_ANOTHER_IMAGE or not image.has_tag(written):
        return None
    content = image.tags_with_same_content(written)
    alike = [tag for tag in content if _says_as_much(split_tag(name, tag), split_tag(name, written))]
    for name_of_content in sorted(alike, key=lambda tag: _likeness(tag, written)):
        for words in _slimmer_words(name_of_content):
            for candidate in _tags_of_words(image, words):
                if candidate not in content and _built_on_the_same(image, written, candidate):
                    return candidate
    return None


def _says_as_much(parts: TagParts, written: TagParts) -> bool:
    """Whether a tag names the version and the distribution that are written, where they are."""
    same_version = written.version is None or parts.version == written.version
    wanted, named = written.distribution, parts.distribution
    if wanted is None or named is None:
        return same_version and wanted is None
    return same_version and (named.family, named.release) == (wanted.family, wanted.release)


def _likeness(tag: str, written: str) -> tuple[bool, int, int]:
    """Least for the tag itself, then for those that say as much or as little about the version."""
    return (tag != written, abs(numbers_in(tag) - numbers_in(written)), len(tag))


def _slimmer_words(tag: str) -> Iterator[list[str]]:
    words = [word for word in tag.split("-") if word != "latest"]
    if not any(word in ("slim", "minimal", "headless") or word.startswith("jre") for word in words):
        yield [*words, "slim"]
        if any(word.startswith("jdk") for word in words):
            yield ["jre" + word[3:] if word.startswith("jdk") else word for word in words]
        else:
            yield [*words, "jre"]


def _tags_of_words(image: OfficialImage, words: list[str]) -> Iterator[str]:
    """Tags with the same words in any order: it is ``slim-trixie`` in one image and ``trixie-slim`` in another."""
    length, wanted = len("-".join(words)), sorted(words)
    return (tag for tag in image.tags if len(tag) == length and sorted(tag.split("-")) == wanted)


def _built_on_the_same(image: OfficialImage, tag: str, candidate: str) -> bool:
    """Whether both are for the same system and, as far as their other names tell, on the same distribution."""
    if image.is_windows(tag) != image.is_windows(candidate):
        return False
    releases = _releases(image, tag), _releases(image, candidate)
    return releases[0] == releases[1] or not all(releases)


def _releases(image: OfficialImage, tag: str) -> set[tuple[str, str]]:
    named = (split_tag(image.name, other).distribution for other in image.tags_with_same_content(tag))
    return {(found.family, found.release) for found in named if found is not None and found.release is not None}
