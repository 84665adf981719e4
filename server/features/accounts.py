"""Users and groups that exist in a stage at a place: of the base image, and created by the steps before."""

from __future__ import annotations

from collections.abc import Iterator

from ..semantics.accounts import created_users
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.dataclass import dataclass

_WITH_NOGROUP = frozenset({"debian", "ubuntu"})
"""Where nobody's group has another name than nobody (https://wiki.debian.org/SystemGroups)."""

_NOBODY = frozenset({"nobody", "nogroup"})


@dataclass(frozen=True, slots=True)
class Account:
    """A user or group; ``origin`` says where it comes from, ``number`` is ``None`` where it is not known."""

    name: str
    number: str | None
    origin: str


def users(stage: Stage, before: int) -> tuple[Account, ...]:
    """The users before item ``before`` of the stage, the newest first, root last."""
    found: dict[str, Account] = {}
    for step in _steps(stage, before):
        for user in reversed(created_users(step)):
            found.setdefault(user.name, Account(user.name, user.uid, "created here"))
    known = stage.facts.unprivileged_user
    if known is not None:
        number = None if known.uid is None else str(known.uid)
        found.setdefault(known.reference, Account(known.reference, number, "base image"))
    default = stage.facts.default_user
    if default:
        found.setdefault(default, Account(default, None, "base image"))
    if not stage.facts.is_windows:
        found.setdefault("root", Account("root", "0", "always there"))
        if stage.facts.distribution in ("debian", "ubuntu", "alpine", "rhel", "fedora"):
            found.setdefault("nobody", Account("nobody", "65534", "base image"))
    ordered = sorted(found.values(), key=lambda account: (account.name == "root", account.name == "nobody"))
    return tuple(ordered)


def groups(stage: Stage, before: int) -> tuple[Account, ...]:
    """The groups; a user that is created mostly gets a group of its name."""
    found: dict[str, Account] = {}
    for step in _steps(stage, before):
        for invocation in step.invocations:
            is_group = invocation.tool in ("groupadd", "addgroup") or (
                invocation.tool == "adduser" and invocation.has("--group")
            )
            if is_group and invocation.operand_values and invocation.operand_values[0]:
                name = invocation.operand_values[0]
                number = invocation.option("--gid")
                found.setdefault(name, Account(name, None if number is None else number.value, "created here"))
    for user in users(stage, before):
        is_nobody = user.name == "nobody" and stage.facts.distribution in _WITH_NOGROUP
        name = "nogroup" if is_nobody else user.name
        found.setdefault(name, Account(name, None, user.origin))
    return tuple(sorted(found.values(), key=lambda account: (account.name == "root", account.name in _NOBODY)))


def _steps(stage: Stage, before: int) -> Iterator[Step]:
    """The RUN steps before a place, the nearest first, those of the stages below included."""
    for at, link in enumerate(stage.chain):
        stop = before if at == 0 else len(link.steps)
        for step in reversed(link.steps[:stop]):
            if step is not None and step.script is not None:
                yield step
