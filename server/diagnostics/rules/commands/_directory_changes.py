"""Which `cd` says what a WORKDIR before the RUN would say.

A folder for temporary files, and one that the RUN removes in the end, is no place where anybody goes on working.
"""

from __future__ import annotations

from ....semantics.file_effects import FileEffect, absolute_path, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...rule import Call


def stands_for_workdir(call: Call) -> bool:
    """Whether a `cd` is the only one of its RUN, comes first, and goes to a folder that is known."""
    step, invocation = call.step, call.invocation
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None:
        return False
    changes = [other for other in step.invocations if other.tool == "cd"]
    path = absolute_path(step.workdir.value, invocation.operand_values[0] if invocation.operand_values else None)
    if path is None or is_below(path, "/tmp") or is_below(path, "/var/tmp") or _is_removed(step, path):
        return False
    return (
        len(changes) == 1
        and len(invocation.operand_values) == 1
        and script.commands[0] is invocation.command
        and len(script.commands) > 1
        and not invocation.command.in_subshell
        and not invocation.command.redirections
        and bool(script.separators)
        and script.separators[0].operator == "&&"
    )


def _is_removed(step: Step, path: str) -> bool:
    return any(
        effect.effect is FileEffect.REMOVES and not effect.path.endswith("*") and is_below(path, effect.path)
        for effect in path_effects(step)
    )
