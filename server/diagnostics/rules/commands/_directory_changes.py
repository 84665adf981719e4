"""Which `cd` says what a WORKDIR before the RUN would say."""

from __future__ import annotations

from ....semantics.file_effects import absolute_path
from ....syntax.grammar import Keyword
from ...rule import Call


def stands_for_workdir(call: Call) -> bool:
    """Whether a `cd` is the only one of its RUN, comes first, and goes to a folder that is known."""
    step, invocation = call.step, call.invocation
    script = step.commands
    if step.keyword is not Keyword.RUN or script is None:
        return False
    changes = [other for other in step.invocations if other.tool == "cd"]
    return (
        len(changes) == 1
        and len(invocation.operand_values) == 1
        and script.commands[0] is invocation.command
        and len(script.commands) > 1
        and not invocation.command.in_subshell
        and not invocation.command.redirections
        and bool(script.separators)
        and script.separators[0].operator == "&&"
        and absolute_path(step.workdir.value, invocation.operand_values[0]) is not None
    )
