"""Heredocs: which words of an instruction open one, and where its body lies.

BuildKit looks for words of the form ``<<NAME``, ``<<-NAME`` or ``3<<NAME`` in ADD, COPY and RUN, also behind ONBUILD.
Source: https://docs.docker.com/reference/dockerfile/#here-documents
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .expansion import read_parts
from .logical_text import LogicalText, Span
from .whitespace import SPACES

_HEREDOC = re.compile(r"(\d*)<<(-?)([^<]*)\Z")
_QUOTING = re.compile(r"""['"\\]""")


@dataclass(frozen=True, slots=True)
class HeredocOpening:
    """``<<NAME`` in the instruction: the delimiter without quotes, and whether variables in the body expand."""

    delimiter: str
    strips_tabs: bool
    is_expanded: bool
    file_descriptor: int
    span: Span
    delimiter_span: Span


@dataclass(frozen=True, slots=True)
class Heredoc:
    """An opening with its body: ``body`` covers whole lines, ``terminator`` is ``None`` where there is none."""

    opening: HeredocOpening
    body: Span
    terminator: Span | None

    @property
    def is_terminated(self) -> bool:
        """Whether the closing delimiter was found."""
        return self.terminator is not None


def heredoc_openings(line: LogicalText) -> tuple[HeredocOpening, ...]:
    """The heredocs that a joined instruction opens, in order."""
    if "<<" not in line.text:
        return ()
    ranges = list(_lexer_words(line.text))
    if any(end < 0 for _, end in ranges):
        return ()
    found = (_opening(line, start, end) for start, end in ranges)
    return tuple(opening for opening in found if opening is not None)


def _opening(line: LogicalText, start: int, end: int) -> HeredocOpening | None:
    match = _HEREDOC.match(line.text[start:end])
    if match is None or not match.group(3):
        return None
    name_start = start + match.start(3)
    raw = line.slice(name_start, end)
    parts = read_parts(raw, "\\")
    if parts.problem is not None:
        return None
    static = parts.static_value()
    value = raw.text if static is None else static
    return HeredocOpening(
        delimiter=value,
        strips_tabs=bool(match.group(2)),
        is_expanded=_QUOTING.search(raw.text) is None,
        file_descriptor=int(match.group(1) or 0),
        span=line.span(start, end),
        delimiter_span=line.span(name_start, end),
    )


def _lexer_words(text: str) -> Iterator[tuple[int, int]]:
    """Word ranges as BuildKit's shell lexer splits them; an end of -1 says that a quote or brace stays open."""
    at, length = 0, len(text)
    while True:
        while at < length and text[at] in SPACES:
            at += 1
        if at >= length:
            return
        start = at
        while at < length and text[at] not in SPACES:
            at = _skip_unit(text, at)
            if at < 0:
                yield start, -1
                return
        yield start, min(at, length)


def _skip_unit(text: str, at: int) -> int:
    """The offset behind the character, quoted string, escape or braced expansion at ``at``; -1 if it stays open."""
    character = text[at]
    if character == "\\":
        return at + 2
    if character == "'":
        end = text.find("'", at + 1)
        return end + 1 if end >= 0 else -1
    if character == '"':
        return _skip_until(text, at + 1, '"')
    if text.startswith("${", at):
        return _skip_until(text, at + 2, "}")
    return at + 1


def _skip_until(text: str, at: int, stop: str) -> int:
    while at < len(text):
        if text[at] == stop:
            return at + 1
        if stop == '"' and text[at] == "'":
            at += 1
            continue
        at = _skip_unit(text, at)
        if at < 0:
            return -1
    return -1


def heredoc_body(text: str, start: int, opening: HeredocOpening) -> tuple[int, int, int] | None:
    """Body end, terminator end and line end of a heredoc whose body begins at ``start``; ``None`` if it stays open."""
    at = start
    delimiter = opening.delimiter
    while at < len(text):
        newline = text.find("\n", at)
        line_end = len(text) if newline < 0 else newline + 1
        line = text[at:line_end].rstrip("\r\n")
        if (line.lstrip("\t") if opening.strips_tabs else line) == delimiter:
            return at, at + len(line), line_end
        at = line_end
    return None
