"""Move operators between the lines of a script, to the start of the next line or to the end of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...code_actions.edits import TextEdit
from ...shell.dialect import Dialect
from ...syntax.grammar import ArgumentStyle
from ...syntax.items import Instruction
from .lines import Line
from .options import OperatorPlace

_OPERATORS = ("&&", "||", "|")


def moved_operators(item: Instruction, lines: list[Line], dialect: Dialect, place: OperatorPlace) -> list[TextEdit]:
    """The edits for a shell form of a POSIX shell; none for anything else."""
    instruction = item.nested or item
    is_script = instruction.style in (ArgumentStyle.COMMAND, ArgumentStyle.HEALTHCHECK)
    if place is OperatorPlace.KEEP or not is_script or instruction.is_exec_form or not dialect.is_posix:
        return []
    content = [line for line in lines if line.is_content]
    pairs = ((before, after) for before, after in pairwise(content) if after.is_free)
    move = _to_start if place is OperatorPlace.START else _to_end
    return [edit for before, after in pairs for edit in move(item.text, before, after)]


def _to_start(text: str, before: Line, after: Line) -> Iterator[TextEdit]:
    written = text[before.content : before.stop]
    operator = next((found for found in _OPERATORS if written.endswith(found)), None)
    if operator is None:
        return
    rest = written.removesuffix(operator)
    # `|&` and `\\|` are something else, and an operator alone on its line stays there.
    if rest and rest[-1] in " \t" and rest.strip():
        yield TextEdit(before.content + len(rest.rstrip(" \t")), before.stop, "")
        yield TextEdit(after.content, after.content, f"{operator} ")


def _to_end(text: str, before: Line, after: Line) -> Iterator[TextEdit]:
    written = text[after.content : after.stop]
    operator = next((found for found in _OPERATORS if written.startswith(found)), None)
    if operator is None:
        return
    rest = written.removeprefix(operator)
    if rest and rest[0] in " \t":
        yield TextEdit(before.stop, before.stop, f" {operator}")
        yield TextEdit(after.content, after.content + len(operator) + len(rest) - len(rest.lstrip(" \t")), "")
