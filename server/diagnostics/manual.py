"""Read a rule's docstring as its manual page: title, summary, examples and sections.

An example is a fenced block whose info string begins with ``dockerfile`` and says what it is:

- ``dockerfile bad``: the rule finds exactly what is drawn. A line that begins with ``#`` and carets marks the range in
  the line above it, followed by the message; ``#^^`` marks from the first column on.
- ``dockerfile fixed``: the ``bad`` example before it, after the rule's fixes.
- ``dockerfile good``: the rule finds nothing.

Words behind that set the scene: ``files=a,b:5MB`` (names in the build context, with a size where it matters),
``ignore=.git,node_modules`` (lines of a ``.dockerignore``), ``strategy=mount``, ``today=2026-01-31``,
``registries=a,b``, ``repositories=…`` and ``tags=…`` (the allowed ones), ``digests`` (they are required), ``also=a,b``
(rules that are on too), ``profile=hadolint`` (the options that it sets), ``unfinished`` (no newline at the end).
"""

from __future__ import annotations

import re
from textwrap import dedent

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern

_FENCE = lazy_pattern(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = lazy_pattern(r"^#(?P<space> *)(?P<carets>\^+)(?: (?P<message>.*))?$")
_HEADING = lazy_pattern(r"^## (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn range: 0-based line and columns in code points, and the expected message."""

    line: int
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Example:
    """One example; ``text`` has no marks in it. ``kind`` is ``bad``, ``fixed`` or ``good``."""

    kind: str
    text: str
    marks: tuple[Mark, ...]
    options: dict[str, str]


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A rule's page: ``summary`` is the prose before the first heading, ``sections`` the rest by title, in order."""

    title: str
    summary: str
    sections: dict[str, str]
    examples: tuple[Example, ...]


def read_manual(documentation: str) -> ManualPage:
    """Take a docstring apart."""
    text = dedent(documentation).strip()
    title, _, rest = text.partition("\n")
    headings = list(_HEADING.finditer(rest))
    ends = [heading.start() for heading in headings] + [len(rest)]
    sections = {
        heading.group("title").strip(): rest[heading.end() : end].strip()
        for heading, end in zip(headings, ends[1:], strict=True)
    }
    return ManualPage(title.strip(), rest[: ends[0]].strip(), sections, tuple(_examples(text)))


def _examples(text: str) -> list[Example]:
    examples: list[Example] = []
    for match in _FENCE.finditer(text):
        words = match.group("info").split()
        if len(words) >= 2 and words[0] == "dockerfile":
            options = {name: value for name, _, value in (word.partition("=") for word in words[2:])}
            body, marks = _without_marks(match.group("body"))
            body = body.removesuffix("\n") if "unfinished" in options else body
            examples.append(Example(words[1], body, marks, options))
    return examples


def _without_marks(body: str) -> tuple[str, tuple[Mark, ...]]:
    lines: list[str] = []
    marks: list[Mark] = []
    for line in body.split("\n"):
        match = _MARK.match(line)
        if match is None:
            lines.append(line)
            continue
        touches_start = not match.group("space")
        start = 0 if touches_start else 1 + len(match.group("space"))
        end = 1 + len(match.group("space")) + len(match.group("carets"))
        marks.append(Mark(len(lines) - 1, start, end, match.group("message") or ""))
    return "\n".join(lines), tuple(marks)
