"""Command lines as people write them into manifests, split into arguments where no shell is needed."""

from __future__ import annotations

import re
import shlex

from .facts import Command, Known, Origin

_NEEDS_SHELL = re.compile(r"[|&;<>()$`*?\[\]#~\n\\{}!]")
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_LONGEST = 4_000


def plain_arguments(text: str) -> tuple[str, ...] | None:
    """The arguments of a command line, or None where it takes a shell to read it, or it is empty."""
    if len(text) > _LONGEST or _NEEDS_SHELL.search(text):
        return None
    try:
        arguments = tuple(shlex.split(text))
    except ValueError:
        return None
    return arguments if arguments and not _ASSIGNMENT.match(arguments[0]) else None


def custom(origin: Origin, *arguments: str, **environment: str) -> Command:
    """What a tool is customarily called with, where nobody wrote anything else."""
    return Command(arguments, origin, environment=tuple(environment.items()), is_custom=True)


def written(line: Known) -> Command:
    """A command that somebody wrote into a manifest, through a shell where it needs one."""
    arguments = plain_arguments(line.value)
    if arguments is None:
        return Command(("sh", "-c", line.value), line.origin, script_text=line.value)
    return Command(arguments, line.origin, script_text=line.value)
