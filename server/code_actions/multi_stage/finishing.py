"""What is left to do on the printed file, done by the fixes and transformations that exist anyway.

The container starts as an unprivileged user, the start command does without a shell where it means the same, manifests
are copied before the sources, packages of Node for production are installed in a stage of their own, and caches are
mounted where the project keeps them in mounts. Each is made only if it applies; what was done is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...diagnostics.finding import Fix, Safety
from ...diagnostics.registry import rule
from ...diagnostics.rule import CacheStrategy, Surroundings
from ...diagnostics.rule_set import make_rule_set
from ...project.build_context import BuildContext
from ...semantics.start_command import start_command
from ..cache_mounts import mount_fix
from ..proof import try_fix
from ..snapshot import Snapshot, read
from ..transformations import add_user
from . import dependency_stage
from .node_commands import PACKAGE_MANAGERS, installs_from_manifests, node_facts

_EXEC_FORM = "shell-form-command"
_MANIFESTS_FIRST = "context-copied-before-dependencies"
_ROUNDS = 20


def finished(text: str, surroundings: Surroundings) -> tuple[str, tuple[str, ...]]:
    """The text after all that applies, and what was done to it, in sentences without a full stop."""
    rules = [found for found in map(rule, (_EXEC_FORM, _MANIFESTS_FIRST)) if found is not None]
    snapshot = read(text, make_rule_set(rules), surroundings)
    done: list[str] = []
    steps: list[Callable[[Snapshot], Iterable[Fix]]] = [_exec_form, _user]
    if _needs_only_manifests(surroundings.context):
        steps.append(_manifests_first)
    steps.append(dependency_stage.offer)
    if surroundings.cache_strategy is CacheStrategy.MOUNT:
        steps.append(_cache_mounts)
    for step in steps:
        for _ in range(_ROUNDS):
            made = next(filter(None, (try_fix(snapshot, fix) for fix in step(snapshot))), None)
            if made is None:
                break
            snapshot = made.result
            done.append(made.fix.title)
    return snapshot.text, tuple(done)


def _needs_only_manifests(context: BuildContext) -> bool:
    """Whether a package manager of Node is known to need nothing but what the rule has copied first."""
    facts = node_facts(context, "")
    return facts is not None and installs_from_manifests(facts) and context.is_sent(".npmrc") is False


def _exec_form(snapshot: Snapshot) -> Iterator[Fix]:
    last = snapshot.analysis.program.stages[-1]
    needs_it = last.facts.has_shell is False
    for _, finding in snapshot.findings():
        if finding.rule.id == _EXEC_FORM and any(item is finding.item for item in last.items):
            for fix in finding.fixes:
                if "JSON" in fix.title and (fix.safety is Safety.SAFE or needs_it):
                    yield fix


def _manifests_first(snapshot: Snapshot) -> Iterator[Fix]:
    build = snapshot.analysis.program.stages[0]
    for _, finding in snapshot.findings():
        if finding.rule.id == _MANIFESTS_FIRST and any(item is finding.item for item in build.items):
            yield from (fix for fix in finding.fixes if any(True for _ in build.invocations(*PACKAGE_MANAGERS)))


def _user(snapshot: Snapshot) -> Iterator[Fix]:
    # What an image starts by itself may be a server that has to be started as root.
    if start_command(snapshot.analysis.program.stages[-1]).step is None:
        return
    yield from add_user.offer(snapshot.analysis, snapshot.analysis.program.starts[-1])


def _cache_mounts(snapshot: Snapshot) -> Iterator[Fix]:
    program = snapshot.analysis.program
    for stage in program.stages[:-1]:
        for _, step in stage.all_steps():
            yield from mount_fix(program, step)
