"""What ShellCheck says about a script, in offsets of that script.

Its ``json1`` counts lines and columns from 1, columns in code points with a tab as one of them, and the end of a range
is exclusive. A replacement that inserts says on which side of its place the text belongs.
"""

from __future__ import annotations

from typing import Any

from ...syntax.dataclass import dataclass
from .program import Unavailable


@dataclass(frozen=True, slots=True)
class Replacement:
    """Replace code points ``[start, end)``; ``joins_before`` where inserted text belongs to what stands before it."""

    start: int
    end: int
    text: str
    joins_before: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark of ShellCheck about code points ``[start, end)``; ``level`` is its own word for the severity."""

    code: int
    level: str
    message: str
    start: int
    end: int
    replacements: tuple[Replacement, ...] = ()


def comments_in(output: str, scripts: list[str]) -> list[tuple[Comment, ...]]:
    """The comments on each script, whose name was its number; raises ``Unavailable`` where the output is no answer."""
    import json

    found: list[list[Comment]] = [[] for _ in scripts]
    lines = [_line_starts(script) for script in scripts]
    try:
        for said in json.loads(output)["comments"]:
            number = int(said["file"])
            found[number].append(_comment(said, lines[number], len(scripts[number])))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Unavailable("its answer cannot be understood") from error
    return [tuple(comments) for comments in found]


def _comment(said: dict[str, Any], lines: list[int], length: int) -> Comment:
    fix = said.get("fix")
    return Comment(
        code=int(said["code"]),
        level=str(said["level"]),
        message=str(said["message"]),
        start=_offset(lines, said["line"], said["column"], length),
        end=_offset(lines, said["endLine"], said["endColumn"], length),
        replacements=() if fix is None else tuple(_replacement(one, lines, length) for one in fix["replacements"]),
    )


def _replacement(said: dict[str, Any], lines: list[int], length: int) -> Replacement:
    return Replacement(
        start=_offset(lines, said["line"], said["column"], length),
        end=_offset(lines, said["endLine"], said["endColumn"], length),
        text=str(said["replacement"]),
        joins_before=said.get("insertionPoint") == "beforeStart",
    )


def _line_starts(script: str) -> list[int]:
    starts = [0]
    at = script.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = script.find("\n", at + 1)
    return starts


def _offset(lines: list[int], line: int, column: int, length: int) -> int:
    """The offset of a 1-based place; the end of the script for what lies behind it."""
    if line > len(lines):
        return length
    return min(lines[line - 1] + column - 1, length)
