"""A script as commands. This is the module that other layers ask; what it hands out is described in ``model``.

Scripts of the POSIX family are read in full. The reader is our own, because an editor needs every command of a script
that is half typed, and because a grammar made for highlighting attaches redirections and here-documents where the shell
does not; the tests hold it against the verdict of ``bash -n`` and against the structure that tree-sitter finds. Scripts
of ``cmd`` and PowerShell are read as a flat list of commands, only where a statement is beyond doubt. Anything else
gives a script without commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ..syntax.logical_text import LogicalText
from .command_line import plain_arguments, read_command_line
from .dialect import Dialect, program_name
from .inner_scripts import SHELL_TOOLS, shell_options_of
from .model import (
    Assignment,
    Command,
    Function,
    Pipeline,
    Place,
    Redirection,
    Scope,
    Script,
    Separator,
    ShellOptions,
)
from .options_in_force import shell_options
from .reader import read_script
from .windows import read_windows_script
from .words import VariableUse, Word, fields


def parse_script(text: LogicalText, dialect: Dialect) -> Script:
    """The commands of ``text``. Never raises; what could not be understood sets ``has_errors``."""
    match dialect:
        case Dialect.SH | Dialect.BASH | Dialect.ASH:
            return read_script(text, dialect)
        case Dialect.POWERSHELL | Dialect.CMD:
            return read_windows_script(text, dialect)
        case Dialect.OTHER | Dialect.UNKNOWN:
            return Script(text, dialect)
    assert_never(dialect)


def shell_options_of_exec_words(words: Sequence[str]) -> ShellOptions:
    """The options that a shell given as words starts with, such as ``["/bin/bash", "-eo", "pipefail", "-c"]``."""
    nowhere = LogicalText.contiguous("", 0)
    arguments = plain_arguments([Word(nowhere, 0, 0, word, word) for word in words])
    for index, word in enumerate(words):
        shell = SHELL_TOOLS.get(program_name(word))
        if shell is not None and shell.name == "sh":
            return shell_options_of(read_command_line(shell, arguments, index + 1).options)
    return ShellOptions()


__all__ = [
    "Assignment",
    "Command",
    "Function",
    "Pipeline",
    "Place",
    "Redirection",
    "Scope",
    "Script",
    "Separator",
    "ShellOptions",
    "VariableUse",
    "Word",
    "fields",
    "parse_script",
    "shell_options",
    "shell_options_of_exec_words",
]
