"""The hand-kept rows about base images, put together for one tag.

A row of ``base_images.toml`` names a profile, a kind of userland, and what differs from it; the rows there explain
themselves. This module finds the row, chooses its variant by the words of the tag, and merges profile, image and
variant into one ``Description``. What the values mean to others is in ``facts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from ..syntax.dataclass import dataclass
from .embedded import embedded
from .library import official_image
from .tags import TagParts, split_tag

_UNKNOWN = "unknown"
_TEXTS = ("distribution", "package_manager", "default_user", "sh")
_YES_OR_NO = ("has_shell", "compilers", "drops_privileges", "windows")

Row = dict[str, Any]


@dataclass(slots=True)
class Description:
    """What is said of an image: texts and flags by their key in the data, programs with yes or no."""

    values: dict[str, Any]
    programs: dict[str, bool]
    environment: dict[str, str | None]
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Situation:
    """What of a tag decides between variants; where the tag does not tell, those with the same content may."""

    version: str | None
    words: frozenset[str]
    family: str | None
    release: str | None


# How many numbers make a release, in the tags of an image that is the distribution itself.
_RELEASE_NUMBERS = {"alpine": 2, "ubuntu": 2} | dict.fromkeys(
    ("debian", "fedora", "centos", "rockylinux", "almalinux", "oraclelinux", "amazonlinux"), 1
)


def situation(name: str, tag: str, *, unmistakable_only: bool = False) -> Situation:
    """What is known of a tag of the image of that name."""
    parts = split_tag(name, tag, unmistakable_only=unmistakable_only)
    image = official_image(name)
    tags = image.tags_with_same_content(tag) if image is not None else ()
    all_parts = [parts, *(split_tag(name, other) for other in tags)]
    named = [built_on for each in all_parts if (built_on := _built_on(name, each)) is not None]
    family = named[0][0] if named else None
    releases = {release for other, release in named if other == family and release is not None}
    words = frozenset(word for each in all_parts for word in each.words)
    return Situation(parts.version, words, family, releases.pop() if len(releases) == 1 else None)


def _built_on(name: str, parts: TagParts) -> tuple[str, str | None] | None:
    if parts.distribution is not None:
        return parts.distribution.family, parts.distribution.release
    numbers = _RELEASE_NUMBERS.get(name)
    if numbers is None:
        return None
    version = parts.version.split(".") if parts.version is not None else []
    return name, ".".join(version[:numbers]) if len(version) >= numbers else None


def row_of(name: str) -> Row | None:
    """The row about an image of that name: the one that names it, or else the first whose pattern fits."""
    exact, patterns = _rows()
    return exact.get(name) or next((row for pattern, row in patterns if fnmatchcase(name, pattern)), None)


@cache
def _rows() -> tuple[dict[str, Row], tuple[tuple[str, Row], ...]]:
    named = [(name, row) for row in embedded("base_images")["image"] for name in row["names"]]
    exact = {name: row for name, row in named if "*" not in name}
    return exact, tuple((name, row) for name, row in named if "*" in name)


def described(row: Row, where: Situation) -> Description:
    """What the row says of the tag."""
    for variant in row.get("variants", ()):
        if _applies(variant, where):
            return _merged(row, variant, where.release)
    return _merged(row, {}, where.release)


def descriptions(row: Row) -> Iterator[Description]:
    """What the row says of all its variants, for a tag that is not known."""
    for variant in row.get("variants", ({},)):
        yield _merged(row, variant, None)


def profile(name: str, release: str | None = None) -> Description:
    """What a profile says by itself."""
    return _merged({"profile": name}, {}, release)


def _merged(row: Row, variant: Row, release: str | None) -> Description:
    description = Description({}, {}, {}, [])
    for layer in _profile_layers(variant.get("profile") or row.get("profile"), release):
        _apply(description, layer)
    for layer in (row, variant):
        if layer.get("programs"):
            description.values.pop("megabytes", None)
        _apply(description, layer)
    return description


def _profile_layers(name: str | None, release: str | None) -> list[Row]:
    layers: list[Row] = []
    while name is not None:
        row: Row = embedded("base_images")["profile"][name]
        additions = [addition for addition in row.get("releases", ()) if (release or _UNKNOWN) in addition["release"]]
        layers[:0] = [row, *additions]
        name = row.get("inherits")
    return layers


def _apply(description: Description, layer: Row) -> None:
    """Lay one row over what is known already."""
    if layer.get("derived"):
        description.programs = {program: True for program, there in description.programs.items() if there}
        for key in ("closed", "megabytes", "compilers", "user"):
            description.values.pop(key, None)
    for key in (*_TEXTS, *_YES_OR_NO, "shell", "megabytes", "closed", "user"):
        if key in layer:
            _set(description.values, key, layer[key])
    if layer.get("closed"):
        description.programs.clear()
    description.programs.update(dict.fromkeys(layer.get("without", ()), False))
    description.programs.update(dict.fromkeys(layer.get("programs", ()), True))
    for program in layer.get("unsure", ()):
        description.programs.pop(program, None)
    if layer.get("environment") == {}:
        description.environment.clear()
    description.environment.update(layer.get("environment", {}))
    description.environment.update(dict.fromkeys(layer.get("varying", ())))
    source = layer.get("source", [])
    description.sources[:0] = [source] if isinstance(source, str) else source


def _set(values: dict[str, Any], key: str, value: object) -> None:
    if value in (_UNKNOWN, {}):
        values.pop(key, None)
    else:
        values[key] = value


def _applies(variant: Row, where: Situation) -> bool:
    return all(_holds(key, variant[key], where) for key in _CONDITIONS if key in variant)


_CONDITIONS = ("word", "word_too", "not_word", "family", "not_family", "release", "version", "not_version")


def _holds(condition: str, value: Any, where: Situation) -> bool:
    match condition:
        case "word" | "word_too":
            return any(_has_word(where.words, word) for word in value)
        case "family":
            return bool(where.family == value)
        case "release":
            return where.release in value
        case "version":
            return any(_begins_with(where.version, version) for version in value)
        case _:
            return not _holds(condition.removeprefix("not_"), value, where)


def _has_word(words: frozenset[str], wanted: str) -> bool:
    """Whether a word of the tag is this one, numbers behind it left out."""
    return wanted in words or any(word.rstrip("0123456789.") == wanted for word in words)


def _begins_with(version: str | None, beginning: str) -> bool:
    if version is None:
        return False
    return version == beginning or version.startswith((beginning + ".", beginning + "u"))
