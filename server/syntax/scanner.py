"""Cut a text into items, one at a time, as BuildKit's parser reads lines.

The scanner never refuses: an unknown word is an instruction of unknown kind, and an unterminated heredoc ends before the
next line that begins with a known keyword in capitals, so that the rest of a half-typed file is still understood.
Source: BuildKit, ``frontend/dockerfile/parser``; https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .grammar import DIRECTIVES, GRAMMAR, KEYWORDS, Keyword
from .heredoc import Heredoc, HeredocOpening, heredoc_body, heredoc_openings
from .items import BlankLine, Comment, Directive, Instruction, Item, continuation_start
from .logical_text import Span
from .whitespace import SPACES

_DIRECTIVE = re.compile(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*\Z")
_RECOVERY = re.compile(rf"(?:{'|'.join(KEYWORDS)})[ \t]")


@dataclass(frozen=True, slots=True)
class ScannerState:
    """What the scanner knows between two items: the escape character, and whether directives may still come."""

    escape: str = "\\"
    in_directives: bool = True
    seen: tuple[str, ...] = ()


INITIAL = ScannerState()


def scan_item(text: str, start: int, state: ScannerState) -> tuple[Item, int, ScannerState]:
    """The item that begins at ``start`` (a line start before the end of the text), its end, and the state after it."""
    newline = text.find("\n", start)
    line_end = len(text) if newline < 0 else newline + 1
    line = text[start:line_end]
    content = line.strip(SPACES if start else SPACES + "\ufeff")
    if content and content[0] != "#":
        item, end = scan_instruction(text, start, state.escape)
        return item, end, state if not state.in_directives else replace(state, in_directives=False)
    if state.in_directives:
        return _scan_in_directives(line, line_end, content, state)
    return (Comment(line) if content else BlankLine(line)), line_end, state


def _scan_in_directives(line: str, line_end: int, content: str, state: ScannerState) -> tuple[Item, int, ScannerState]:
    if not content:
        return BlankLine(line), line_end, replace(state, in_directives=False)
    match = _DIRECTIVE.match(content)
    if match is None:
        return Comment(line), line_end, replace(state, in_directives=False)
    name = match.group(1).lower()
    if name not in DIRECTIVES:
        return Comment(line), line_end, state
    value = match.group(2)
    shift = line.index(content)
    problem = None
    escape = state.escape
    if name in state.seen:
        problem = f"`{name}` is given twice; only one such directive may stand in a file"
    elif name == "escape":
        if value in ("\\", "`"):
            escape = value
        else:
            problem = f"`{value}` cannot be the escape character; it has to be a backslash or a backtick"
    directive = Directive(
        line, name, value, Span(*match.span(1)).shifted(shift), Span(*match.span(2)).shifted(shift), problem
    )
    return directive, line_end, ScannerState(escape, True, (*state.seen, name))


def scan_instruction(text: str, start: int, escape: str) -> tuple[Instruction, int]:
    """The instruction that begins at ``start`` and its end."""
    head_end = _head_end(text, start, escape)
    head = Instruction(text[start:head_end], escape, head_end - start)
    if "<<" not in head.text:
        return head, head_end
    openings = heredoc_openings(head.line) if _may_hold_heredocs(head) else ()
    if not openings:
        return head, head_end
    heredocs, end = _heredocs(text, start, head_end, openings)
    return Instruction(text[start:end], escape, head_end - start, heredocs), end


def _head_end(text: str, start: int, escape: str) -> int:
    newline = text.find("\n", start)
    if newline < 0:
        return len(text)
    line = text[start : newline + 1].rstrip()
    if not line.endswith(escape):
        return newline + 1
    return start + _continued_length(text, start, escape)


def _continued_length(text: str, start: int, escape: str) -> int:
    """How many code points the continued lines from ``start`` on take."""
    at = start
    first = True
    while at < len(text):
        newline = text.find("\n", at)
        line_end = len(text) if newline < 0 else newline + 1
        line = text[at:line_end].rstrip("\r\n")
        stripped = line.lstrip(SPACES)
        at = line_end
        if not first and (not stripped or stripped[0] == "#"):
            continue
        first = False
        if continuation_start(line, escape) < 0:
            break
    return at - start


def _may_hold_heredocs(head: Instruction) -> bool:
    instruction = head
    if head.keyword is Keyword.ONBUILD and head.nested is not None:
        instruction = head.nested
    if instruction.keyword is None or not GRAMMAR[instruction.keyword].may_hold_heredocs:
        return False
    return not instruction.is_exec_form


def _heredocs(
    text: str, start: int, head_end: int, openings: tuple[HeredocOpening, ...]
) -> tuple[tuple[Heredoc, ...], int]:
    heredocs: list[Heredoc] = []
    at = head_end
    for opening in openings:
        found = heredoc_body(text, at, opening)
        if found is None:
            body_end = _recovery_point(text, at)
            heredocs.append(Heredoc(opening, Span(at - start, body_end - start), None))
            return tuple(heredocs), body_end
        body_end, terminator_end, line_end = found
        terminator = Span(body_end - start, terminator_end - start)
        heredocs.append(Heredoc(opening, Span(at - start, body_end - start), terminator))
        at = line_end
    return tuple(heredocs), at


def _recovery_point(text: str, start: int) -> int:
    at = start
    while at < len(text):
        if _RECOVERY.match(text, at):
            return at
        newline = text.find("\n", at)
        if newline < 0:
            break
        at = newline + 1
    return len(text)
