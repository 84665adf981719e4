"""Install packages for production in a stage of their own, in place of pruning them behind a build of Node.

The stage depends on manifests alone, so that a change of a source file leaves it, and the layer that is copied from it,
as they are. Leaves out projects whose packages are not the same when they are installed by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.finding import Edit, Fix, Safety
from ...project.build_context import BuildContext
from ...project.manifests import PackageJson
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...syntax.bodies import From, Transfer, body_of
from ...syntax.grammar import Keyword
from ...syntax.logical_text import Span
from ..new_stage import free_name
from ..snapshot import Snapshot
from .node_commands import (
    PACKAGE_MANAGERS,
    PRUNING,
    are_manifests,
    installs_apart,
    installs_for_production,
    installs_from_manifests,
    installs_manifest,
    node_facts,
    production_edit,
)

_TITLE = "Install packages for production in a stage of their own"
_REASON = "development dependencies are not pruned any more, but were never installed where production's are"
_NAMES = ("dependencies", "packages")


def offer(snapshot: Snapshot) -> Iterator[Fix]:
    """The change of a file that was converted and prunes what it has built with."""
    program, context = snapshot.analysis.program, snapshot.analysis.surroundings.context
    if len(program.stages) != 2 or not _is_same_apart(context):
        return
    edits = _edits(program, context)
    if edits:
        yield Fix(_TITLE, Safety.UNSAFE, lambda: edits, _REASON)


def _is_same_apart(context: BuildContext) -> bool:
    facts, package = node_facts(context, ""), context.package_json()
    if facts is None or not isinstance(package, PackageJson):
        return False
    return installs_from_manifests(facts) and installs_apart(facts, package) and installs_for_production(facts)


def _edits(program: Program, context: BuildContext) -> tuple[Edit, ...]:
    build, last = program.stages
    name, begins = free_name(program, _NAMES), body_of(build.from_step.instruction)
    installed, pruned = _install(build), _prune(build)
    if name is None or installed is None or pruned is None or not isinstance(begins, From) or begins.name is None:
        return ()
    install, call = installed
    copy = _copy_of_all(last, build.name, install.workdir.value)
    if copy is None or begins.as_word is None:
        return ()
    change = production_edit(install.item, call, has_lock_file=context.exists("package-lock.json") is True)
    text, keyword = install.item.text, build.from_step.item.keyword_text
    production = text[: change.span.start] + change.text + text[change.span.end :]
    begun = f"\n{keyword} {name} {begins.as_word.text} {begins.name.text}\n"
    flags = "".join(f"{flag.text} " for flag in copy.instruction.flags if not flag.text.startswith("--from"))
    modules = f"{install.workdir.value}/node_modules"
    taken = f"{copy.item.keyword_text} --from={name} {flags}{modules} {modules}\n"
    return (
        Edit(build.from_step.item, begins.name.span, name),
        Edit(install.item, Span(0, 0), production + begun),
        Edit(pruned.item, Span(0, len(pruned.item.text)), f"{pruned.item.keyword_text} rm -rf node_modules\n"),
        Edit(copy.item, Span(0, 0), taken),
    )


def _install(build: Stage) -> tuple[Step, Invocation] | None:
    """The only install, if nothing else is done in its RUN and nothing but manifests was copied for it."""
    found = [(position, call) for position, call in build.invocations(*PACKAGE_MANAGERS) if installs_manifest(call)]
    found = [(position, call) for position, call in found if not _is_prune(build.steps[position])]
    if len(found) != 1:
        return None
    ((position, call),) = found
    step = build.steps[position]
    script = None if step is None else step.commands
    if step is None or script is None or len(script.commands) != 1 or step.instruction.heredocs:
        return None
    copies = (*build.steps_with(Keyword.COPY), *build.steps_with(Keyword.ADD))
    is_early = all(_lists_packages(each) for place, each in copies if place < position)
    return (step, call) if is_early else None


def _lists_packages(step: Step) -> bool:
    body = body_of(step.instruction)
    return isinstance(body, Transfer) and are_manifests(step.evaluate(each) or "" for each in body.file_sources)


def _prune(build: Stage) -> Step | None:
    return next((step for _, step in build.steps_with(Keyword.RUN) if _is_prune(step)), None)


def _is_prune(step: Step | None) -> bool:
    return step is not None and step.item.text.strip().partition(" ")[2] in PRUNING.values()


def _copy_of_all(last: Stage, stage: str | None, folder: str | None) -> Step | None:
    """The COPY that takes the whole folder of the project over."""
    for _, step in last.steps_with(Keyword.COPY):
        body = body_of(step.instruction)
        if not isinstance(body, Transfer) or body.source_stage is None or body.destination is None:
            continue
        is_from = any(use.value == stage for use in step.images)
        paths = [step.evaluate(word) for word in (*body.sources, body.destination)]
        if is_from and folder is not None and paths == [folder, folder]:
            return step
    return None
