"""Which user an image can run as, and what has to be run for it to be there.

A user that the file used before, one of the base image, or one that the file creates is taken as it is; else one is
created with the tools of the distribution, or named by number alone where nothing could create it. Numbers are above
10,000, where neither distributions nor logins of a host have theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..images.facts import BaseImageFacts
from ..semantics.accounts import CreatedUser, created_users, is_root
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword

NEW_NAME = "app"
NEW_NUMBER = 10001
_NOBODY_NUMBER = 65532


@dataclass(frozen=True, slots=True)
class Account:
    """A user to run as: ``reference`` is what USER says, ``owner`` what chown takes.

    ``commands`` create it; they are to be joined with ``&&`` and run as root.
    """

    reference: str
    owner: str
    commands: tuple[str, ...] = ()


def account_for(stage: Stage) -> Account | None:
    """The user that a stage can run as; ``None`` where the image is not known well enough."""
    reference = _used_before(stage) or _of_base(stage)
    if reference is not None:
        return Account(reference, reference)
    created = _created_in(stage)
    if created is not None:
        uid = created.uid or ""
        return Account(uid if uid.isdigit() else created.name, created.name)
    if stage.facts.unprivileged_user is not None:
        reference = stage.facts.unprivileged_user.reference
        return Account(reference, reference)
    return _new_account(stage.facts)


def _used_before(stage: Stage) -> str | None:
    for link in stage.chain:
        for step in reversed(link.steps_with(Keyword.USER).facts):
            value = _value_after(step)
            if value is not None and is_root(value) is False:
                return step.instruction.words[0].text if link is stage else value
    return None


def _value_after(step: Step) -> str | None:
    return step.evaluate(step.instruction.words[0]) if step.instruction.words else None


def _of_base(stage: Stage) -> str | None:
    user = stage.facts.default_user
    return user if is_root(user) is False else None


def _created_in(stage: Stage) -> CreatedUser | None:
    """The only user that the stage, or one that it begins from, creates for certain."""
    created = [user for link in stage.chain for user in link.select(created_users).facts]
    return created[0] if len({user.name for user in created}) == 1 else None


def _new_account(facts: BaseImageFacts) -> Account | None:
    if facts.has_shell is False:
        return Account(f"{_NOBODY_NUMBER}:{_NOBODY_NUMBER}", f"{_NOBODY_NUMBER}:{_NOBODY_NUMBER}")
    commands = tuple(_creating(facts))
    return Account(str(NEW_NUMBER), f"{NEW_NAME}:{NEW_NAME}", commands) if commands else None


def _creating(facts: BaseImageFacts) -> Iterator[str]:
    if facts.has_program("useradd") or (facts.has_program("useradd") is None and facts.package_manager == "apt-get"):
        yield f"groupadd --gid {NEW_NUMBER} {NEW_NAME}"
        yield f"useradd --uid {NEW_NUMBER} --gid {NEW_NAME} --create-home {NEW_NAME}"
    elif facts.sh_is == "busybox" and facts.has_program("adduser") is not False:
        yield f"addgroup -S -g {NEW_NUMBER} {NEW_NAME}"
        yield f"adduser -S -u {NEW_NUMBER} -G {NEW_NAME} {NEW_NAME}"
