"""What the command line and the configuration come down to for a file: its rules and its surroundings."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics.finding import Severity
from ..diagnostics.registry import all_rules
from ..diagnostics.rule import Surroundings
from ..diagnostics.rule_set import RuleSet
from ..diagnostics.selection import Override, problems_in, rule_set_in, surroundings_in, why_unknown
from ..external.shellcheck.program import find_program
from ..project.build_context import BuildContext
from ..project.context_reader import read_build_context
from ..semantics.local_sources import local_sources
from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.tree import Tree
from .failure import Failure

if TYPE_CHECKING:
    import argparse

    from ..project.configuration import Configuration, ConfigurationError


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says about rules and configuration. Can be sent to another process.

    ``forgets_baseline`` has all findings reported, known or not.
    """

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    config: Path | None
    no_config: bool
    today: datetime.date
    no_shellcheck: bool = False
    fail_level: str | None = None
    baseline: Path | None = None
    forgets_baseline: bool = False


def plain_request(arguments: argparse.Namespace) -> Request:
    """What a command says that does not choose rules."""
    return Request((), (), arguments.config, arguments.no_config, datetime.datetime.now(datetime.UTC).date())


def names_in(values: Iterable[str]) -> tuple[str, ...]:
    """The names of an option that takes commas and may be repeated."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def verify(request: Request) -> None:
    """Raises ``Failure`` if the command line names a rule or a configuration that does not exist."""
    for option, names in (("--select", request.select), ("--ignore", request.ignore)):
        for name in names:
            complaint = why_unknown(name, all_rules())
            if complaint is not None:
                raise Failure(f"{option}: {complaint[0].lower()}{complaint[1:]}")
    if request.config is not None:
        _loaded(request.config).sound()


def configuration_of(request: Request, path: Path) -> Configuration | None:
    """The configuration in force for a file; raises ``Failure`` where something is wrong with it."""
    if request.no_config:
        return None
    if request.config is not None:
        return _loaded(request.config).sound()
    found = _nearest(Path(os.path.abspath(path)).parent)
    return None if found is None else found.sound()


def rules_for(request: Request, configuration: Configuration | None, path: Path) -> RuleSet:
    """The rules for a file, those of ShellCheck among them where it is installed."""
    override, place = _override(request), _place(path)
    program = _shellcheck_of(request, configuration)
    if program is None:
        return rule_set_in(configuration, place, override)
    from ..external.shellcheck.checks import rule_set_with_shellcheck

    return rule_set_with_shellcheck(configuration, place, override, program, waits=True)


@contextmanager
def shellcheck_at_work(
    request: Request, configuration: Configuration | None, path: Path, dockerfile: Program
) -> Generator[None, None, None]:
    """ShellCheck busy with a file that is about to be checked, while our own rules are loaded; let go on an error."""
    program = _shellcheck_of(request, configuration)
    if program is None:
        yield
        return
    from ..external.shellcheck.checks import begin

    shellcheck = begin(configuration, _place(path), _override(request), program, dockerfile)
    try:
        yield
    except BaseException:
        if shellcheck is not None:
            shellcheck.drop()
        raise


def _override(request: Request) -> Override:
    return Override(request.select, request.ignore)


def _place(path: Path) -> str:
    return Path(os.path.abspath(path)).as_posix()


def _shellcheck_of(request: Request, configuration: Configuration | None) -> Path | None:
    choice = "auto" if configuration is None else configuration.shellcheck
    return _shellcheck("off" if request.no_shellcheck else choice)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many findings of a file are shown, and which severities are a failure."""

    most_problems: int
    loud: tuple[Severity, ...]


def limits_of(request: Request, configuration: Configuration | None) -> Limits:
    """The limits of a file; all findings are shown unless a configuration states how many."""
    level = request.fail_level or ("hint" if configuration is None else configuration.fail_level)
    severities = tuple(Severity)
    loud = () if level == "never" else severities[: severities.index(Severity(level)) + 1]
    if configuration is None or not configuration.is_set("max-problems"):
        return Limits(sys.maxsize, loud)
    return Limits(configuration.max_problems, loud)


def surroundings_for(
    request: Request, configuration: Configuration | None, path: Path, tree: Tree, *, is_on_disk: bool
) -> Surroundings:
    """What rules may know beside the file itself; of text that has no place on the disk, nothing about its context."""
    if not is_on_disk:
        return surroundings_in(configuration, BuildContext.unknown(), request.today)
    known = _known(request, configuration, path)
    absolute = Path(os.path.abspath(path))
    root = None if configuration is None else configuration.build_context_of(absolute.as_posix())
    context = read_build_context(
        absolute,
        root=None if root is None else Path(root),
        workspace_root=workspace_of(absolute.parent),
        sources=local_sources(tree),
    )
    return surroundings_in(configuration, context, request.today, known)


def baseline_of(request: Request, configuration: Configuration | None) -> str | None:
    """The absolute path of the baseline that holds for a file, if any; the command line's comes first."""
    if request.baseline is not None:
        return os.path.abspath(request.baseline)
    return None if configuration is None else configuration.baseline


def _known(request: Request, configuration: Configuration | None, path: Path) -> Mapping[tuple[str, str], int]:
    baseline = baseline_of(request, configuration)
    if baseline is None or request.forgets_baseline:
        return {}
    from ..project.baseline import BaselineProblem, known_in

    try:
        return known_in(baseline, os.path.abspath(path))
    except BaselineProblem as problem:
        raise Failure(short_path(str(problem))) from None


def described(problem: ConfigurationError) -> str:
    """``dockwright.toml:3: select: There is no rule …``."""
    place = short_path(problem.path) if problem.line is None else f"{short_path(problem.path)}:{problem.line}"
    return f"{place}: {problem.key}: {problem.message}" if problem.key else f"{place}: {problem.message}"


def short_path(path: str) -> str:
    """A path relative to the working directory where it lies below."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


@lru_cache(maxsize=3)
def _shellcheck(choice: str) -> Path | None:
    return find_program(choice)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A configuration that was read, and all that is wrong with it."""

    configuration: Configuration
    complaint: str

    def sound(self) -> Configuration:
        if self.complaint:
            raise Failure(self.complaint)
        return self.configuration


@lru_cache(maxsize=1024)
def _nearest(folder: Path) -> _Loaded | None:
    # What reads configurations takes longer to load than a file to check, and mostly there is nothing to read.
    if not any(map(_may_configure, (folder, *folder.parents))):
        return None
    from ..project.configuration_files import find_configuration

    # Folders below one configuration share what was read of it, and what is wrong with it.
    file = find_configuration(folder)
    return None if file is None else _loaded(file)


@lru_cache(maxsize=1024)
def _may_configure(folder: Path) -> bool:
    """Whether a folder has a configuration file, or a ``pyproject.toml`` that mentions us or cannot be read."""
    if os.path.lexists(folder / "dockwright.toml") or os.path.lexists(folder / ".dockwright.toml"):
        return True
    try:
        return b"dockwright" in (folder / "pyproject.toml").read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True


@lru_cache(maxsize=64)
def _loaded(file: Path) -> _Loaded:
    from ..project.configuration_files import load_configuration

    configuration = load_configuration(file)
    return _Loaded(configuration, "\n".join(map(described, problems_in(configuration))))


@lru_cache(maxsize=1024)
def workspace_of(folder: Path) -> Path | None:
    """The root of the repository that holds a folder, if any."""
    for parent in (folder, *folder.parents):
        if os.path.lexists(parent / ".git"):
            return parent
    return None
