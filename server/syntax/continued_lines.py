"""The lines that make one instruction, joined as BuildKit joins them: continuations, comments and empty lines go."""

from __future__ import annotations

from .dataclass import dataclass
from .logical_text import LogicalText, Span
from .whitespace import SPACES


@dataclass(frozen=True, slots=True)
class LogicalHead:
    """The joined text of an instruction without its heredoc bodies, and what was left out of it."""

    line: LogicalText
    length: int
    comments: tuple[Span, ...]
    continuations: tuple[Span, ...]
    empty_lines: tuple[Span, ...]


def shifted_head(head: LogicalHead, by: int) -> LogicalHead:
    """The same head as seen from a start that lies ``by`` code points earlier."""
    line = LogicalText(head.line.text, head.line.logical_starts, tuple(at + by for at in head.line.source_starts))
    return LogicalHead(
        line,
        head.length,
        tuple(span.shifted(by) for span in head.comments),
        tuple(span.shifted(by) for span in head.continuations),
        tuple(span.shifted(by) for span in head.empty_lines),
    )


def continuation_start(line: str, escape: str) -> int:
    """Where the line-continuation character stands in a line without its line end; -1 if the line ends here.

    An escape character that another one precedes continues nothing (BuildKit, ``lineContinuationRegex``).
    """
    end = len(line)
    while end and line[end - 1] in " \t":
        end -= 1
    if not end or line[end - 1] != escape or (end > 1 and line[end - 2] == escape):
        return -1
    return end - 1


def join_lines(text: str, escape: str, skipped: int = 0) -> LogicalHead:
    """Join the lines at the start of ``text`` that make one instruction; ``length`` says how much that is.

    The first ``skipped`` characters say nothing.
    """
    pieces: list[tuple[str, int]] = []
    comments: list[Span] = []
    continuations: list[Span] = []
    empty_lines: list[Span] = []
    at = 0
    while True:
        newline = text.find("\n", at)
        line_end = len(text) if newline < 0 else newline + 1
        line = text[at:line_end].rstrip("\r\n")
        start = at
        if at == 0:
            content = line[skipped:].lstrip(SPACES)
            start = len(line) - len(content)
            line = content
        continues = continuation_start(line, escape)
        content = line if continues < 0 else line[:continues]
        stripped = line.lstrip(SPACES) if at else line
        if at and not stripped:
            empty_lines.append(Span(at, line_end))
            continues = 0
        elif at and stripped[0] == "#":
            comments.append(Span(at + len(line) - len(stripped), at + len(line)))
            continues = 0
        else:
            if content or not pieces:
                pieces.append((content, start))
            if continues >= 0:
                continuations.append(Span(start + continues, start + continues + 1))
        at = line_end
        if continues < 0 or at >= len(text):
            break
    line_text = LogicalText.joined(pieces, 0)
    return LogicalHead(line_text, at, tuple(comments), tuple(continuations), tuple(empty_lines))
