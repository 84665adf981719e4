"""The users that RUN steps create, as far as their words say."""

from __future__ import annotations

from ..shell.invocation import Invocation
from ..shell.words import Word
from ..syntax.dataclass import dataclass
from .step import Step


@dataclass(frozen=True, slots=True)
class CreatedUser:
    """A user that a step creates; ``uid`` is ``None`` where the tool chooses it, ``word`` names the user."""

    name: str
    uid: str | None
    word: Word
    step: Step


def created_users(step: Step) -> tuple[CreatedUser, ...]:
    """The users created by a step. Usable with :meth:`Stage.select`."""
    if step.is_deferred:
        return ()
    found = (_created(step, invocation) for invocation in step.invocations)
    return tuple(user for user in found if user is not None)


def _created(step: Step, invocation: Invocation) -> CreatedUser | None:
    if invocation.tool not in ("useradd", "adduser") or not invocation.operands:
        return None
    word = invocation.operands[0]
    if invocation.tool == "adduser" and len(invocation.operands) > 1:
        # ``adduser USER GROUP`` adds an existing user to a group.
        return None
    if invocation.has("--group") and not invocation.has("--system") and invocation.tool == "adduser":
        return None
    name = invocation.operand_values[0]
    if not name:
        return None
    uid = invocation.option("--uid")
    return CreatedUser(name, None if uid is None else uid.value, word, step)


def is_root(user: str | None) -> bool | None:
    """Whether a value of USER, with or without a group, is root; ``None`` where it is not known."""
    if user is None:
        return None
    name = user.partition(":")[0]
    return name == "root" or (name.isascii() and name.isdigit() and int(name) == 0)
