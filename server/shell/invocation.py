"""Commands read by the table of tools: which tool, which subcommand, which options, what packages.

Tools that only run another one are seen through: ``sudo -E apt-get install x`` gives a ``sudo`` and, with ``sudo``
among its wrappers, an ``apt-get``. Variables are followed where the script sets them plainly or the caller knows them;
otherwise what depends on them is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import cast

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .command_line import CommandLine, read_command_line
from .dialect import program_name
from .inner_scripts import wrapped_by
from .known_variables import KnownVariables
from .model import Command, Script
from .specification import Argument, Option, PackageArgument, PackageRequest, Tool, joined_table
from .table import tool_of_program
from .words import UNKNOWN_TEXT, Word

NOTHING_KNOWN: Mapping[str, str | None] = MappingProxyType({})
_WRAPPER_LIMIT = 8
_PYTHON_MODULES = frozenset({"pip", "pipx", "uv", "poetry", "pipenv", "pdm"})
_MODULE_OPTION = lazy_pattern(r"-[bBdEiIOPqRsSuvx]*m\Z")


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a tool of the table.

    ``subcommand`` is the canonical name, several words joined by a space (``pip install`` for ``uv pip install``), and
    ``None`` where the tool has none or it is not known. ``operands`` are the words that are neither options, their
    values nor subcommands; ``operand_values`` are their values, in the same order. A word whose variable holds several
    arguments stands in ``operands`` once for each. ``unknown_options`` are words that may be options which the table
    does not know: what a rule concludes from an option that is missing is not certain then.
    """

    tool: str
    subcommand: str | None
    options: tuple[Option, ...]
    operands: tuple[Word, ...]
    operand_values: tuple[str | None, ...]
    packages: tuple[PackageArgument, ...]
    command: Command
    wrappers: tuple[str, ...]
    tool_word: Word
    subcommand_word: Word | None
    unknown_options: tuple[Word, ...]
    tables: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def option(self, *names: str) -> Option | None:
        """The last option with one of these names; any name of the option will do."""
        table = joined_table(*self.tables)
        wanted = {table[name].name if name in table else name for name in names}
        return next((option for option in reversed(self.options) if option.name in wanted), None)

    def has(self, *names: str) -> bool:
        """Whether one of these options is given."""
        return self.option(*names) is not None


def invocations(script: Script, variables: Mapping[str, str | None] = NOTHING_KNOWN) -> tuple[Invocation, ...]:
    """The calls of known tools in ``script``, in the order of its commands.

    ``variables`` are those of the environment; ``None`` and a missing name both mean that the value is not known.
    Scripts that are not of the POSIX family give nothing. The result is kept with the script.
    """
    if not script.dialect.is_posix:
        return ()
    known = {name: value for name in _variable_names(script) if (value := variables.get(name)) is not None}
    key = ("invocations", tuple(known.items()))
    found = cast("tuple[Invocation, ...] | None", script.memo.get(key))
    if found is None:
        script.memo[key] = found = tuple(_all_invocations(script, known))
    return found


def _variable_names(script: Script) -> tuple[str, ...]:
    """The variables that the script uses, each once: only their values can change how it is read."""
    names = cast("tuple[str, ...] | None", script.memo.get("variable names"))
    if names is None:
        script.memo["variable names"] = names = tuple(sorted({use.name for use in script.variables}))
    return names


def _all_invocations(script: Script, variables: Mapping[str, str]) -> Iterator[Invocation]:
    known = KnownVariables(script, variables)
    for command in script.commands:
        name = command.name.value
        if name is None or name == "find" or tool_of_program(name) is not None:
            yield from _of_command(command, known.arguments(command), 0, ())


def _of_command(
    command: Command, arguments: Sequence[Argument], index: int, wrappers: tuple[str, ...]
) -> Iterator[Invocation]:
    """The tool named at ``index``, and those that it runs."""
    while index < len(arguments) and len(wrappers) <= _WRAPPER_LIMIT:
        tool = tool_of_program(arguments[index].text)
        if tool is None:
            if program_name(arguments[index].text) == "find":
                for inner in _commands_of_find(arguments, index):
                    yield from _of_command(command, inner, 0, (*wrappers, "find"))
            return
        line, rest = _read(tool, arguments, index)
        yield _invocation(line, command, arguments[index].word, wrappers)
        if rest is None:
            return
        wrappers = (*wrappers, tool.name)
        index = rest


def _read(tool: Tool, arguments: Sequence[Argument], index: int) -> tuple[CommandLine, int | None]:
    """The command line of ``tool``, and where the one that it runs begins."""
    if tool.runs_command:
        return wrapped_by(tool, arguments, index)
    if tool.name == "python":
        module = _python_module(arguments, index)
        if module is not None:
            runs_tool = arguments[module].text in _PYTHON_MODULES
            return read_command_line(tool, arguments[: module + 1], index + 1), module if runs_tool else None
    line = read_command_line(tool, arguments, index + 1)
    if tool.name == "runuser" and any(option.name == "--user" for option in line.options):
        return wrapped_by(replace(tool, options_end_at_operand=True), arguments, index)
    runs_command = line.subcommand is not None and line.subcommand.runs_command
    return line, line.rest if runs_command else None


def _python_module(arguments: Sequence[Argument], index: int) -> int | None:
    """The index of ``pip`` in ``python -u -m pip``: what follows the module's name belongs to the module."""
    index += 1
    while index + 1 < len(arguments) and arguments[index].text.startswith("-"):
        text = arguments[index].text
        if _MODULE_OPTION.match(text):
            return index + 1
        if text in ("-c", "-", "--"):
            return None
        index += 2 if text in ("-W", "-X") else 1
    return None


def _commands_of_find(arguments: Sequence[Argument], index: int) -> Iterator[list[Argument]]:
    inner: list[Argument] | None = None
    for argument in arguments[index + 1 :]:
        if inner is None:
            if argument.text in ("-exec", "-execdir", "-ok", "-okdir"):
                inner = []
        elif argument.text in (";", "+"):
            yield inner
            inner = None
        else:
            inner.append(argument)


def _invocation(line: CommandLine, command: Command, tool_word: Word, wrappers: tuple[str, ...]) -> Invocation:
    options = tuple(line.options)
    operands = tuple(line.operands)
    reader = line.subcommand.packages if line.subcommand is not None else line.tool.packages
    return Invocation(
        line.tool.name,
        " ".join(line.subcommands) or None,
        options,
        tuple([operand.word for operand in operands]),
        tuple([None if UNKNOWN_TEXT in operand.text else operand.text for operand in operands]),
        reader(PackageRequest(operands, options)) if reader is not None else (),
        command,
        wrappers,
        tool_word,
        line.subcommand_words[-1] if line.subcommand_words else None,
        tuple(line.unknown_options),
        tuple(line.tables),
    )


__all__ = ["Invocation", "Option", "PackageArgument", "invocations"]
