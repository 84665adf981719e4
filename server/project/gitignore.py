"""Patterns in the manner of ``.gitignore``, matched exactly as git matches them.

Used for git's own files, for ``.ignore``, and for the path patterns of our configuration, so that people need to know
one grammar only: https://git-scm.com/docs/gitignore. Where that page is silent, git's behaviour counts, which the tests
ask for: a literal beginning is compared before wildcards are looked at, only spaces are trimmed, a malformed class
matches nothing. Left out: git's option to ignore case. Nothing here touches a disk.

Paths are relative to the folder that holds the patterns and separated by ``/``. A caller that walks never asks about
what lies below an ignored folder; ``PathPattern`` is for those who do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_SPECIAL = lazy_pattern(r"[*?\[\\]")


@dataclass(frozen=True, slots=True)
class GitPattern:
    """One pattern; ``is_negated`` brings back what an earlier one ignores. ``line`` is 1-based."""

    line: int
    is_negated: bool
    is_for_folders: bool
    is_for_names: bool
    matches_text: Callable[[str], bool]

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether the pattern means this very path, not one above it."""
        if self.is_for_folders and not is_folder:
            return False
        return self.matches_text(path.rpartition("/")[2] if self.is_for_names else path)


@lru_cache(maxsize=256)
def parse_gitignore(text: str) -> tuple[GitPattern, ...]:
    """The patterns of a file, in their order. Any text is a list of patterns; none is malformed."""
    patterns: list[GitPattern] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.startswith("#"):
            continue
        pattern = _pattern(_without_trailing_spaces(line.removesuffix("\r")), number)
        if pattern is not None:
            patterns.append(pattern)
    return tuple(patterns)


def verdict(patterns: tuple[GitPattern, ...], path: str, is_folder: bool) -> bool | None:
    """Whether the last pattern that matches ignores the path (True) or brings it back (False); None where none does."""
    for pattern in reversed(patterns):
        if pattern.matches(path, is_folder):
            return not pattern.is_negated
    return None


def _without_trailing_spaces(line: str) -> str:
    end = len(line)
    while end and line[end - 1] == " ":
        end -= 1
    backslashes = end - len(line[:end].rstrip("\\"))
    # An odd backslash keeps the first of the spaces.
    return line[: end + 1] if end < len(line) and backslashes % 2 else line[:end]


def _pattern(text: str, line: int) -> GitPattern | None:
    is_negated = text.startswith("!")
    text = text.removeprefix("!")
    is_for_folders = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        return None
    is_for_names = "/" not in text
    return GitPattern(line, is_negated, is_for_folders, is_for_names, _matcher(text.removeprefix("/")))


def _matcher(pattern: str) -> Callable[[str], bool]:
    special = _SPECIAL.search(pattern)
    if special is None:
        return lambda path: path == pattern
    literal, rest = pattern[: special.start()], pattern[special.start() :]
    expression = _expression(rest)
    if expression is None:
        return lambda _path: False
    found = re.compile(re.escape(literal) + expression + r"\Z", re.DOTALL).match
    return lambda path: found(path) is not None


def _expression(pattern: str) -> str | None:
    """The regular expression of a wildcard pattern, or None for one that matches nothing."""
    written: list[str] = []
    position = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "*":
            end = position
            while pattern.startswith("*", end):
                end += 1
            piece, position = _stars(pattern, position, end)
            written.append(piece)
            continue
        position += 1
        if character == "?":
            written.append("[^/]")
        elif character == "[":
            read = _class(pattern, position)
            if read is None:
                return None
            piece, position = read
            written.append(piece)
        elif character == "\\":
            if position == len(pattern):
                return None
            written.append(re.escape(pattern[position]))
            position += 1
        else:
            written.append(re.escape(character))
    return "".join(written)


def _stars(pattern: str, start: int, end: int) -> tuple[str, int]:
    """What a run of stars matches, and where the pattern goes on. Two or more, on their own, stand for folders too."""
    is_on_its_own = (start == 0 or pattern[start - 1] == "/") and (
        end == len(pattern) or pattern.startswith(("/", "\\/"), end)
    )
    if end - start < 2 or not is_on_its_own:
        return "[^/]*", end
    return ("(?:.*/)?", end + 1) if pattern.startswith("/", end) else (".*", end)


def _class(pattern: str, position: int) -> tuple[str, int] | None:
    """The character class whose ``[`` stands before ``position``, and where it ends; None if it is malformed."""
    is_negated = pattern.startswith(("!", "^"), position)
    position += is_negated
    items: list[str] = []
    previous = ""
    is_first = True
    while is_first or not pattern.startswith("]", position):
        is_first = False
        character = pattern[position : position + 1]
        following = pattern[position + 1 : position + 2]
        if not character:
            return None
        if character == "-" and previous and following not in ("", "]"):
            position += 1 + (following == "\\")
            high = pattern[position : position + 1]
            if not high:
                return None
            items.append(f"{_spelled(previous)}-{_spelled(high)}" if previous <= high else "")
            previous = ""
        elif character == "[" and following == ":":
            end = pattern.find("]", position + 2)
            if end < 0:
                return None
            name = pattern[position + 2 : end]
            if name.endswith(":"):
                if name[:-1] not in _CLASSES:
                    return None
                items.append(_CLASSES[name[:-1]])
                previous, position = "", end
            else:
                items.append(_spelled("["))
                previous = "["
        else:
            if character == "\\":
                position += 1
                character = pattern[position : position + 1]
                if not character:
                    return None
            items.append(_spelled(character))
            previous = character
        position += 1
    inside = "".join(items)
    if is_negated:
        return f"[^/{inside}]", position + 1
    return (rf"(?:(?!/)[{inside}])" if inside else "(?!)"), position + 1


def _spelled(character: str) -> str:
    return f"\\U{ord(character):08x}"


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A pattern of our own configuration: ``base`` is the absolute folder that it is relative to, ``/``-separated."""

    text: str
    base: str

    def matches(self, path: str, is_folder: bool = False) -> bool:
        """Whether an absolute path, ``/``-separated, or a folder above it but below ``base`` is meant."""
        base = self.base.rstrip("/") + "/"
        if not path.startswith(base):
            return False
        names = path[len(base) :].split("/")
        return any(
            verdict(parse_gitignore(self.text), "/".join(names[: depth + 1]), is_folder or depth < len(names) - 1)
            for depth in range(len(names))
        )
