"""Reads scripts of ``cmd`` and PowerShell, no further than can be done without their grammar.

The result is a flat list of commands. A statement that begins with a keyword, a variable or a bracket is left out, in
``cmd`` with the rest of its line, and a word that holds a variable, an expression or a bracket has no value. Reading
stops at a quote that is never closed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import LogicalText
from .dialect import Dialect
from .model import Command, Pipeline, Place, Scope, Script, Separator
from .words import Word

_POWERSHELL_KEYWORDS = frozenset(
    {"if", "elseif", "else", "foreach", "for", "while", "do", "until", "switch", "function", "filter", "param"}
    | {"try", "catch", "finally", "throw", "trap", "return", "exit", "break", "continue"}
    | {"begin", "process", "end", "class", "enum", "using", "data"}
)


class _Grammar(NamedTuple):
    blank: re.Pattern[str]
    operator: re.Pattern[str]
    word: re.Pattern[str]
    quoting: re.Pattern[str]
    dynamic: re.Pattern[str]
    program: re.Pattern[str]
    keywords: frozenset[str]


def _cmd_grammar() -> _Grammar:
    return _Grammar(
        blank=lazy_pattern(r"(?:[ \t\r]|\^\r?\n)*"),
        operator=lazy_pattern(r"&&|\|\||[&|\n()]"),
        word=lazy_pattern(r"(?:\^[\s\S]|\"[^\"\n]*\"|[^ \t\r\n\"&|()^])+"),
        quoting=lazy_pattern(r"\^([\s\S])|\"([^\"\n]*)\""),
        dynamic=lazy_pattern(r"%[^%\s]+%|%~?[0-9A-Za-z]|!\w+!"),
        program=lazy_pattern(r"@?[A-Za-z][\w.:\\/+-]*\Z|\"[^\"]+\"\Z"),
        keywords=frozenset({"for", "if", "else", "rem", "goto", "call", "setlocal", "endlocal", "in", "do"}),
    )


def _powershell_grammar() -> _Grammar:
    return _Grammar(
        blank=lazy_pattern(r"(?:[ \t\r]|`\r?\n|<#[\s\S]*?#>)*(?:#[^\n]*)?"),
        operator=lazy_pattern(r"&&|\|\||[;|\n]"),
        word=lazy_pattern(r"(?:`[\s\S]|'[^']*'|\"(?:`[\s\S]|[^\"`])*\"|[^ \t\r\n'\";|`(){}])+"),
        quoting=lazy_pattern(r"`([\s\S])|'([^']*)'|\"([^\"]*)\""),
        dynamic=lazy_pattern(r"[$@,]|\[.*\]"),
        program=lazy_pattern(r"[A-Za-z][\w.:\\/+-]*\Z"),
        keywords=_POWERSHELL_KEYWORDS,
    )


def read_windows_script(text: LogicalText, dialect: Dialect) -> Script:
    """The commands of a ``cmd`` or PowerShell script that are beyond doubt."""
    grammar = _powershell_grammar() if dialect is Dialect.POWERSHELL else _cmd_grammar()
    place = Place(None, 0, 0, False, False, False, False)
    commands: list[Command] = []
    pipelines: list[Pipeline] = []
    separators: list[Separator] = []
    operator: str | None = None
    position, complete = 0, True
    while position < len(text.text) and complete:
        words, position, complete = _statement(text, grammar, position)
        if words and complete and _is_command(words[0], grammar):
            start, end = words[0].start, words[-1].end
            commands.append(
                Command(text, start, end, words[0], tuple(words[1:]), (), (), operator, len(pipelines), place)
            )
            pipelines.append(Pipeline(text, start, end, (commands[-1],), 1, False))
        elif words and dialect is Dialect.CMD and words[0].text.lower() in grammar.keywords:
            line_end = text.text.find("\n", position)
            position = line_end if line_end >= 0 else len(text.text)
        token = grammar.operator.match(text.text, position)
        if token is not None:
            operator = token[0]
            separators.append(Separator(text, token.start(), token.end(), operator))
            position = token.end()
    return Script(
        text,
        dialect,
        tuple(commands),
        tuple(pipelines),
        tuple(separators),
        scopes=(Scope("script", None, dialect, None),),
        has_errors=not complete,
    )


def _is_command(name: Word, grammar: _Grammar) -> bool:
    return grammar.program.match(name.text) is not None and name.text.lower() not in grammar.keywords


def _statement(text: LogicalText, grammar: _Grammar, position: int) -> tuple[list[Word], int, bool]:
    """Words up to the next operator outside brackets; the position behind them; whether all quotes are closed."""
    words: list[Word] = []
    whole = text.text
    while True:
        blank = grammar.blank.match(whole, position)
        position = blank.end() if blank is not None else position
        if position >= len(whole) or grammar.operator.match(whole, position):
            return words, position, True
        start = position
        position = _word_end(whole, grammar, position)
        if position < 0:
            return words, start, False
        words.append(_word(text, grammar, start, position))


def _word_end(whole: str, grammar: _Grammar, position: int) -> int:
    """Where the word at ``position`` ends, brackets with all that is in them included; -1 when it never does."""
    start, depth = position, 0
    while position < len(whole):
        token = grammar.word.match(whole, position)
        if token is not None:
            position = token.end()
            continue
        character = whole[position]
        if character in "({":
            depth += 1
        elif character in ")}":
            depth -= 1
        elif character in "'\"":
            return -1
        elif depth <= 0:
            return max(position, start + 1)
        position += 1
    return position if depth <= 0 else -1


def _word(text: LogicalText, grammar: _Grammar, start: int, end: int) -> Word:
    written = text.text[start:end]
    value: str | None = None
    if not grammar.dynamic.search(written) and not any(bracket in written for bracket in "(){}"):
        value = grammar.quoting.sub(lambda match: next(group for group in match.groups() if group is not None), written)
    return Word(text, start, end, written, value, is_quoted=written[:1] in "'\"")
