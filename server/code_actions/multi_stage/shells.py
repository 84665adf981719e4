"""Whether the container can do without a shell, and without anything else of a distribution but the C library."""

from __future__ import annotations

from collections.abc import Collection

from ...semantics.start_command import start_command
from ...syntax.grammar import Keyword
from .commands import Kind, kind_of
from .packages import TOOLS_OF_BUILDS, runtime_packages
from .subject import Subject, start_words

_EVERYWHERE = frozenset(("ca-certificates", "tzdata"))


def needs_shell(subject: Subject) -> bool:
    """Whether the container needs a shell or a program of the distribution."""
    started = start_command(subject.stage).step
    if started is not None and not started.instruction.is_exec_form and _is_script(started.item.text):
        return True
    words = start_words(subject) or ("",)
    for block in subject.blocks:
        if block.keyword is Keyword.HEALTHCHECK and "NONE" not in block.text.upper():
            script = block.step.commands
            names = {command.name.value for command in script.commands} if script is not None else {None}
            if not block.step.instruction.is_exec_form or names != {words[0]}:
                return True
    return any(kind_of(block.step) is Kind.MIXED for block in subject.runs())


def _is_script(text: str) -> bool:
    return any(sign in text for sign in ("&&", "||", ";", "|", "$"))


def needs_distribution(subject: Subject, last: int, besides: Collection[int] = ()) -> bool:
    """Whether the container needs a shell, packages, users, or commands behind the build at ``last``.

    ``besides`` are the positions of RUN lines that are known to matter to the build alone.
    """
    for block in subject.runs():
        if block.position in besides:
            continue
        kind = kind_of(block.step)
        found = runtime_packages(block, subject.stage.facts, TOOLS_OF_BUILDS)
        if block.position > last or kind is Kind.ACCOUNTS or found.added or found.unknown:
            return True
        if not _EVERYWHERE.issuperset(found.kept):
            return True
    return needs_shell(subject)
