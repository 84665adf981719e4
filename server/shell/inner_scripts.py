"""Finds the command and the script that another command runs: sudo, env, timeout, sh -c, su -c, eval …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .command_line import CommandLine, plain_arguments, read_command_line
from .dialect import Dialect, dialect_of_program, program_name
from .model import Command, ShellOptions
from .reading import InnerScript
from .specification import Argument, Option, Tool
from .tools import shells, wrappers

WRAPPERS = {program: tool for tool in wrappers.TOOLS for program in tool.programs}
SHELL_TOOLS = {program: tool for tool in shells.TOOLS for program in tool.programs}
MAY_RUN_ANOTHER = frozenset({*WRAPPERS, *SHELL_TOOLS})


class Wrapped(NamedTuple):
    """A tool that runs another command line, and the index where that begins, ``None`` when it runs none."""

    line: CommandLine
    rest: int | None


def wrapped_by(tool: Tool, arguments: Sequence[Argument], index: int) -> Wrapped:
    """Reads the command line of ``tool``, whose name stands at ``index``, up to the command that it runs."""
    line = read_command_line(tool, arguments, index + 1)
    rest = line.rest
    if rest is None or any(option.written in ("-v", "-V") for option in line.options if tool.name == "command"):
        return Wrapped(line, None)
    while tool.takes_assignments and rest < len(arguments) and "=" in arguments[rest].text:
        rest += 1
    rest += tool.leading_operands
    if rest < len(arguments) and arguments[rest].text == "--":
        rest += 1
    return Wrapped(line, rest if rest < len(arguments) else None)


def inner_scripts(command: Command, dialect: Dialect) -> list[InnerScript]:
    """The scripts in the words of ``command``, through any number of wrappers; mostly none."""
    name = command.name.value
    if name is None or not command.arguments:
        return []
    name = program_name(name)
    if name not in MAY_RUN_ANOTHER:
        return []
    arguments = plain_arguments(command.words)
    index: int | None = 0
    while index is not None:
        name = program_name(arguments[index].text)
        shell = SHELL_TOOLS.get(name)
        if shell is not None:
            return _scripts_of_shell(shell, name, arguments, index, dialect)
        tool = WRAPPERS.get(name)
        if tool is None:
            return []
        index = wrapped_by(tool, arguments, index).rest
    return []


def _scripts_of_shell(
    shell: Tool, name: str, arguments: Sequence[Argument], index: int, dialect: Dialect
) -> list[InnerScript]:
    line = read_command_line(shell, arguments, index + 1)
    match shell.name:
        case "eval":
            word = line.operands[0].word if len(line.operands) == 1 else None
            return [InnerScript(word, dialect, None, False)] if word is not None else []
        case "sh":
            if not line.operands or not any(option.name == "-c" for option in line.options):
                return []
            return [InnerScript(line.operands[0].word, dialect_of_program(name), shell_options_of(line.options), True)]
        case _:
            return [
                InnerScript(option.value_word, _login_shell(line.options), ShellOptions(), True)
                for option in line.options
                if option.name in ("--command", "--session-command")
                and option.value_word is not None
                and option.value_word is not option.word
            ]


def _login_shell(options: Sequence[Option]) -> Dialect:
    for option in options:
        if option.name == "--shell":
            dialect = dialect_of_program(option.value or "")
            return dialect if dialect.is_posix else Dialect.SH
    return Dialect.SH


def shell_options_of(options: Sequence[Option]) -> ShellOptions:
    """What a shell started with these options begins with."""
    letters = {option.written for option in options}
    named = {option.value for option in options if option.written == "-o"}
    return ShellOptions(
        errexit="-e" in letters or "errexit" in named,
        nounset="-u" in letters or "nounset" in named,
        xtrace="-x" in letters or "xtrace" in named,
        pipefail="pipefail" in named,
    )
