"""Hand a secret to the RUN steps that use it as a mount, in place of a build argument.

The builder gives a mounted secret to one step and keeps it out of layers, cache and history. ``env=`` puts it into a
variable, so that the script stays as it is (https://docs.docker.com/reference/dockerfile/#run---mounttypesecret).
"""

from __future__ import annotations

from ...semantics.selection import with_variables
from ...semantics.stage import Stage
from ...semantics.step import Step
from ...syntax.grammar import Keyword
from ...syntax.items import Instruction
from ...syntax.logical_text import Span
from ..finding import Edit


def mounted_in_place_of(stage: Stage, argument: Step, name: str) -> tuple[Edit, ...] | None:
    """Edits that drop an ``ARG name`` and mount a secret of that name where the variable is used.

    ``None`` where the argument is declared together with others, is used outside of RUN, or not used at all.
    """
    if len(argument.instruction.key_values) != 1 or argument.instruction is not argument.item:
        return None
    users: list[Step] = []
    for _, step in stage.select(with_variables):
        if not _uses(step, name):
            continue
        if step.keyword is not Keyword.RUN or step.is_deferred or _mounts_secret(step.instruction, name):
            return None
        users.append(step)
    if not users:
        return None
    return (
        Edit(argument.item, Span(0, len(argument.item.text)), ""),
        *(_mount(step, name) for step in users),
    )


def _uses(step: Step, name: str) -> bool:
    script = step.commands
    if step.keyword is Keyword.RUN and script is not None and script.dialect.is_posix and not script.has_errors:
        return any(use.name == name for use in script.variables)
    return f"${name}" in step.item.text or f"${{{name}" in step.item.text


def _mounts_secret(instruction: Instruction, name: str) -> bool:
    return any(flag.mount_type == "secret" and name in flag.text for flag in instruction.flags if flag.name == "mount")


def _mount(step: Step, name: str) -> Edit:
    end = step.instruction.keyword_span.end
    return Edit(step.item, Span(end, end), f" --mount=type=secret,id={name},env={name}")
