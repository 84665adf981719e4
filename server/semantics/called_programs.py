"""Which programs a file calls while it builds, and what its commands say."""

from __future__ import annotations

from ..shell.dialect import program_name
from ..syntax.grammar import Keyword
from .program import Program
from .step import Step

_COMMANDS = frozenset((Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT))


def called_programs(program: Program) -> frozenset[str]:
    """What RUN instructions call: names of programs, and those of known tools with their subcommands too."""
    return frozenset(program.facts(programs_of_step))


def programs_of_step(step: Step) -> list[str]:
    """The same for one step."""
    if step.keyword is not Keyword.RUN or step.commands is None:
        return []
    called = [program_name(command.name.value) for command in step.commands.commands if command.name.value]
    for invocation in step.invocations:
        called += [invocation.tool, f"{invocation.tool} {invocation.subcommand}"]
        called += [program_name(value) for value in invocation.operand_values[:1] if value and invocation.tool == "npx"]
    return called


def command_texts(step: Step) -> list[str]:
    """The whole text of an instruction that runs something, comments and all."""
    return [step.item.text] if step.keyword in _COMMANDS else []
