"""What interpreted languages have in common: packages are installed in the first stage.

Decides about RUN, COPY and ADD that are neither an install nor a build: what prepares files stays with the files, what
creates users is done where they are needed, packages of the distribution are sorted by what they are for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...semantics.file_effects import path_effects
from ...semantics.step import Step
from ...shell.dialect import program_name
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from .bases import BRINGS, RuntimeBase, lacking_programs
from .commands import Kind, kind_of
from .composition import Decision, Insertion, Place
from .packages import RuntimePackages, install_line, runtime_packages, unknown_comment
from .plan import Refusal, refuse
from .subject import Block, Subject
from .system_needs import SystemNeeds

_FILE_COMMANDS = frozenset(
    (
        *("chmod", "chown", "chgrp", "mkdir", "sed", "cp", "mv", "ln", "touch", "dos2unix", "rm", "echo", "cat", "ls"),
        *("set", "cd", "true", "printf", "test", "["),
    )
)
_ONLY_AT_RUN_TIME = frozenset(
    (
        *("netcat", "netcat-traditional", "netcat-openbsd", "tini", "dumb-init", "gosu", "su-exec", "curl", "bash"),
        *("tzdata", "ca-certificates", "postgresql-client", "default-mysql-client", "procps", "supervisor", "cron"),
    )
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A decision with the packages that were sorted for it, if any."""

    decision: Decision
    packages: RuntimePackages | None = None


def sorted_run(subject: Subject, block: Block, last: int) -> Sorted | Refusal:
    """Where a RUN goes that neither installs what manifests list nor builds; ``last`` is the position of the last."""
    is_before = block.position < last
    match kind_of(block.step):
        case Kind.PACKAGES:
            return _packages(subject, block, is_before=is_before)
        case Kind.ACCOUNTS:
            is_needed = is_before and _names_users(subject, last)
            return Sorted(Decision(Place.BOTH if is_needed else Place.RUNTIME, "the user that the container runs as"))
        case Kind.UNKNOWN:
            return refuse(f"line {block.line}: what this RUN does could not be read")
        case Kind.COMPILES:
            return refuse(f"line {block.line}: it compiles, and what of it the program needs is not known")
        case Kind.MIXED:
            return refuse(f"line {block.line}: it installs packages and does more in one RUN; split it")
        case Kind.OTHER if not is_before:
            return Sorted(Decision(Place.RUNTIME, "needs what was installed and copied before"))
        case Kind.OTHER if _only_handles_files(block.step):
            is_needed = _makes_workdir(block, subject)
            return Sorted(Decision(Place.BOTH if is_needed else Place.RUNTIME, "prepares files of the container"))
        case Kind.OTHER:
            return refuse(f"line {block.line}: whether the build or the program needs what this RUN does is not known")


def _packages(subject: Subject, block: Block, *, is_before: bool) -> Sorted:
    found = runtime_packages(block, subject.stage.facts)
    if found.text is None:
        reason = "packages that only building needs"
        return Sorted(Decision(Place.BUILD if is_before else Place.NOWHERE, reason), found)
    if not is_before or (not found.dropped and set(found.kept) <= _ONLY_AT_RUN_TIME):
        return Sorted(Decision(Place.RUNTIME, "packages of the container", runtime_text=found.text), found)
    reason = "packages that the container needs as well"
    if found.dropped:
        reason = f"only building needs {', '.join(found.dropped)}"
    return Sorted(Decision(Place.BOTH, reason, runtime_text=found.text), found)


def _names_users(subject: Subject, last: int) -> bool:
    """Whether something in front of the last install runs as a user, or gives files to one."""
    return any(
        block.position < last and (block.keyword is Keyword.USER or "chown" in block.text) for block in subject.blocks
    )


def _only_handles_files(step: Step) -> bool:
    script = step.commands
    return script is not None and all(
        program_name(command.name.value or "") in _FILE_COMMANDS for command in script.commands
    )


def _makes_workdir(block: Block, subject: Subject) -> bool:
    """Whether a RUN makes, or gives away, a directory in which something is installed."""
    folders = {other.step.workdir.value for other in subject.runs() if other.position > block.position}
    return any(effect.path in folders for effect in path_effects(block.step)) or "mkdir" in block.text


def additions(
    subject: Subject, base: RuntimeBase, decisions: Mapping[int, Decision], wanted: Iterable[str], at: int
) -> list[Insertion] | Refusal:
    """A RUN for what the slim image lacks: packages that are wanted, and programs that lines of the last stage call."""
    names = list(wanted)
    if base.is_smaller:
        kept = [
            block
            for block in subject.blocks
            if (found := decisions.get(block.position)) is None or found.place.is_in_runtime
        ]
        for program in lacking_programs(kept, base):
            if program not in BRINGS:
                return refuse(f"`{program}` is called, which `{base.text}` does not have")
            names.extend(BRINGS[program])
    line = install_line(subject, base.facts.package_manager, names)
    if line is None:
        return []
    return [Insertion(Place.RUNTIME, at, line, "the slim image does not have them, and the program needs them")]


def comments_for(packages: Iterable[RuntimePackages], needs: SystemNeeds, at: int) -> list[Insertion]:
    """The marked lines for packages of which it is not known what belongs to them, and for what has no package."""
    unknown = list(dict.fromkeys(name for found in packages for name in found.unknown))
    texts = [unknown_comment(unknown) if unknown else None, needs.comment]
    return [Insertion(Place.RUNTIME, at, text, "this could not be known") for text in texts if text is not None]


def names_in(packages: Iterable[RuntimePackages]) -> set[str]:
    """The packages that the file installs in the last stage."""
    return {name for found in packages for name in (*found.kept, *found.added)}


def owner_flag(subject: Subject, at: int) -> str:
    """``--chown=…`` where files were made by a user that is not root."""
    users = [block for block in subject.blocks if block.keyword is Keyword.USER and block.position < at]
    value = users[-1].step.evaluate(users[-1].step.instruction.words[0]) if users else None
    return "" if value is None or value.partition(":")[0] in ("root", "0") else f"--chown={_with_group(value)} "


def _with_group(user: str) -> str:
    return user if ":" in user or user.isdigit() else f"{user}:{user}"
