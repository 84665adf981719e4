"""Reads one word: where it ends, what quoting makes of it, and the variables and commands inside.

Nothing is refused. A quote or brace that is never closed reaches to the end of the text; the word then has no value and
the script is marked as having errors. Commands in ``$(…)``, backquotes and ``<(…)`` are read by the script reader.
"""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern
from .dialect import Dialect
from .model import Place
from .quoting import WordScan, leave_unclosed, read_ansi_quoted, read_escape, read_single_quoted
from .reading import NESTING_LIMIT, Reading
from .substitutions import read_backquoted_commands, read_bracketed_commands
from .words import VariableUse, Word

PLAIN_WORD = lazy_pattern(r"(?!\d+[<>])[A-Za-z0-9_./:@%+,^=-]+(?=[ \t\r\n;&|<>()]|\Z)")
"""A word in which nothing is special. Digits before a redirection are its file descriptor."""

NEXT_PLAIN_WORD = lazy_pattern(rf"[ \t]*({PLAIN_WORD.pattern})")
"""The same, with the blanks before it."""

_RUN = lazy_pattern(r"[^ \t\r\n;&|<>()\\'\"$`*?\[{]+")
_DOUBLE_RUN = lazy_pattern(r"[^\"\\$`]+")
_HEREDOC_RUN = lazy_pattern(r"[^\\$`]+")
_BRACE_RUN = lazy_pattern(r"[^}\"'\\$`]+")
_BRACES = lazy_pattern(r"\{[^{} \t\r\n'\"]*(?:,|\.\.)[^{} \t\r\n'\"]*\}")
_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_PARAMETER = lazy_pattern(
    r"(?P<prefix>[#!](?=[A-Za-z0-9_@*#?$!-]))?"
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])"
    r"(?P<element>\[[^\]{}\n]*\])?"
    r"(?P<operator>:[-=?+]|[-=?+]|##?|%%?|//?|\^\^?|,,?|@[A-Za-z]|:)?"
)
_ARITHMETIC_STOP = lazy_pattern(r"[()$`]")
_ARRAY = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*\+?=\Z")


def read_word(reading: Reading, place: Place) -> Word:
    """The word at the reading's position, which moves behind it. It is empty where no word can begin."""
    start = reading.position
    scan = WordScan(place)
    _unquoted(reading, scan, start)
    return _finished(reading, scan, start, reading.position)


def read_body(reading: Reading, place: Place, start: int, end: int) -> Word:
    """The text of a here-document between two positions, in which variables and commands are expanded."""
    position, limit = reading.position, reading.end
    reading.position, reading.end = start, end
    scan = WordScan(place, is_quoted=True)
    _quoted(reading, scan, _HEREDOC_RUN, None)
    word = _finished(reading, scan, start, end)
    reading.position, reading.end = position, limit
    return word


def plain_word(reading: Reading, start: int, end: int, text: str) -> Word:
    """A word in which nothing is special."""
    draft = reading.draft
    if reading.pinned is None:
        return Word(draft.origin, reading.base + start, reading.base + end, text, text)
    return Word(draft.origin, *reading.pinned, text, text)


def _finished(reading: Reading, scan: WordScan, start: int, end: int) -> Word:
    parts: tuple[str | VariableUse | None, ...] = ()
    value: str | None = None
    if scan.is_static:
        if not scan.has_braces or reading.draft.scopes[scan.place.scope].dialect is not Dialect.BASH:
            value = "".join(scan.literal)
    else:
        if scan.literal:
            scan.parts.append("".join(scan.literal))
        parts = tuple(scan.parts)
    return Word(
        reading.draft.origin,
        reading.start_at(start),
        reading.end_at(end),
        reading.text[start:end],
        value,
        parts,
        tuple(scan.variables),
        scan.has_glob,
        scan.has_braces,
        scan.is_quoted,
    )


