"""Heredocs: which words of an instruction open one, and where its body lies.

BuildKit looks for words of the form ``<<NAME``, ``<<-NAME``, ``<< NAME`` or ``3<<NAME`` in ADD, COPY and RUN, also
behind ONBUILD. It does not know shell syntax: the shift in ``$((1 << 2))`` opens a heredoc, and so it does here.
Source: https://docs.docker.com/reference/dockerfile/#here-documents
"""

from __future__ import annotations

from .dataclass import dataclass
from .expansion import Expansion, Literal, Part, read_parts, reads_to
from .lazy_pattern import lazy_pattern
from .logical_text import LogicalText, Span
from .whitespace import SPACES

_HEREDOC = lazy_pattern(r"([0-9]*)<<(-?)[\t\n\f\r ]*([^<]*)\Z")
_SPACES_BEFORE_DELIMITER = "\t\n\r "
_LARGEST_DESCRIPTOR = 2**64 - 1


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
    """The heredocs that a joined instruction opens, in order; none where a quote or brace in it stays open."""
    if "<<" not in line.text:
        return ()
    ranges = _lexer_words(line)
    found = (_opening(line, start, end) for start, end in ranges)
    return tuple(opening for opening in found if opening is not None)


def _opening(line: LogicalText, start: int, end: int) -> HeredocOpening | None:
    match = _HEREDOC.match(line.text[start:end])
    if match is None:
        return None
    name_start = start + match.start(3)
    parts = read_parts(line.slice(name_start, end), "\\")
    delimiter = "".join(map(_as_written, parts.parts))
    if parts.problem is not None or not delimiter or any(map(_has_operator, parts.parts)):
        return None
    return HeredocOpening(
        delimiter=delimiter,
        strips_tabs=bool(match.group(2)),
        is_expanded=not any(part.is_quoted for part in parts.parts),
        file_descriptor=_descriptor(match.group(1)),
        span=line.span(start, end),
        delimiter_span=line.span(name_start, end),
    )


def _descriptor(digits: str) -> int:
    """The number before ``<<``, 0 where there is none; too large a one becomes the largest (Go, ``ParseUint``)."""
    significant = digits.lstrip("0")
    if len(significant) > len(str(_LARGEST_DESCRIPTOR)):
        return _LARGEST_DESCRIPTOR
    return min(int(significant or 0), _LARGEST_DESCRIPTOR)


def _as_written(part: Part) -> str:
    """A part of a delimiter; variables are not replaced in it."""
    if isinstance(part, Literal):
        return part.text
    return f"${{{part.name}}}" if part.is_braced else f"${part.name}"


def _has_operator(part: Part) -> bool:
    """``<<${NAME:-x}`` opens nothing, while ``<<${NAME}`` does."""
    return isinstance(part, Expansion) and part.operator is not None


def _lexer_words(line: LogicalText) -> list[tuple[int, int]]:
    """Word ranges as BuildKit's shell lexer splits them, white space inside braces included; none if it gives up."""
    text = line.text
    words: list[tuple[int, int]] = []
    at, length, start = 0, len(text), -1
    while at < length:
        character = text[at]
        if character in SPACES:
            if start >= 0:
                words.append((start, at))
            start = -1
            at += 1
            continue
        start = at if start < 0 else start
        end = _unit_end(line, at)
        if end < 0:
            return []
        if character == "$":
            for space in (index for index in range(at, end) if text[index] in SPACES):
                if start < space:
                    words.append((start, space))
                start = space + 1
        at = end
    if 0 <= start < length:
        words.append((start, length))
    return words


def _unit_end(line: LogicalText, at: int) -> int:
    """The offset behind the character, quoted string, escape or expansion at ``at``; -1 if it stays open."""
    character = line.text[at]
    if character == "\\":
        return min(at + 2, len(line.text))
    if line.text.startswith("<<", at):
        at += 2
        while line.text[at : at + 1] and line.text[at] in _SPACES_BEFORE_DELIMITER:
            at += 1
        return at
    if character == "'":
        return line.text.find("'", at + 1) + 1 or -1
    return reads_to(line, at, "\\") if character in '"$' else at + 1


def heredoc_body(text: str, start: int, opening: HeredocOpening) -> tuple[int, int, int] | None:
    """Body end, terminator end and line end of a heredoc whose body begins at ``start``; ``None`` if it stays open."""
    delimiter = opening.delimiter
    # The line end in front spares a look at every other place where the delimiter stands.
    needle = delimiter if opening.strips_tabs else f"\n{delimiter}"
    found = text.find(needle, max(start - 1, 0))
    while found >= 0:
        line_start = max(text.rfind("\n", start, found + 1) + 1, start)
        newline = text.find("\n", max(found + 1, start))
        line_end = len(text) if newline < 0 else newline + 1
        line = text[line_start:line_end].rstrip("\r\n")
        if (line.lstrip("\t") if opening.strips_tabs else line) == delimiter:
            return line_start, line_start + len(line), line_end
        found = text.find(needle, line_end - 1 if newline >= 0 else line_end)
    return None
