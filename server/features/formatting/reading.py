"""What builder and shell read in an instruction, white space between words apart: equal before and after formatting."""

from __future__ import annotations

from collections.abc import Hashable

from ...semantics.scripts import script_of
from ...shell.dialect import Dialect
from ...shell.words import Word
from ...syntax.grammar import ArgumentStyle, Keyword
from ...syntax.items import Instruction
from ...syntax.json_form import JsonArray


def reading(instruction: Instruction, dialect: Dialect) -> Hashable:
    """A value that is the same for two instructions that mean the same."""
    nested = None if instruction.nested is None else reading(instruction.nested, dialect)
    text = instruction.text
    return (
        instruction.keyword,
        instruction.flag_texts,
        tuple(text[h.body.start - instruction.offset : h.body.end - instruction.offset] for h in instruction.heredocs),
        tuple(heredoc.opening.delimiter for heredoc in instruction.heredocs),
        _arguments(instruction, dialect) if nested is None else nested,
    )


def _arguments(instruction: Instruction, dialect: Dialect) -> Hashable:
    if isinstance(instruction.json, JsonArray):
        return tuple(element.value for element in instruction.json.elements)
    if instruction.style in (ArgumentStyle.COMMAND, ArgumentStyle.HEALTHCHECK):
        return " ".join(instruction.arguments.text.split()).upper(), _script(instruction, dialect)
    words = [word.text for word in instruction.words]
    if instruction.keyword is Keyword.FROM and len(words) > 1:
        words[1] = words[1].upper()
    return tuple(words)


def _script(instruction: Instruction, dialect: Dialect) -> Hashable:
    found = script_of(instruction, dialect)
    if found is None:
        return None
    script = found.script
    return (
        script.has_errors,
        tuple((command.operator, *map(_written, command.words)) for command in script.commands),
        tuple((one.name, _written(one.value)) for one in script.assignments),
        tuple((one.operator, _written(one.target)) for each in script.commands for one in each.redirections),
        tuple(separator.operator.strip() for separator in script.separators),
    )


def _written(word: Word | None) -> str | None:
    """The word; what is substituted in it is compared as commands of its own, so there white space may differ."""
    if word is None:
        return None
    return " ".join(word.text.split()) if "$(" in word.text or "`" in word.text else word.text
