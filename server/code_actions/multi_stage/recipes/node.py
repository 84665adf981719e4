"""Node and Bun: packages are installed and sources built in the first stage, and a slim image gets what runs.

https://docs.docker.com/guides/nodejs/, https://docs.npmjs.com/cli/commands/npm-ci, https://bun.sh/docs/cli/install
"""

from __future__ import annotations

import posixpath

from ....diagnostics.finding import Edit
from ....project.manifests import PackageJson
from ....project.recognition.facts import Ecosystem, ProjectFacts
from ....semantics.file_effects import absolute_path, path_effects
from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ..bases import slim
from ..commands import Kind, kind_of
from ..composition import Decision, Decisions, Insertion, Place, compose, edited_text
from ..interpreted import additions, comments_for, names_in, owner_flag, sorted_run
from ..node_commands import (
    PACKAGE_MANAGERS,
    PRUNING,
    are_manifests,
    command_behind,
    global_packages,
    installs_for_production,
    installs_from_manifests,
    is_build,
    manifest_path,
    node_facts,
    package_installs,
    production_edit,
    why_not_started,
)
from ..packages import RuntimePackages
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Block, Subject, destination_of, directory_of, is_whole_context, sources_of, start_words
from ..system_needs import SystemNeeds, system_needs

_PRODUCTION = ("--omit", "--production", "--only", "--prod")


