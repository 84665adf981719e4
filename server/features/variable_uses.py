"""Where an instruction reads variables, whoever reads them: the builder, the shell of a RUN, or that of a container.

Promises: what is found depends on the instruction and the shell alone and is kept with the instruction; spans cover the
name alone, relative to the instruction. A name that a script sets itself is not read from outside behind that place.
Leaves out: what programs other than shells read, and text in which BuildKit replaces nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache

from ..semantics.step import Step
from ..shell.dialect import Dialect
from ..shell.script import Script
from ..syntax.dataclass import dataclass
from ..syntax.expansion import Expansion, read_parts
from ..syntax.flags import Flag
from ..syntax.grammar import ArgumentStyle, Keyword
from ..syntax.items import Instruction
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import LogicalText, Span
from ..syntax.words import Word


class Reader(Enum):
    """Who looks a variable up: during the build arguments count too, in a container only the environment."""

    BUILD = auto()
    CONTAINER = auto()


@dataclass(frozen=True, slots=True)
class Use:
    """A variable that is read; ``span`` is its name."""

    name: str
    span: Span
    reader: Reader = Reader.BUILD


_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def uses_of_step(step: Step) -> tuple[Use, ...]:
    """What a step reads outside of the values of ARG, which see each other."""
    instruction = step.instruction
    key = ("variable uses", step.before.shell.dialect)
    if key not in instruction.memo:
        script = () if step.script is None else tuple(_in_script(step.script.script, _reader(instruction)))
        instruction.memo[key] = (*uses_in_words(instruction), *script)
    kept: tuple[Use, ...] = instruction.memo[key]
    return kept


def uses_in_words(instruction: Instruction) -> tuple[Use, ...]:
    """What the builder reads in flags, words and the bodies of heredocs that it writes to files."""
    found: list[Use] = []
    for flag in instruction.flags:
        found += _in_flag(flag)
    if instruction.style in (ArgumentStyle.KEY_VALUES, ArgumentStyle.NAMES):
        for pair in instruction.key_values:
            found += uses_in_word(pair.key)
            if pair.value is not None and instruction.keyword is not Keyword.ARG:
                found += uses_in_word(pair.value)
    elif instruction.style in (ArgumentStyle.WORDS, ArgumentStyle.LIST, ArgumentStyle.TEXT):
        for word in instruction.argument_words:
            found += uses_in_word(word)
    if instruction.keyword in (Keyword.COPY, Keyword.ADD):
        found += _in_heredocs(instruction)
    return tuple(found)


def uses_in_word(word: Word) -> list[Use]:
    """What the builder reads in one word."""
    return [use for expansion in word.expansions for use in _in_expansion(expansion)]


def _in_flag(flag: Flag) -> list[Use]:
    return [] if flag.value is None else uses_in_word(flag.value)


def _in_expansion(expansion: Expansion) -> Iterator[Use]:
    if _NAME.match(expansion.name):
        yield Use(expansion.name, expansion.name_span)


def _in_heredocs(instruction: Instruction) -> Iterator[Use]:
    for heredoc in instruction.heredocs:
        if heredoc.opening.is_expanded:
            start, end = heredoc.body
            text = instruction.text[start - instruction.offset : end - instruction.offset]
            body = LogicalText.contiguous(text, start)
            for expansion in read_parts(body, "\\", keeps_quotes=True).expansions():
                yield from _in_expansion(expansion)


def _reader(instruction: Instruction) -> Reader:
    return Reader.BUILD if instruction.keyword is Keyword.RUN else Reader.CONTAINER


def _in_script(script: Script, reader: Reader) -> Iterator[Use]:
    if script.dialect in (Dialect.CMD, Dialect.POWERSHELL):
        yield from _in_windows_script(script, reader)
        return
    assigned: dict[str, int] = {}
    for assignment in script.assignments:
        assigned[assignment.name] = min(assigned.get(assignment.name, assignment.end), assignment.end)
    # The script of `sh -c "$x"` is read as a word and as a script.
    for use in {(use.start, use.end): use for use in script.variables}.values():
        if not _NAME.match(use.name) or use.start >= assigned.get(use.name, use.start + 1):
            continue
        written = use.origin.text[use.start : use.end]
        at = written.find(use.name, 1)
        # In a script that was unescaped first, a use spans the whole of it.
        if written.startswith("$") and 1 <= at <= len("${#"):
            start = use.start + at
            yield Use(use.name, use.origin.span(start, start + len(use.name)), reader)


@cache
def _windows_pattern(dialect: Dialect) -> re.Pattern[str]:
    if dialect is Dialect.CMD:
        return re.compile(r"%([A-Za-z_]\w*)(?::[^%\r\n]*)?%", re.ASCII)
    return re.compile(r"\$\{?env:([A-Za-z_]\w*)", re.ASCII | re.IGNORECASE)


def _in_windows_script(script: Script, reader: Reader) -> Iterator[Use]:
    for match in _windows_pattern(script.dialect).finditer(script.text.text):
        yield Use(match[1], script.text.span(*match.span(1)), reader)
