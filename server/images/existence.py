"""Whether a tag of an official image exists, as far as a list of the supported ones can tell.

The embedded list holds what was supported on one day. Older tags were taken from the list but not from Docker Hub, and
newer ones came since, so the answer is careful: ``UNLIKELY`` is said only of tags that look like a slip of the pen
next to a tag that does exist, never of a version or a word that may be unknown to the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache

from ..syntax.lazy_pattern import lazy_pattern
from .distributions import DEBIAN_CODENAMES, UBUNTU_CODENAMES, is_distribution_word
from .embedded import embedded
from .library import OfficialImage, data_date, official_image
from .tags import TagParts, numbers_in, split_tag, version_key


class Existence(Enum):
    """What is known of a tag."""

    YES = "yes"
    """It is in the list of supported tags."""

    RETIRED_OR_OLD = "retired or old"
    """It is not, but reads like one that was: an older version, a codename of an older distribution."""

    UNLIKELY = "unlikely"
    """It differs from a tag that exists by what looks like a typing error."""

    UNKNOWN = "unknown"
    """The image is not known, the tag may be newer than the list, or it follows a scheme that is not known."""


# Words of tags that were dropped from the official images before the list was made.
_FORMER_WORDS = frozenset(
    (
        *("onbuild", "cross", "git", "sac", "chakracore", "argon", "boron", "carbon", "dubnium", "erbium"),
        *("fermium", "gallium", "hydrogen", "iron", "nanoserver", "windowsservercore", "musl", "glibc"),
        *("dist", "cuda", "gpu", "legacy", "preview", "nightly", "master", "main", "dev", "devel", "next"),
        *("canary", "test", "testing", "insider", "insiders", "arm", "arm64", "armhf", "amd64", "i386", "x86"),
        *("x64", "server", "client", "runtime", "full", "minimal", "micro", "tiny", "mini", "base", "core"),
        *("standard", "extended", "lts", "sts", "stable", "unstable", "edge", "current", "latest", "release"),
        *("snapshot", "java", "jvm", "hotspot", "graalvm", "openjdk", "corretto", "zulu", "nodejs", "npm"),
        *("yarn", "pnpm"),
    )
)
_LETTERS = lazy_pattern(r"[^\d.]+")
_GLUED = lazy_pattern(r"(\d[\d.]*)([a-z]{3,}.*)")
_ONE_DIGIT_MONTH = lazy_pattern(r"(\d+)\.(\d)(?=$|-)")


def tag_existence(name: str, tag: str | None) -> Existence:
    """What is known of ``tag`` (``latest`` for None) as a tag of the official image ``name``; never raises."""
    return _existence(name, tag if tag is not None else "latest")


@lru_cache(maxsize=256)
def _existence(name: str, written: str) -> Existence:
    image = official_image(name)
    if image is None:
        return Existence.UNKNOWN
    if image.has_tag(written):
        return Existence.YES
    if not image.tags:
        return Existence.RETIRED_OR_OLD
    if next(_corrections(image, written), None) is not None:
        return Existence.UNLIKELY
    return Existence.RETIRED_OR_OLD if _reads_like_an_older_tag(image, written) else Existence.UNKNOWN


def suggest_tags(name: str, tag: str | None, limit: int = 3) -> tuple[str, ...]:
    """At most ``limit`` supported tags that may have been meant by one that is not in the list, likeliest first.

    Those are the tag without its typing error, or else the same variant of supported versions, newest first, or else
    what is spelled alike. Empty for a tag that exists and for an unknown image.
    """
    image = official_image(name)
    if image is None or tag is None or image.has_tag(tag):
        return ()
    corrected = [other for other in _corrections(image, tag) if _exists(image, other)]
    likely = corrected or _same_variant(image, tag) or _spelled_alike(image, tag, limit)
    return tuple(dict.fromkeys(likely))[:limit]


def _reads_like_an_older_tag(image: OfficialImage, tag: str) -> bool:
    """Whether all words of the tag are known and nothing in it is newer than the list."""
    parts = split_tag(image.name, tag)
    if _unknown_words(image, parts) or _is_later_snapshot(parts):
        return False
    distribution = parts.distribution
    release = version_key(distribution.release) if distribution is not None and distribution.release else ()
    newest = _newest_release(image, distribution.family) if distribution is not None else ()
    if release and newest and release > newest:
        return False
    if parts.version is not None:
        return _is_known_to_be_past(image, version_key(parts.version), parts.is_prerelease)
    return bool(release and newest) or parts.snapshot is not None


def _is_later_snapshot(parts: TagParts) -> bool:
    return parts.snapshot is not None and parts.snapshot[:8] > data_date().strftime("%Y%m%d")


def _is_known_to_be_past(image: OfficialImage, version: tuple[int, ...], is_prerelease: bool) -> bool:
    """Whether the list holds a version of the same line, or else of any, that is not below this one.

    ``24.20`` is unknown beside ``24.19`` although there is ``26.7``: the list is older than its reader. What is only a
    pre-release in the list does not make the release itself old.
    """
    versions = _versions(image)
    finished = {numbers for numbers, unfinished in versions if not unfinished}
    known = finished if finished and not is_prerelease else {numbers for numbers, _ in versions}
    for shared in range(len(version), -1, -1):
        line = [numbers for numbers in known if numbers[:shared] == version[:shared]]
        if line:
            return version <= max(line)
    return False


@cache
def _versions(image: OfficialImage) -> frozenset[tuple[tuple[int, ...], bool]]:
    """The versions in the tags of the image, and whether each is a pre-release."""
    all_parts = (split_tag(image.name, tag) for tag in image.tags)
    return frozenset((version_key(parts.version), parts.is_prerelease) for parts in all_parts if parts.version)


@cache
def _newest_release(image: OfficialImage, family: str) -> tuple[int, ...]:
    named = (split_tag(image.name, tag).distribution for tag in image.tags)
    releases = (found.release for found in named if found is not None and found.family == family)
    return max((version_key(release) for release in releases if release is not None), default=())


def _corrections(image: OfficialImage, tag: str) -> Iterator[str]:
    """Tags that were meant, if ``tag`` is a typing error for sure; all but misspelled words lead to existing tags."""
    for candidate in _rewritten(image, tag):
        if candidate != tag and _exists(image, candidate):
            yield candidate
    yield from _in_another_order(image, tag)
    yield from _respelled(image, tag)


def _rewritten(image: OfficialImage, tag: str) -> Iterator[str]:
    """The tag with its punctuation and letter case put right."""
    yield tag.lower()
    yield re.sub(r"([-.])[-.]+", r"\1", tag).strip("-.")
    yield tag.replace("_", "-")
    if match := _GLUED.fullmatch(tag):
        yield f"{match[1]}-{match[2]}"
    for prefix in ("v", "go", image.name, f"{image.name}-", "latest-"):
        if not any(other.startswith(prefix) for other in image.tags):
            yield tag.removeprefix(prefix)
    yield tag.removesuffix("-latest")
    yield _ONE_DIGIT_MONTH.sub(r"\1.0\2", tag)


def _exists(image: OfficialImage, tag: str) -> bool:
    """Whether the tag is in the list or a release of Ubuntu, of which those that left the list are all known."""
    return image.has_tag(tag) or (image.name == "ubuntu" and tag in UBUNTU_CODENAMES.values())


def _in_another_order(image: OfficialImage, tag: str) -> Iterator[str]:
    """Existing tags made of the same words: ``slim-trixie`` where ``trixie-slim`` is written."""
    words = sorted(tag.split("-"))
    if len(words) > 1:
        yield from (other for other in image.tags if len(other) == len(tag) and sorted(other.split("-")) == words)


def _respelled(image: OfficialImage, tag: str) -> Iterator[str]:
    """The tag with its one unknown word replaced by a known one that is a slip away, if that makes a tag."""
    words = tag.split("-")
    unknown = _unknown_words(image, split_tag(image.name, tag))
    if len(unknown) != 1:
        return
    position = words.index(unknown[0])
    letters, digits = _split_word(words[position])
    for known in sorted(_words_of(image) | _codenames_for(image)):
        if _is_a_slip(letters, known):
            words[position] = known + digits
            corrected = "-".join(words)
            if image.has_tag(corrected) or _reads_like_an_older_tag(image, corrected):
                yield corrected


def _unknown_words(image: OfficialImage, parts: TagParts) -> list[str]:
    """Words whose letters occur in no tag of any official image, now or as far as is remembered."""
    unknown: list[str] = []
    for position, word in enumerate(parts.words):
        letters, _ = _split_word(word)
        if not letters or (parts.distribution is not None and position in parts.distribution.words):
            continue
        is_known = letters in _words_of(image) or letters in _FORMER_WORDS or is_distribution_word(letters)
        if not (is_known or _is_version(parts, word) or letters in _words_of_all()):
            unknown.append(word)
    return unknown


def _is_version(parts: TagParts, word: str) -> bool:
    return parts.version is not None and word.removeprefix("v").startswith(parts.version)


def _split_word(word: str) -> tuple[str, str]:
    """The letters a word begins with, and the rest: ``alpine`` and ``3.22``."""
    match = _LETTERS.match(word)
    letters = match[0] if match else ""
    return letters, word[len(letters) :]


@cache
def _words_of(image: OfficialImage) -> frozenset[str]:
    """The letters of the words that occur in the tags of the image."""
    return frozenset(letters for tag in image.tags for word in tag.split("-") if (letters := _split_word(word)[0]))


@cache
def _words_of_all() -> frozenset[str]:
    words: set[str] = set()
    for rows in embedded("official_images")["images"].values():
        for row in rows:
            words.update(letters for letters in re.findall(r"[a-z]+", row, re.IGNORECASE) if len(letters) > 1)
    return frozenset(words)


def _codenames_for(image: OfficialImage) -> frozenset[str]:
    """Codenames of older releases, where the image names what it is built on by codename."""
    words = _words_of(image)
    families = (codenames for codenames in (DEBIAN_CODENAMES, UBUNTU_CODENAMES) if words & codenames.keys())
    return frozenset(codename for codenames in families for codename in codenames if len(codename) > 4)


def _is_a_slip(written: str, meant: str) -> bool:
    """Whether one letter is wrong, missing, too many or two are swapped; two such slips in a long word.

    Of three letters, only swapped ones or one that fell out of four count: ``jre`` and ``jdk`` are near as well.
    """
    if written == meant or abs(len(written) - len(meant)) > 2 or min(len(written), len(meant)) < 3:
        return False
    if len(written) == 3 and len(meant) == 4:
        return _distance(written, meant) == 1 and set(written) < set(meant) and written[0] == meant[0]
    if len(meant) == 3 or len(written) == 3:
        return sorted(written) == sorted(meant) and _distance(written, meant) == 1
    return _distance(written, meant) <= (2 if len(meant) >= 7 else 1)


def _distance(first: str, second: str) -> int:
    """How many letters to change, add, drop or swap with their neighbour to get from one word to the other."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before, previous, row = row, before, [i]
        for j, other in enumerate(second, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and other == first[i - 2]:
                least = min(least, previous[j - 2] + 1)
            row.append(least)
    return row[-1]


def _same_variant(image: OfficialImage, tag: str) -> list[str]:
    """Tags that differ in the version only, as precise as what is written, newest first, without pre-releases."""
    parts = split_tag(image.name, tag)
    if parts.version is None:
        return []
    found: list[tuple[tuple[int, ...], str]] = []
    for other in image.tags:
        if numbers_in(other) == numbers_in(tag) and len(other.split("-")) == len(parts.words):
            candidate = split_tag(image.name, other)
            same = candidate.variant == parts.variant and candidate.distribution == parts.distribution
            if same and candidate.version is not None and not _is_prerelease(image, candidate):
                found.append((version_key(candidate.version), other))
    return [other for _, other in sorted(found, reverse=True)]


def _is_prerelease(image: OfficialImage, parts: TagParts) -> bool:
    """Whether the tag says so, or another tag of the same content does while none of them is ``latest``."""
    others = image.tags_with_same_content(parts.written)
    unfinished = any(split_tag(image.name, other).is_prerelease for other in others)
    return parts.is_prerelease or (unfinished and "latest" not in others)


def _spelled_alike(image: OfficialImage, tag: str, limit: int) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(tag, image.tags, n=max(limit, 1), cutoff=0.8) if len(tag) <= 128 else []
