"""Cut a text into items, one at a time, as BuildKit's parser reads lines.

The scanner never refuses: an unknown word is an instruction of unknown kind, and an unterminated heredoc ends before
the next line that begins with a known keyword in capitals, so that the rest of a half-typed file is still understood.
Source: BuildKit, ``frontend/dockerfile/parser``; https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

import re
from dataclasses import replace

from .continued_lines import continuation_start
from .dataclass import dataclass
from .grammar import DIRECTIVES, GRAMMAR, KEYWORDS, Keyword
from .heredoc import Heredoc, HeredocOpening, heredoc_body, heredoc_openings
from .items import BlankLine, Comment, Directive, Instruction, Item
from .lazy_pattern import lazy_pattern
from .logical_text import Span
from .whitespace import SPACES

BYTE_ORDER_MARK = "\ufeff"
"""Says nothing at the very start of a file; anywhere else it is a character like others."""

_GO_SPACE = r"[\t\n\f\r ]*"
_DIRECTIVE = lazy_pattern(rf"#[{SPACES}]*([a-zA-Z][a-zA-Z0-9]*){_GO_SPACE}={_GO_SPACE}([^\n]+?){_GO_SPACE}\Z")
_RECOVERY = lazy_pattern(rf"^(?:{'|'.join(KEYWORDS)})[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ScannerState:
    """What the scanner knows between two items: the escape character, and whether directives may still come.

    ``names`` are the directives that may come: behind a shebang line BuildKit still looks for ``syntax`` and ``check``,
    but no more for ``escape``.
    """

    escape: str = "\\"
    in_directives: bool = True
    names: tuple[str, ...] = DIRECTIVES
    seen: tuple[str, ...] = ()


INITIAL = ScannerState()


def scan_item(text: str, start: int, state: ScannerState) -> tuple[Item, int, ScannerState]:
    """The item that begins at ``start`` (a line start before the end of the text), its end, and the state after it."""
    newline = text.find("\n", start)
    line_end = len(text) if newline < 0 else newline + 1
    line = text[start:line_end]
    skipped = 1 if not start and line[0] == BYTE_ORDER_MARK else 0
    content = line[skipped:].strip(SPACES)
    if content and content[0] != "#":
        item, end = scan_instruction(text, start, state.escape, skipped)
        return item, end, state if not state.in_directives else replace(state, in_directives=False)
    if state.in_directives:
        return _scan_in_directives(line, line_end, skipped, state)
    return (Comment(line) if content else BlankLine(line)), line_end, state


def _scan_in_directives(line: str, line_end: int, skipped: int, state: ScannerState) -> tuple[Item, int, ScannerState]:
    content = line[skipped:].strip(SPACES)
    if not content:
        return BlankLine(line), line_end, replace(state, in_directives=False)
    if not state.seen and line.startswith("#!", skipped) and state.names == DIRECTIVES:
        return Comment(line), line_end, replace(state, names=("syntax", "check"))
    match = _DIRECTIVE.match(content)
    name = "" if match is None else match.group(1).lower()
    is_indented = not line.startswith("#", skipped)
    is_behind_shebang = state.names != DIRECTIVES
    if match is None or name not in state.names or (is_behind_shebang and (is_indented or name in state.seen)):
        return Comment(line), line_end, replace(state, in_directives=False)
    seen = state if name in state.seen else replace(state, seen=(*state.seen, name))
    if name != "escape" and name not in state.seen and is_indented:
        # The parser remembers it, but what looks for `syntax` and `check` wants the number sign to open the line.
        return Comment(line), line_end, seen
    shift = line.index(content)
    value = match.group(2)
    name_span, value_span = (Span(*match.span(group)).shifted(shift) for group in (1, 2))
    problem = _directive_problem(name, value, state)
    if name == "escape" and problem is None:
        seen = replace(seen, escape=value)
    return Directive(line, name, value, name_span, value_span, problem), line_end, seen


def _directive_problem(name: str, value: str, state: ScannerState) -> str | None:
    if name in state.seen:
        return f"`{name}` is given twice; only one such directive may stand in a file"
    if name == "escape" and value not in ("\\", "`"):
        return f"`{value}` cannot be the escape character; it has to be a backslash or a backtick"
    return None


def scan_instruction(text: str, start: int, escape: str, skipped: int = 0) -> tuple[Instruction, int]:
    """The instruction that begins at ``start`` and its end; its first ``skipped`` characters say nothing."""
    head_end = _head_end(text, start, escape)
    head = Instruction(text[start:head_end], escape, head_end - start, skipped=skipped)
    if "<<" not in head.text:
        return head, head_end
    openings = heredoc_openings(head.line) if _may_hold_heredocs(head) else ()
    if not openings:
        return head, head_end
    heredocs, end = _heredocs(text, start, head_end, openings)
    return Instruction(text[start:end], escape, head_end - start, heredocs, skipped=skipped), end


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
    match = _RECOVERY.search(text, start)
    return len(text) if match is None else match.start()
