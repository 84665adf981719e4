"""The release of a language that a project asks for, as the tags of its image name it.

Promises: a range gives the release that is maintained longest of those that it allows; a single version stays what it
is. Leaves out what cannot be read, such as ranges with a hyphen: the answer is ``None`` then. The grammars of ranges:
https://docs.npmjs.com/cli/using-npm/semver, https://packaging.python.org/en/latest/specifications/version-specifiers,
https://getcomposer.org/doc/articles/versions.md, https://hexdocs.pm/elixir/Version.html.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from ...images.library import official_image
from ...images.lifecycle import ends_of_life
from ...syntax.lazy_pattern import lazy_pattern

_RELEASE = lazy_pattern(r"\d+(?:\.\d+)*")
_PLAIN = lazy_pattern(r"[vV]?(\d+(?:\.\d+)*)")
_CLAUSE = lazy_pattern(r"(\^|~>|~=|~|===?|!=|>=|<=|>|<)?\s*[vV]?(\d+(?:\.\d+)*)((?:\.[xX*])*)")
_ANY = frozenset(("*", "x", "lts", "lts/*", "node", "latest", "stable", "current"))


def release_for(image: str, asked: str | None, numbers: int, *, is_least: bool = False) -> str | None:
    """The release of an official image, told by so many ``numbers``, that fits what is ``asked`` for.

    ``is_least`` says that a version by itself means that version or a later one.
    """
    wish = (asked or "*").strip().strip("\"'")
    plain = _PLAIN.fullmatch(wish)
    if plain is not None and not is_least:
        return _single(image, plain[1], numbers)
    if plain is not None:
        wish = f">={plain[1]}"
    fitting = [release for release in _releases(image, numbers) if _is_allowed(release, wish)]
    return max(fitting, key=lambda release: _wanted(image, release), default=None)


def _single(image: str, version: str, numbers: int) -> str:
    """A release of this version; where the list has none any more, the version itself, whose tag nobody takes away."""
    known = official_image(image)
    if known is not None and known.has_tag(version) and version.count(".") >= numbers - 1:
        return version
    asked = _numbers(version)
    fitting = [
        release
        for release in _releases(image, numbers)
        if all(mine == theirs for mine, theirs in zip(asked, _numbers(release), strict=False))
    ]
    return max(fitting, key=lambda release: _wanted(image, release), default=version)


def _releases(image: str, numbers: int) -> Iterator[str]:
    known = official_image(image)
    for tag in known.tags if known is not None else ():
        if _RELEASE.fullmatch(tag) and tag.count(".") == numbers - 1:
            yield tag


def _wanted(image: str, release: str) -> tuple[bool, int, tuple[int, ...]]:
    ends = [end.date.toordinal() for end in ends_of_life(image, release)]
    return not ends, max(ends, default=0), _numbers(release)


def _is_allowed(release: str, wish: str) -> bool:
    """Whether the newest version of a release is one of those that are asked for; no where that cannot be read."""
    return any(_is_in(release, alternative) for alternative in re.split(r"\|\|?", wish))


def _is_in(release: str, clauses: str) -> bool:
    text = clauses.strip()
    if text.lower() in _ANY:
        return True
    position = 0
    while position < len(text):
        clause = _CLAUSE.match(text, position)
        if clause is None or not _fits(release, clause[1] or "", _numbers(clause[2]), bool(clause[3])):
            return False
        position = len(text) - len(text[clause.end() :].lstrip(", "))
    return bool(text)


def _fits(release: str, operator: str, bound: tuple[int, ...], is_open: bool) -> bool:
    mine = _numbers(release)
    newest: tuple[float, ...] = (*mine, math.inf)
    match operator:
        case ">=" | ">":
            return newest > bound
        case "<" | "<=":
            return newest < bound
        case "!=":
            return mine[: len(bound)] != bound[: len(mine)]
        case "^":
            lead = next((at for at, number in enumerate(bound) if number), 0)
            return newest > bound and mine[: lead + 1] == bound[: lead + 1]
        case "~>" | "~=":
            return newest > bound and mine[: max(1, len(bound) - 1)] == bound[: max(1, len(bound) - 1)][: len(mine)]
        case "~":
            return newest > bound and mine[:2] == bound[: min(2, len(mine))]
        case _:
            length = min(len(mine), len(bound))
            return (is_open or len(bound) <= len(mine) or newest > bound) and mine[:length] == bound[:length]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