@dataclass(frozen=True, slots=True)
class _Project:
    """``folder`` is where packages are installed, ``modules`` where they end up.

    ``facts`` are what is recognised of ``package``; both are ``None`` where nobody could read it.
    """

    package: PackageJson | None
    facts: ProjectFacts | None
    folder: str
    modules: str
    prunes: bool
    builds: tuple[int, ...]
    installs: tuple[tuple[Block, Invocation], ...]


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that installs and builds, and one with what runs."""
    installs = package_installs(subject)
    if not installs:
        return NOT_MINE
    path = manifest_path(subject)
    package = subject.context.package_json(path)
    known = package if isinstance(package, PackageJson) else None
    facts = node_facts(subject.context, posixpath.dirname(path))
    started = why_not_started(subject, known)
    if started is not None:
        return refuse(started)
    folders = {directory_of(block, call) for block, call in installs}
    (folder, *rest) = folders
    if rest or folder is None:
        return refuse("packages are installed in several directories, or in one that is not known")
    builds = tuple(block.position for block in subject.runs() if is_build(block))
    moved = _moved_modules(subject)
    if isinstance(moved, Refusal):
        return moved
    prunes = _prunes(known, facts, installs)
    if not builds and known is not None and _needs_no_packages(known, installs, prunes=prunes):
        return refuse("the program needs no packages, so nothing has to be built: begin from the slim image")
    project = _Project(
        known,
        facts,
        folder,
        moved or posixpath.join(folder, "node_modules"),
        prunes,
        builds,
        tuple(installs),
    )
    return _planned(subject, project)


def _needs_no_packages(package: PackageJson, installs: list[tuple[Block, Invocation]], *, prunes: bool) -> bool:
    """Whether all that is installed is for development, and is known to be left out."""
    has_packages = package.dependencies or package.optional_dependencies or package.workspaces
    return not has_packages and (prunes or all(call.has(*_PRODUCTION) for _, call in installs))


def _moved_modules(subject: Subject) -> str | Refusal | None:
    for block in subject.runs():
        for call in block.step.invocations:
            names = [value or "" for value in call.operand_values]
            if call.tool in ("mv", "cp") and any("node_modules" in name for name in names):
                target = absolute_path(directory_of(block, call), names[-1])
                if call.tool == "cp" or target is None or posixpath.basename(target) != "node_modules":
                    return refuse(f"line {block.line}: packages are copied from where they were installed")
                return target
    return None


def _prunes(package: PackageJson | None, facts: ProjectFacts | None, installs: list[tuple[Block, Invocation]]) -> bool:
    """Whether development dependencies are installed and can be left out."""
    if package is None or facts is None or not package.development_dependencies:
        return False
    # Bun has no command that takes packages away, and installs anew.
    if installs[0][1].tool == "bun" and not installs_for_production(facts):
        return False
    # Version 2 and later of yarn can leave packages out only with a plug-in.
    is_later = facts.package_manager is not None and facts.package_manager.name == "yarn-berry"
    has_settings = any(path.endswith(".yarnrc.yml") for path in facts.manifests)
    if installs[0][1].tool == "yarn" and (is_later or has_settings):
        return False
    return not any(
        call.has(*_PRODUCTION) or block.step.value_of("NODE_ENV") == "production" for block, call in installs
    )


def _planned(subject: Subject, project: _Project) -> Plan | Refusal:
    base = slim(subject)
    positions = {block.position for block, _ in project.installs} | set(project.builds)
    last = max(positions)
    decisions: dict[int, Decision] = {}
    packages: list[RuntimePackages] = []
    for block in subject.blocks:
        if block.position in positions:
            is_build = block.position in project.builds
            text = None if is_build else _installed(subject, project, block)
            decisions[block.position] = Decision(
                Place.BUILD, "builds the program" if is_build else "installs packages", build_text=text
            )
        elif block.keyword is Keyword.RUN:
            chosen = _of_run(subject, project, block, last, packages)
            if isinstance(chosen, Refusal):
                return chosen
            decisions[block.position] = chosen
        elif block.keyword in (Keyword.COPY, Keyword.ADD):
            decisions[block.position] = _of_copy(subject, project, block, last)
    drops = any(found.dropped for found in packages)
    if not (base.is_smaller or drops or project.prunes):
        return refuse(
            "there is nothing to leave behind: no development dependencies, no package for building, and a slim base"
        )
    first = min(block.position for block, _ in project.installs)
    needs = system_needs(subject, _ecosystem(project), base, names_in(packages)) if base.is_smaller else SystemNeeds()
    added = additions(subject, base, decisions, needs.packages, first)
    if isinstance(added, Refusal):
        return added
    insertions = [
        *added,
        *comments_for(packages, needs, first),
        *_prune_lines(subject, project, last),
        *_copies(subject, project, last),
    ]
    notes = () if project.package is not None else ("`package.json` was not read, so all packages are taken along",)
    return compose(subject, Decisions("node", base, decisions, tuple(insertions), notes=notes))


def _ecosystem(project: _Project) -> Ecosystem:
    return Ecosystem.NODE if project.facts is None else project.facts.ecosystem


def _of_run(
    subject: Subject, project: _Project, block: Block, last: int, packages: list[RuntimePackages]
) -> Decision | Refusal:
    added = global_packages(block)
    if added:
        words = start_words(subject) or ()
        command = command_behind(words, project.package).split()
        is_before = block.position < last
        if any(name is not None and posixpath.basename(name) in (*words, *command) for name in added):
            return Decision(Place.BOTH if is_before else Place.RUNTIME, "a tool that the container starts")
        reason = "tools that the container does not start"
        return Decision(Place.BUILD if is_before else Place.NOWHERE, reason)
    if any(
        call.tool in PACKAGE_MANAGERS and call.subcommand in ("cache clean", "cache clear", "prune")
        for call in block.step.invocations
    ):
        return Decision(Place.NOWHERE, "caches stay in the first stage")
    if project.builds and block.position < last and (_stays(block) or _works_inside(project, block)):
        return Decision(Place.BUILD, "prepares what is built")
    if project.builds and block.position < last and kind_of(block.step) is Kind.OTHER:
        return refuse(f"line {block.line}: whether the build or the program needs what this RUN does is not known")
    chosen = sorted_run(subject, block, last)
    if isinstance(chosen, Refusal):
        return chosen
    if chosen.packages is not None:
        packages.append(chosen.packages)
    return chosen.decision


def _stays(block: Block) -> bool:
    """Whether a RUN works on what is copied to the last stage as a whole."""
    names = {call.tool for call in block.step.invocations}
    return bool(names & {*PACKAGE_MANAGERS, "npx", "bunx", "node"}) and "-g" not in block.text


def _works_inside(project: _Project, block: Block) -> bool:
    """Whether all that a RUN visibly does to files happens in what is copied to the last stage."""
    effects = path_effects(block.step)
    return bool(effects) and all(f"{effect.path}/".startswith(f"{project.folder}/") for effect in effects)


def _of_copy(subject: Subject, project: _Project, block: Block, last: int) -> Decision:
    if block.position > last:
        return Decision(Place.RUNTIME, "the program")
    transfer, sources, target = block.transfer, sources_of(block), destination_of(block)
    is_inside = target is not None and f"{target}/".startswith(f"{project.folder}/")
    if project.builds:
        return Decision(Place.BUILD if is_inside else Place.BOTH, "sources and manifests of what is built")
    if is_whole_context(block) and transfer is not None and transfer.destination is not None:
        if len(transfer.sources) != 1 or _needs_sources(project):
            return Decision(Place.BOTH, "the program; installing runs scripts of it")
        folder = transfer.destination.text.rstrip("/") or ""
        edit = Edit(
            block.step.item,
            Span(transfer.sources[0].span.start, transfer.destination.span.end),
            f"{_manifests(subject, project)} {folder}/",
        )
        reason = "the program; installing needs the manifests alone"
        return Decision(Place.BOTH, reason, build_text=edited_text(block, [edit]))
    if are_manifests(sources or ("",)):
        follows = any(is_whole_context(other) and other.position > block.position for other in subject.blocks)
        return Decision(Place.BUILD if follows else Place.BOTH, "what the packages are listed in")
    return Decision(Place.BOTH if _needs_sources(project) else Place.RUNTIME, "the program")


def _manifests(subject: Subject, project: _Project) -> str:
    tool = project.installs[0][1].tool
    locks = {"yarn": "yarn.lock*", "pnpm": "pnpm-lock.yaml*", "bun": "bun.lock*"}
    names = "package*.json" if tool == "npm" else f"package.json {locks[tool]}"
    return f"{names} .npmrc" if subject.has_file(".npmrc") else names


def _needs_sources(project: _Project) -> bool:
    """Whether installing may need more than the manifests: scripts of the project, or packages beside it."""
    return project.facts is None or not installs_from_manifests(project.facts)


def _installs_for_production(project: _Project) -> bool:
    """Whether development dependencies need not be installed in the first place."""
    if project.builds or project.facts is None or _needs_sources(project):
        return False
    return installs_for_production(project.facts)


def _installed(subject: Subject, project: _Project, block: Block) -> str | None:
    """The install without development dependencies, where nothing is built and no script wants them."""
    if not project.prunes or not _installs_for_production(project):
        return None
    has_lock_file = subject.has_file("package-lock.json") is True
    edits = [
        production_edit(block.step.item, call, has_lock_file=has_lock_file)
        for other, call in project.installs
        if other is block
    ]
    return edited_text(block, edits) if edits else None


def _prune_lines(subject: Subject, project: _Project, last: int) -> list[Insertion]:
    if not project.prunes or _installs_for_production(project):
        return []
    text = f"{subject.keyword('RUN')} {PRUNING[project.installs[0][1].tool]}\n"
    return [Insertion(Place.BUILD, last + 1, text, "the program runs without development dependencies")]


def _copies(subject: Subject, project: _Project, last: int) -> list[Insertion]:
    copy, owner = subject.keyword("COPY"), owner_flag(subject, last)
    path = project.folder if project.builds else project.modules
    reason = "the built program with its packages" if project.builds else "the packages, without what installed them"
    text = f"{copy} --from={subject.build_name} {owner}{path} {path}\n"
    found = [Insertion(Place.RUNTIME, last, text, reason)]
    if project.builds and project.modules != posixpath.join(project.folder, "node_modules"):
        more = f"{copy} --from={subject.build_name} {owner}{project.modules} {project.modules}\n"
        found.append(Insertion(Place.RUNTIME, last, more, "the packages, without what installed them"))
    return found
