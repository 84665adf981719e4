"""Paint what a shell reads in a script: commands, options, strings, variables, operators, reserved words, comments.

Promises: only characters of the script are painted; what stands in a string that was unescaped first is left a string.
Scripts of Windows shells get their commands and options; a script of another language gets nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..shell.script import Assignment, Command, Redirection, Script
from ..shell.words import Word
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import LogicalText
from .token_type import TokenType

_BETWEEN = lazy_pattern(
    r"(?P<comment>(?:(?<=[\s;&|()])|^)#[^\n]*)"
    r"|(?P<reserved>(?<![\w$./-])(?:if|then|elif|else|fi|while|until|for|select|in|do|done|case|esac|function)(?![\w./-]))"
    r"|(?P<operator>&&|\|\||;;|[;&|()<>!{}]|\[\[|\]\])",
    re.MULTILINE,
)
_TESTS = ("[", "[[", "test")


def paint_script(strokes: bytearray, script: Script) -> None:
    """Paint a script over the item that holds it; each stroke is a type plus one."""
    if not script.dialect.is_posix and not script.commands:
        return
    painter = _Painter(strokes, script.text)
    if script.dialect.is_posix:
        _paint_between(painter, script)
    for found in sorted(_parts(script), key=lambda part: (part.start, isinstance(part, Assignment))):
        match found:
            case Command():
                _paint_command(painter, found)
            case Assignment():
                _paint_assignment(painter, found)
            case Redirection():
                _paint_redirection(painter, found)
    for use in script.variables:
        if use.origin is script.text and script.text.text.startswith("$", use.start):
            painter.paint(use.start, use.end, TokenType.VARIABLE)


class _Painter:
    """Paints ranges of a logical text where they are written."""

    def __init__(self, strokes: bytearray, text: LogicalText) -> None:
        self.strokes = strokes
        self.source = text
        self.text = text.text

    def paint(self, start: int, end: int, kind: TokenType | None) -> None:
        """Paint, or wipe off."""
        starts, sources = self.source.logical_starts, self.source.source_starts
        piece = max(bisect_right(starts, start) - 1, 0)
        value = bytes((0 if kind is None else kind + 1,))
        while start < end:
            stop = min(end, starts[piece + 1]) if piece + 1 < len(starts) else end
            at = sources[piece] + start - starts[piece]
            self.strokes[at : at + stop - start] = value * (stop - start)
            start = stop
            piece += 1


def _parts(script: Script) -> Iterator[Command | Assignment | Redirection]:
    assignments = {one.start: one for one in script.assignments}
    for command in script.commands:
        if _is_written(script, command.name):
            yield command
        assignments.update((one.start, one) for one in command.assignments)
    yield from (one for one in assignments.values() if script.text.text.startswith(one.name, one.start))
    yield from script.group_redirections


def _is_written(script: Script, word: Word) -> bool:
    """Whether a word stands in the script as it is, not in a string that was unescaped."""
    return word.origin is script.text and script.text.text[word.start : word.end] == word.text


def _paint_between(painter: _Painter, script: Script) -> None:
    """Operators, reserved words and comments: what stands outside of commands and assignments."""
    covered = bytearray(len(painter.text))
    for part in _parts(script):
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
        redirections = part.redirections if isinstance(part, Command) else ()
        for redirection in (*redirections, *((part,) if isinstance(part, Redirection) else ())):
            if redirection.body is not None:
                end = painter.text.find("\n", redirection.body.end)
                stop = len(painter.text) if end < 0 else end
                covered[redirection.body.start : stop] = b"\1" * (stop - redirection.body.start)
                painter.paint(redirection.body.start, redirection.body.end, TokenType.STRING)
    for separator in script.separators:
        if painter.text[separator.start] != "\n":
            painter.paint(separator.start, separator.end, TokenType.OPERATOR)
    for gap in re.finditer(rb"\0+", covered):
        for match in _BETWEEN.finditer(painter.text, *gap.span()):
            if match["comment"]:
                painter.paint(*match.span(), TokenType.COMMENT)
            else:
                painter.paint(*match.span(), TokenType.KEYWORD if match["reserved"] else TokenType.OPERATOR)


def _paint_command(painter: _Painter, command: Command) -> None:
    name = command.name
    is_test = name.text in _TESTS
    if name.value is not None:
        painter.paint(name.start, name.end, TokenType.KEYWORD if is_test else TokenType.FUNCTION)
    for word in command.arguments:
        if is_test and word.text in ("]", "]]"):
            painter.paint(word.start, word.end, TokenType.KEYWORD)
        else:
            _paint_argument(painter, word)
    for redirection in command.redirections:
        _paint_redirection(painter, redirection)


def _paint_argument(painter: _Painter, word: Word) -> None:
    if word.text.startswith("-") and len(word.text) > 1:
        equals = word.text.find("=")
        end = word.end if equals < 0 else word.start + equals
        painter.paint(word.start, end, TokenType.PARAMETER)
        if "'" in word.text[equals:] or '"' in word.text[equals:]:
            painter.paint(end + 1, word.end, TokenType.STRING)
    else:
        painter.paint(word.start, word.end, TokenType.STRING if word.is_quoted else None)


def _paint_redirection(painter: _Painter, redirection: Redirection) -> None:
    operator = (redirection.file_descriptor or "") + redirection.operator
    painter.paint(redirection.start, redirection.start + len(operator), TokenType.OPERATOR)
    target = redirection.target
    if target is not None and redirection.body is not None:
        painter.paint(target.start, target.end, TokenType.MACRO)
    elif target is not None:
        painter.paint(target.start, target.end, TokenType.STRING if target.is_quoted else None)


def _paint_assignment(painter: _Painter, assignment: Assignment) -> None:
    end = assignment.start + len(assignment.name)
    painter.paint(assignment.start, end, TokenType.VARIABLE)
    sign = 2 if assignment.appends else 1
    if painter.text.startswith("=", end + sign - 1):
        painter.paint(end, end + sign, TokenType.OPERATOR)
    if assignment.value is not None and assignment.value.is_quoted and assignment.value.start >= end:
        painter.paint(assignment.value.start, assignment.value.end, TokenType.STRING)
