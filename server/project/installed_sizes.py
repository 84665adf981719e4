"""What RUN instructions install at least, by a table of well-known packages.

Counted is a program that the base image is known to lack, in the first RUN that is certain to install it and leaves it
there. After a RUN of which it is not known what it installs, nothing is counted any more: the program may be there.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..images.package_sizes import LEAST_MEGABYTES, is_covered, programs_of_package
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword

_MEGABYTE = 1_000_000
_INSTALLERS = frozenset(("apt-get", "apt"))
_REMOVES_NOTHING = frozenset(("update", "clean", "autoclean", "install"))
_DRY = ("--simulate", "--dry-run", "--download-only", "--print-uris")
_CALLS_NO_INSTALLER = frozenset(
    (
        *(
            "rm",
            "mkdir",
            "echo",
            "printf",
            "true",
            ":",
            "cd",
            "set",
            "export",
            "test",
            "[",
            "chown",
            "chmod",
            "ln",
            "cp",
        ),
        *("mv", "touch", "cat", "sed", "groupadd", "useradd", "adduser", "addgroup", "ldconfig", "pip", "npm", "yarn"),
    )
)


@dataclass(frozen=True, slots=True)
class _Installs:
    """The programs that a RUN is certain to leave behind. Not ``is_all``: it may install others too."""

    programs: frozenset[str]
    is_all: bool


def least_installed(stage: Stage) -> Mapping[int, int]:
    """The bytes that RUN instructions of a stage install at least, by their positions; not in it: nothing is known."""
    if not is_covered(stage.facts.distribution, stage.facts.release):
        return {}
    known = {name: stage.facts.has_program(name) is not False for name in LEAST_MEGABYTES}
    found: dict[int, int] = {}
    for link in reversed(stage.chain):
        for position, installs in link.select(_installs):
            new = [name for name in installs.programs if not known[name]]
            known.update(dict.fromkeys(LEAST_MEGABYTES if not installs.is_all else new, True))
            if new and link is stage:
                found[position] = sum(LEAST_MEGABYTES[name] for name in new) * _MEGABYTE
    return found


def _installs(step: Step) -> tuple[_Installs, ...]:
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return ()
    script = step.commands
    if script is None or script.has_errors or not script.dialect.is_posix:
        return (_Installs(frozenset(), is_all=False),)
    installing = [call for call in step.invocations if call.tool in _INSTALLERS]
    names = [command.name.value for command in script.commands]
    is_all = (
        all(call.subcommand in _REMOVES_NOTHING for call in installing)
        and all(package.kind == "name" for call in installing for package in call.packages)
        and all(name in _CALLS_NO_INSTALLER | _INSTALLERS for name in names)
    )
    # What fails may be gone over, and what is removed again is not in the layer.
    if not is_all or any(command.operator == "||" for command in script.commands):
        return (_Installs(frozenset(), is_all=False),)
    certain = (call for call in installing if _is_certain(call))
    programs = (
        name for call in certain for package in call.packages for name in programs_of_package(package.name or "")
    )
    return (_Installs(frozenset(programs), is_all=True),)


def _is_certain(call: Invocation) -> bool:
    return call.subcommand == "install" and not call.command.conditional and not call.has(*_DRY)