def _unquoted(reading: Reading, scan: WordScan, start: int) -> None:
    text = reading.text
    while reading.position < reading.end:
        run = _RUN.match(text, reading.position, reading.end)
        if run is not None:
            scan.literal.append(run[0])
            reading.position = run.end()
            continue
        at = reading.position
        match text[at]:
            case "\\":
                read_escape(reading, scan)
            case "'":
                read_single_quoted(reading, scan)
            case '"':
                reading.position += 1
                scan.is_quoted = True
                _quoted(reading, scan, _DOUBLE_RUN, '"')
            case "$":
                _dollar(reading, scan, quoted=False)
            case "`":
                read_backquoted_commands(reading, scan)
            case "*" | "?" | "[" as character:
                scan.has_glob |= character != "[" or text.find("]", at + 2, reading.end) > 0
                scan.literal.append(character)
                reading.position += 1
            case "{":
                _brace(reading, scan)
            case "(" if _opens_array(text, start, at) or (at > start and text[at - 1] in "@!+?*"):
                _bracketed(reading, scan)
            case "<" | ">" if text[at + 1 : at + 2] == "(" and at + 1 < reading.end:
                read_bracketed_commands(reading, scan, at + 2)
            case _:
                return


def _opens_array(text: str, start: int, at: int) -> bool:
    return text[at - 1 : at] == "=" and _ARRAY.match(text, start, at) is not None


def _quoted(reading: Reading, scan: WordScan, run: re.Pattern[str], closing: str | None) -> None:
    """Text in which only dollar signs, backquotes and some backslashes mean something, up to ``closing``."""
    text = reading.text
    while reading.position < reading.end:
        plain = run.match(text, reading.position, reading.end)
        if plain is not None:
            scan.literal.append(plain[0])
            reading.position = plain.end()
            continue
        match text[reading.position]:
            case "\\":
                escaped = text[reading.position + 1 : min(reading.position + 2, reading.end)]
                if escaped != "\n":
                    drops = escaped in ("$", "`", "\\") or (escaped == '"' and closing == '"')
                    scan.literal.append(escaped if drops else "\\" + escaped)
                reading.position = min(reading.position + 2, reading.end)
            case "$":
                _dollar(reading, scan, quoted=True)
            case "`":
                read_backquoted_commands(reading, scan)
            case _:
                reading.position += 1
                return
    if closing is not None:
        leave_unclosed(reading, scan)


def _dollar(reading: Reading, scan: WordScan, quoted: bool) -> None:
    text, at = reading.text, reading.position
    follower = text[at + 1 : min(at + 2, reading.end)]
    if follower == "{":
        _parameter(reading, scan, quoted)
    elif follower == "(":
        if text[at + 2 : at + 3] == "(" and _arithmetic(reading, scan, quoted):
            return
        read_bracketed_commands(reading, scan, at + 2)
    elif not quoted and follower == "'":
        read_ansi_quoted(reading, scan)
    elif not quoted and follower == '"':
        reading.position += 1
    else:
        name = _NAME.match(text, at + 1, reading.end)
        if name is None:
            scan.literal.append("$")
            reading.position += 1
            return
        reading.position = name.end()
        scan.dynamic(_use(reading, scan, at, name[0], None, None, quoted))


def _use(
    reading: Reading, scan: WordScan, start: int, name: str, operator: str | None, argument: str | None, quoted: bool
) -> VariableUse:
    use = VariableUse(
        reading.draft.origin,
        reading.start_at(start),
        reading.end_at(reading.position),
        name,
        operator,
        argument,
        quoted,
    )
    scan.variables.append(use)
    reading.draft.variables.append(use)
    return use


def _parameter(reading: Reading, scan: WordScan, quoted: bool) -> None:
    start = reading.position
    head = _PARAMETER.match(reading.text, start + 2, reading.end)
    if head is not None and head["prefix"] and head["operator"] is None and not _closes(reading, head.end()):
        head = None
    reading.position = head.end() if head is not None else start + 2
    argument = WordScan(scan.place)
    if not _argument(reading, argument, quoted):
        leave_unclosed(reading, scan)
        return
    scan.variables.extend(argument.variables)
    if head is None:
        reading.fail()
        scan.dynamic(None)
        return
    operator: str | None = head["operator"]
    if head["prefix"]:
        operator = "length" if head["prefix"] == "#" else "!"
    elif head["element"]:
        operator = "["
    elif operator is None and reading.position - 1 != head.end():
        reading.fail()
    static = "".join(argument.literal) if argument.is_static and operator is not None else None
    scan.dynamic(_use(reading, scan, start, head["name"], operator, static, quoted))


