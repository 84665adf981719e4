"""A RUN as the commands that it makes one after the other, each with its own words, so that some can be left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...shell.dialect import program_name
from ...shell.model import Command, Pipeline, Script
from ...syntax.dataclass import dataclass
from ..shell_chains import links_of_chain, links_of_heredoc
from .subject import Block, Subject


@dataclass(frozen=True, slots=True)
class RunPart:
    """A command, or several joined by pipes, as written; ``names`` are the programs."""

    text: str
    commands: tuple[Command, ...]
    names: tuple[str, ...]

    @property
    def operands(self) -> tuple[str | None, ...]:
        """The words of the first command that are no options; ``None`` for one that is only known when it runs."""
        values = [word.value for word in self.commands[0].arguments]
        return tuple(value for value in values if value is None or not value.startswith("-"))


def parts_of(block: Block) -> tuple[RunPart, ...] | None:
    """The parts of a RUN that stops where one of them fails; ``None`` where it is not written so."""
    script = block.step.script
    if script is None or script.is_exec_form or script.script.has_errors:
        return None
    outer = [each for each in script.script.pipelines if each.commands and not each.commands[0].depth]
    if links_of_heredoc(block.step) is not None or _sets_errexit(script.script):
        # The first is `set`, which holds for the others.
        outer = outer[1:]
    elif links_of_chain(block.step) is None and (len(outer) != 1 or block.step.instruction.heredocs):
        return None
    return tuple(_part(block, pipeline) for pipeline in outer)


def _sets_errexit(script: Script) -> bool:
    """Whether a script begins with ``set -e``, and does one thing after the other from there."""
    first, *others = script.commands or (None,)
    if first is None or first.name.value != "set" or not first.arguments:
        return False
    if not re.match(r"-[a-z]*e", first.arguments[0].value or ""):
        return False
    operators = {separator.operator for separator in script.separators}
    is_flat = not any(command.depth and not command.in_substitution for command in others)
    return is_flat and operators <= {";", "&&", "|", "\n"} and not script.functions


def _part(block: Block, pipeline: Pipeline) -> RunPart:
    names = tuple(program_name(command.name.value or "") for command in pipeline.commands)
    first, last = pipeline.commands[0], pipeline.commands[-1]
    return RunPart(block.text[first.span.start : last.span.end], pipeline.commands, names)


def run_of(subject: Subject, texts: Iterable[str]) -> str:
    """A RUN that does one after the other, and stops where one fails."""
    joint = f" {subject.escape}\n    && "
    return f"{subject.keyword('RUN')} {joint.join(texts)}\n"
