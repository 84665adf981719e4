"""Paths and wildcards as the builder's standard library reads them.

Docker is written in Go, and both ``.dockerignore`` and the sources of COPY and ADD inherit the rules of Go's package
``path/filepath`` on Linux (https://pkg.go.dev/path/filepath#Match and ``#Clean``). This module promises the same
answers for ``/``-separated paths; the rules of Windows, where ``\\`` separates, are left out. Nothing here touches a
disk, and nothing raises.
"""

from __future__ import annotations

from functools import lru_cache

from ..syntax.dataclass import dataclass


def clean(path: str) -> str:
    """The shortest path that means the same by spelling alone: no ``.``, no ``//``, ``..`` resolved, ``.`` if empty."""
    rooted = path.startswith("/")
    kept: list[str] = []
    for name in path.split("/"):
        if name in ("", "."):
            continue
        if name != "..":
            kept.append(name)
        elif kept and kept[-1] != "..":
            kept.pop()
        elif not rooted:
            kept.append("..")
    joined = "/".join(kept)
    return "/" + joined if rooted else joined or "."


@dataclass(frozen=True, slots=True)
class _AnyOne:
    """One character that is not a slash."""


@dataclass(frozen=True, slots=True)
class _Literal:
    character: str


@dataclass(frozen=True, slots=True)
class _Class:
    negated: bool
    ranges: tuple[tuple[str, str], ...]


_Part = _AnyOne | _Literal | _Class


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between two stars; ``problem`` is a part of a sentence where it is malformed."""

    follows_star: bool
    parts: tuple[_Part, ...]
    problem: str | None = None


@lru_cache(maxsize=1024)
def _chunks(pattern: str) -> tuple[_Chunk, ...]:
    chunks: list[_Chunk] = []
    position = 0
    while position < len(pattern):
        start = position
        while pattern.startswith("*", position):
            position += 1
        end = _chunk_end(pattern, position)
        parts = _parsed(pattern[position:end])
        if isinstance(parts, str):
            chunks.append(_Chunk(position > start, (), parts))
        else:
            chunks.append(_Chunk(position > start, parts))
        position = end
    return tuple(chunks)


def _chunk_end(pattern: str, position: int) -> int:
    """Where the next star stands that is neither escaped nor in brackets, whether or not the brackets are a class."""
    is_in_brackets = False
    while position < len(pattern):
        match pattern[position]:
            case "\\":
                position += 1
            case "[":
                is_in_brackets = True
            case "]":
                is_in_brackets = False
            case "*" if not is_in_brackets:
                return position
            case _:
                pass
        position += 1
    return len(pattern)


def _parsed(chunk: str) -> tuple[_Part, ...] | str:
    """The parts of a chunk, or what is malformed in it."""
    parts: list[_Part] = []
    position = 0
    while position < len(chunk):
        character = chunk[position]
        position += 1
        if character == "?":
            parts.append(_AnyOne())
        elif character == "[":
            read = _parsed_class(chunk, position)
            if isinstance(read, str):
                return read
            part, position = read
            parts.append(part)
        elif character != "\\":
            parts.append(_Literal(character))
        elif position < len(chunk):
            parts.append(_Literal(chunk[position]))
            position += 1
        else:
            return "a backslash at the end escapes nothing"
    return tuple(parts)


def _parsed_class(pattern: str, position: int) -> tuple[_Class, int] | str:
    """The character class whose ``[`` stands before ``position``, and where the pattern goes on after its ``]``."""
    negated = pattern.startswith("^", position)
    position += negated
    ranges: list[tuple[str, str]] = []
    while not (ranges and pattern.startswith("]", position)):
        read = _class_character(pattern, position)
        if isinstance(read, str):
            return read
        first, position = read
        last = first
        if pattern.startswith("-", position):
            read = _class_character(pattern, position + 1)
            if isinstance(read, str):
                return read
            last, position = read
        ranges.append((first, last))
    return _Class(negated, tuple(ranges)), position + 1


def _class_character(pattern: str, position: int) -> tuple[str, int] | str:
    if pattern.startswith(("-", "]"), position):
        return f"`{pattern[position]}` must be escaped with a backslash in this place of a character class"
    position += pattern.startswith("\\", position)
    # A class that ends with the pattern has no room for its bracket.
    if position + 1 >= len(pattern):
        return "a character class is opened with `[` and never closed"
    return pattern[position], position + 1


def match(pattern: str, name: str) -> bool | str:
    """Whether the whole of ``name`` matches, or what Go finds malformed before it knows, as a part of a sentence.

    ``*`` and ``?`` stop at a slash. Go reads no further than it has to: a mistake behind the point where the name has
    already failed goes unnoticed.
    """
    for index, chunk in enumerate(chunks := _chunks(pattern)):
        if chunk.problem is not None:
            return chunk.problem
        is_last = index == len(chunks) - 1
        if chunk.follows_star and not chunk.parts:
            return "/" not in name
        rest = _after_chunk(chunk, name, is_last)
        if rest is None:
            return False
        name = rest
    return not name


def _after_chunk(chunk: _Chunk, name: str, is_last: bool) -> str | None:
    """What is left of the name behind the first place where the chunk fits, or None; the last chunk must leave none."""
    furthest = (name.find("/") if "/" in name else len(name)) if chunk.follows_star else 0
    for skipped in range(furthest + 1):
        end = skipped + len(chunk.parts)
        if end > len(name) or (is_last and chunk.follows_star and end < len(name)):
            continue
        if all(_matches_one(part, character) for part, character in zip(chunk.parts, name[skipped:end], strict=True)):
            return name[end:]
    return None


def _matches_one(part: _Part, character: str) -> bool:
    match part:
        case _AnyOne():
            return character != "/"
        case _Literal(expected):
            return character == expected
        case _Class(negated, ranges):
            return any(first <= character <= last for first, last in ranges) != negated


def pattern_problem(pattern: str) -> str | None:
    """What Docker's check of an ignore pattern finds malformed, as a part of a sentence, or None.

    The check compares the pattern with ``.`` and so is blind to much: what it lets pass may still be refused later.
    """
    found = match(pattern, ".")
    return found if isinstance(found, str) else None


def has_wildcard(text: str) -> bool:
    """Whether COPY and ADD would look for several files by this source."""
    return any(character in text for character in "*?[")
