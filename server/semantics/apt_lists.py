"""Whether something behind a step needs the package lists that it fetched with apt."""

from __future__ import annotations

from ..shell.invocation import Invocation
from ..syntax.grammar import Keyword
from .cache_table import APT_LISTS
from .program import Program
from .step import Step

_NEEDS_LISTS = frozenset(
    ("install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "satisfy", "source", "download")
)


def reads_lists(invocation: Invocation) -> bool:
    """Whether a call of apt looks packages up in the lists."""
    return invocation.tool in APT_LISTS.tools and invocation.subcommand in _NEEDS_LISTS


def are_lists_needed_later(program: Program, step: Step) -> bool | None:
    """Whether a later step of the stage, or of one that begins from it, installs without fetching lists anew.

    ``None`` where a script runs that may.
    """
    if step.is_deferred:
        return None
    answer: bool | None = False
    for stage in program.stages:
        inherits = any(step in link.steps for link in stage.chain[1:])
        if not inherits and step not in stage.steps:
            continue
        is_behind = inherits
        for other in stage.steps:
            if other is step:
                is_behind = True
            elif is_behind and other is not None:
                needed, is_fetched = _needs_lists(other)
                if needed:
                    return True
                answer = None if needed is None else answer
                if is_fetched:
                    break
    return answer


def _needs_lists(step: Step) -> tuple[bool | None, bool]:
    """Whether a step installs from lists it did not fetch, and whether it fetches them anew."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return False, False
    for invocation in step.invocations:
        if invocation.tool in APT_LISTS.tools:
            if invocation.subcommand == "update":
                return False, True
            if reads_lists(invocation):
                return True, False
    script = step.commands
    if script is None:
        return None, False
    is_unknown = any(_may_run_anything(command.name.value) for command in script.commands)
    is_unknown = is_unknown or any(
        invocation.tool == "sh" and not _says_what(invocation) for invocation in step.invocations
    )
    return (None if is_unknown else False), False


def _may_run_anything(name: str | None) -> bool:
    return name is None or name == "eval" or name.endswith(".sh") or name.startswith(("./", "/"))


def _says_what(invocation: Invocation) -> bool:
    """Whether a shell is given its commands in words that can be read here."""
    option = invocation.option("-c")
    return option is not None and option.value is not None
