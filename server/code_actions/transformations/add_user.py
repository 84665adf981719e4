"""Run the container as an unprivileged user: choose or create one and name it behind the last step that may need root.

A RUN may install, COPY and WORKDIR create what belongs to root, so all of them stay in front. Directories that the
file declares to be written, its volumes, are given to the user one by one, never a tree that another layer holds. Not
offered where something lives in the home of root, which no other user may enter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ...semantics.accounts import is_root
from ...semantics.stage import Stage
from ...semantics.start_command import gives_up_root, last_step
from ...semantics.step import Step
from ...syntax.bodies import Words, body_of
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ...syntax.items import Comment, Instruction
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..accounts import Account, account_for
from ..transformation import Transformation

_MAY_NEED_ROOT = (Keyword.RUN, Keyword.COPY, Keyword.ADD, Keyword.WORKDIR, Keyword.USER)
# Caches and keys of root that only the build uses.
_HOME_OF_ROOT = lazy_pattern(r"/root(?![\w.-])(?!/\.(?:cache|npm|gnupg|ssh|yarn|config)\b)")
_SYSTEM_DIRECTORIES = frozenset(
    (
        *("/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/media", "/mnt", "/opt", "/proc", "/root"),
        *("/run", "/sbin", "/sys", "/tmp", "/usr", "/var", "/var/lib", "/var/log", "/var/tmp", "/var/run"),
    )
)
_SYSTEM_TREES = ("/usr/", "/etc/", "/bin/", "/sbin/", "/lib/", "/proc/", "/sys/", "/dev/", "/root/", "/tmp/")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the USER goes: ``before`` an item, or behind the ``last`` instruction; ``replaced`` is a USER to edit."""

    before: Instruction | Comment | None
    last: Instruction
    replaced: Instruction | None


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Give the stage that the finding stands in a user."""
    for stage in analysis.program.stages:
        if stage.is_shipped and any(item is finding.item for item in stage.items):
            yield from _fixes(stage)


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Give a stage a user when asked on its FROM."""
    position = analysis.program.stage_at(index)
    if position is None or analysis.program.starts[position] != index:
        return
    stage = analysis.program.stages[position]
    if stage.is_shipped and is_root(stage.final_state.user.value) and gives_up_root(stage) is False:
        yield from _fixes(stage)


def _fixes(stage: Stage) -> Iterator[Fix]:
    account = account_for(stage)
    if account is None or stage.facts.is_windows:
        return
    if any(link.select(_uses_home_of_root).facts for link in stage.chain):
        return
    commands = _commands(stage, account)
    if commands and (stage.facts.has_shell is False or not stage.final_state.shell.dialect.is_posix):
        return
    title = f"Run as `{account.reference}`" if not account.commands else "Create a user and run as it"
    yield Fix(title, Safety.UNSAFE, lambda: _edits(stage, account, commands), _reason(stage))


def _uses_home_of_root(step: Step) -> tuple[bool, ...]:
    instruction = step.instruction
    texts = [instruction.arguments.text]
    texts += [step.item.text[h.body.start : h.body.end] for h in instruction.heredocs]
    return (True,) if any(_HOME_OF_ROOT.search(text) for text in texts) else ()


def _reason(stage: Stage) -> str:
    if any(link.select(_privileged_ports).facts for link in stage.chain):
        return "files it writes have to belong to the new user, and not every runtime opens ports below 1024 to it"
    return "what the program writes outside of its own directories has to belong to the new user"


def _privileged_ports(step: Step) -> tuple[int, ...]:
    if step.item.keyword is not Keyword.EXPOSE:
        return ()
    numbers = [(step.evaluate(word) or "").partition("/")[0] for word in step.instruction.words]
    return tuple(int(number) for number in numbers if number.isascii() and number.isdigit() and int(number) < 1024)


def _commands(stage: Stage, account: Account) -> tuple[str, ...]:
    commands = list(account.commands)
    volumes = [path for link in reversed(stage.chain) for path in link.select(_volumes).facts]
    if volumes:
        commands.append(f"mkdir -p {' '.join(volumes)}")
    owned = list(dict.fromkeys((*_workdir(stage, account), *volumes)))
    if owned:
        commands.append(f"chown {account.owner} {' '.join(owned)}")
    return tuple(commands)


def _workdir(stage: Stage, account: Account) -> tuple[str, ...]:
    """The working directory, where a RUN is needed anyway and the file itself made the directory."""
    workdir = stage.final_state.workdir
    if not account.commands or workdir.instruction is None or workdir.value is None or not _is_own(workdir.value):
        return ()
    return (workdir.value,)


def _volumes(step: Step) -> tuple[str, ...]:
    body = body_of(step.instruction)
    if step.item.keyword is not Keyword.VOLUME or not isinstance(body, Words):
        return ()
    paths = [step.evaluate(word) for word in body.words]
    return tuple(posixpath.normpath(path) for path in paths if path is not None and _is_own(path))


def _is_own(path: str) -> bool:
    """Whether a path is a plain absolute one, and not of the system."""
    if re.fullmatch(r"/[\w./@+-]*", path) is None:
        return False
    path = posixpath.normpath(path)
    return path not in _SYSTEM_DIRECTORIES and not path.startswith(_SYSTEM_TREES)


def _edits(stage: Stage, account: Account, commands: tuple[str, ...]) -> tuple[Edit, ...]:
    place = _place(stage)
    is_lower = place.last.keyword_text.islower()
    lines: list[str] = []
    if commands:
        joint = f" {place.last.escape}\n    && "
        lines.append(f"{'run' if is_lower else 'RUN'} {joint.join(commands)}")
    if place.replaced is None:
        lines.append(f"{'user' if is_lower else 'USER'} {account.reference}")
    edits: list[Edit] = []
    if lines and place.before is not None:
        edits.append(Edit(place.before, Span(0, 0), "".join(f"{line}\n" for line in lines)))
    elif lines:
        end = place.last.span.end
        edits.append(Edit(place.last, Span(end, end), "".join(f"\n{line}" for line in lines)))
    if place.replaced is not None:
        edits.append(Edit(place.replaced, place.replaced.words[0].span, account.reference))
    return tuple(edits)


def _place(stage: Stage) -> _Place:
    """Before the first CMD or ENTRYPOINT that follows the last step that may need root, its comment included."""
    steps = list(stage.all_steps())
    needing = [number for number, (_, step) in enumerate(steps) if step.item.keyword in _MAY_NEED_ROOT]
    last = needing[-1] if needing else 0
    user = last_step(stage, Keyword.USER)
    if user is not None and steps[last][1] is user:
        return _Place(_with_comments(stage, steps[last][0]), user.item, user.item)
    for position, step in steps[last + 1 :]:
        if step.item.keyword in (Keyword.CMD, Keyword.ENTRYPOINT):
            return _Place(_with_comments(stage, position), steps[last][1].item, None)
    return _Place(None, steps[-1][1].item, None)


def _with_comments(stage: Stage, position: int) -> Instruction | Comment | None:
    while position and isinstance(stage.items[position - 1], Comment):
        position -= 1
    item = stage.items[position]
    return item if isinstance(item, Instruction | Comment) else None


TRANSFORMATION = Transformation(
    id="add-user",
    title="Run the container as an unprivileged user",
    mends=("missing-user", "root-user", "user-created-but-never-used"),
    mend=mend,
    offer=offer,
)