def _closes(reading: Reading, position: int) -> bool:
    return position < reading.end and reading.text[position] == "}"


def _argument(reading: Reading, scan: WordScan, quoted: bool) -> bool:
    """What stands between the operator and the closing brace; ``False`` when there is no closing brace."""
    text = reading.text
    if reading.draft.nesting >= NESTING_LIMIT:
        return False
    reading.draft.nesting += 1
    closed = False
    while reading.position < reading.end and not closed:
        run = _BRACE_RUN.match(text, reading.position, reading.end)
        if run is not None:
            scan.literal.append(run[0])
            reading.position = run.end()
            continue
        match text[reading.position]:
            case "}":
                reading.position += 1
                closed = True
            case "\\":
                read_escape(reading, scan)
            case "'" if quoted:
                scan.literal.append("'")
                reading.position += 1
            case "'":
                read_single_quoted(reading, scan)
            case '"':
                reading.position += 1
                _quoted(reading, scan, _DOUBLE_RUN, '"')
            case "$":
                _dollar(reading, scan, quoted)
            case _:
                read_backquoted_commands(reading, scan)
    reading.draft.nesting -= 1
    return closed


def _arithmetic(reading: Reading, scan: WordScan, quoted: bool) -> bool:
    """``$((…))``; ``False``, with nothing read, when the brackets are those of a command substitution."""
    text, at, depth = reading.text, reading.position + 3, 0
    inner = WordScan(scan.place)
    while (stop := _ARITHMETIC_STOP.search(text, at, reading.end)) is not None:
        at = stop.end()
        if stop[0] == "(":
            depth += 1
        elif stop[0] == ")" and depth:
            depth -= 1
        elif stop[0] == ")":
            if text[at : min(at + 1, reading.end)] != ")":
                return False
            _arithmetic_variables(reading, inner, reading.position + 3, at - 1, quoted)
            scan.variables.extend(inner.variables)
            scan.dynamic(None)
            reading.position = at + 1
            return True
    return False


def _arithmetic_variables(reading: Reading, scan: WordScan, start: int, end: int, quoted: bool) -> None:
    if reading.draft.nesting >= NESTING_LIMIT:
        return
    reading.draft.nesting += 1
    limit = reading.end
    reading.end = end
    at = start
    while (at := reading.text.find("$", at, end)) >= 0:
        reading.position = at
        _dollar(reading, scan, quoted)
        at = max(reading.position, at + 1)
    reading.end = limit
    reading.position = start - 3
    reading.draft.nesting -= 1


def _brace(reading: Reading, scan: WordScan) -> None:
    braces = _BRACES.match(reading.text, reading.position, reading.end)
    if braces is not None:
        scan.has_braces = True
    scan.literal.append("{")
    reading.position += 1


def _bracketed(reading: Reading, scan: WordScan) -> None:
    """The elements of an array or the alternatives of an extended glob: nothing static can be said of them."""
    scan.has_glob |= reading.text[reading.position - 1] != "="
    reading.position += 1
    if reading.draft.nesting >= NESTING_LIMIT:
        leave_unclosed(reading, scan)
        return
    reading.draft.nesting += 1
    scan.dynamic(None)
    inner = WordScan(scan.place)
    while reading.position < reading.end and reading.text[reading.position] != ")":
        before = reading.position
        _unquoted(reading, inner, reading.position)
        if reading.position == before:
            reading.position += 1
    scan.variables.extend(inner.variables)
    if reading.position >= reading.end:
        reading.fail()
    reading.position = min(reading.position + 1, reading.end)
    reading.draft.nesting -= 1
