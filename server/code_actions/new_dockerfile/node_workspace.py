"""One member of a workspace of npm, yarn, pnpm or bun, built from the root of the workspace.

Everything is installed from the manifests of all members, since the lock file speaks of all. The other members that
this one needs are built in front of it. The last stage keeps the folders as they are, because packages of the workspace
are links to them.

https://docs.npmjs.com/cli/using-npm/workspaces, https://classic.yarnpkg.com/en/docs/workspaces,
https://yarnpkg.com/cli/workspaces/focus, https://pnpm.io/filtering, https://bun.com/docs/cli/filter
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.manifests import PackageJson
from ...project.recognition.facts import Part, Product, ProjectFacts, either
from ...project.recognition.reading import MOST_PROJECTS, manifests_named
from ...project.recognition.recognise import recognise
from ...syntax.dataclass import dataclass
from ..multi_stage.node_commands import JAVASCRIPT, installs_apart, installs_for_production
from ..multi_stage.plan import Refusal, refuse
from .blueprint import BUILD_STAGE, DEPENDENCY_STAGE, ROOT, Blueprint, Copy, caches_of
from .instructions import shell

_NO_SCRIPTS = " --ignore-scripts"


@dataclass(frozen=True, slots=True)
class _Member:
    facts: ProjectFacts
    package: PackageJson

    def needs(self, *, to_build: bool) -> Iterator[str]:
        """The names of the packages that it needs."""
        yield from self.package.dependencies
        yield from self.package.optional_dependencies
        if to_build:
            yield from self.package.development_dependencies

    @property
    def is_built(self) -> bool:
        """Whether it has to be built, and how is known."""
        return self.facts.build is not None and not self.facts.needs_build.is_no


def part_of_workspace(
    facts: ProjectFacts, context: BuildContext, build_image: str, run_image: str
) -> Blueprint | Refusal:
    """The blueprint of a member, for a build context that is the root of its workspace."""
    if facts.workspace_root:
        return refuse(f"the build context is not the root of its workspace, `{facts.workspace_root}`")
    members = _members(facts, context)
    if isinstance(members, str):
        return refuse(members)
    if any(artefact.path.endswith("/standalone") for artefact in facts.artefacts):
        return refuse("where Next.js puts the server of one member of a workspace is not known")
    root = members[""].facts
    needed = [members[each] for each in _needed(facts.folder, members, to_build=True)]
    shipped = [members[each] for each in _needed(facts.folder, members, to_build=False)]
    build = tuple(_building(each.facts) for each in needed if each.is_built)
    blueprint = Blueprint(
        _at_root(facts, [each.facts for each in members.values()], shipped),
        build_image,
        run_image,
        install=() if root.install is None else (shell(root.install),),
        build=build,
        caches=caches_of(root),
        run_folder=facts.folder,
    )
    if facts.product is Product.WEBSITE:
        return blueprint
    return _with_packages(replace(blueprint, facts=replace(blueprint.facts, artefacts=())), facts, members, shipped)


def with_version_of_root(facts: ProjectFacts, context: BuildContext) -> ProjectFacts:
    """The facts of a member that asks for no version of Node.js, with the one that its workspace asks for."""
    if facts.workspace_root != "" or facts.language_version is not None:
        return facts
    asked = (each.language_version for each in recognise(context) if each.folder == "" and each.ecosystem in JAVASCRIPT)
    return replace(facts, language_version=next(asked, None))


def _with_packages(
    blueprint: Blueprint, facts: ProjectFacts, members: Mapping[str, _Member], shipped: Sequence[_Member]
) -> Blueprint | Refusal:
    """The blueprint with what production needs: installed apart where that gives the same, else by pruning."""
    production = _production(facts)
    fails = not all(installs_for_production(each.facts) for each in members.values())
    is_berry = facts.package_manager is not None and facts.package_manager.name == "yarn-berry"
    can_do_without = facts.native_modules.is_no and not is_berry
    if fails and can_do_without and production is not None:
        # A script around the install is a tool for development, and nothing else needs a script.
        production = f"{production}{_NO_SCRIPTS}"
    is_same = all(installs_apart(each.facts, each.package) for each in members.values())
    if production is not None and is_same and (can_do_without or not fails):
        stage = DEPENDENCY_STAGE if blueprint.build else BUILD_STAGE
        return replace(
            blueprint,
            dependencies=(production,) if blueprint.build else (),
            install=blueprint.install if blueprint.build else (production,),
            copies=(_all_of(ROOT, stage), *_results(shipped)),
        )
    prune = _pruning(members[""].facts, production)
    if prune is None:
        return refuse("how development dependencies are taken out of a workspace is not known for its package manager")
    if not blueprint.build:
        return replace(blueprint, prune=(prune,), copies=(_all_of(ROOT, BUILD_STAGE), *_results(shipped)))
    paths = ("node_modules", "package.json", *(each.facts.folder for each in shipped))
    return replace(blueprint, prune=(prune,), copies=tuple(_all_of(f"{ROOT}/{path}", BUILD_STAGE) for path in paths))


def _all_of(path: str, stage: str) -> Copy:
    return Copy(path, path, "what was installed, with its links into the workspace", stage)


def _results(shipped: Iterable[_Member]) -> Iterator[Copy]:
    """What each member brings to the last stage besides its packages."""
    for member in shipped:
        facts = member.facts
        outputs = _outputs(member)
        if not member.is_built or not outputs:
            stage = BUILD_STAGE if member.is_built else None
            source = f"{ROOT}/{facts.folder}" if member.is_built else facts.folder
            yield Copy(source, f"{ROOT}/{facts.folder}", "a member of the workspace that the program runs from", stage)
            continue
        for path in outputs:
            yield Copy(f"{ROOT}/{path}", f"{ROOT}/{path}", "what was built, and what is read beside it")


def _outputs(member: _Member) -> tuple[str, ...]:
    """The paths that a member ships besides its manifest, if it is known that its sources are none of them."""
    facts = member.facts
    manifest = facts.path("package.json")
    parts = [each for each in facts.artefacts if each.part is not Part.DEPENDENCIES and each.path != manifest]
    if facts.product is Product.PROGRAM:
        return () if any(each.part is Part.SOURCES for each in parts) else tuple(each.path for each in parts)
    main = posixpath.normpath(member.package.main or "")
    if "/" in main and not main.startswith(("src/", "../")):
        return (facts.path(main.partition("/")[0]),)
    return () if facts.output_folder is None else (facts.output_folder.value,)


def _building(facts: ProjectFacts) -> str:
    """The command that builds a member, called in the root of the workspace."""
    assert facts.build is not None
    script, name = facts.build.script, None if facts.name is None else facts.name.value
    manager = "npm" if facts.package_manager is None else facts.package_manager.name
    match manager:
        case "npm" if script is not None:
            return shlex.join(("npm", "run", script, "--workspace", facts.folder))
        case "yarn" | "yarn-berry" if script is not None and name is not None:
            return shlex.join(("yarn", "workspace", name, "run", script))
        case "pnpm" if script is not None and name is not None:
            return shlex.join(("pnpm", "--filter", name, "run", script))
        case "bun" if script is not None and name is not None:
            return shlex.join(("bun", "run", "--filter", name, script))
        case _:
            return f"cd {shlex.quote(facts.folder)} && {shell(facts.build)}"


def _production(facts: ProjectFacts) -> str | None:
    """The command that installs what a member needs to run, called in the root of the workspace."""
    name = None if facts.name is None else facts.name.value
    if facts.install is None or facts.package_manager is None:
        return None
    words = facts.install.arguments
    match facts.package_manager.name:
        case "npm":
            return shlex.join((*words, "--omit=dev", "--workspace", facts.folder))
        case "yarn" | "bun":
            return shlex.join((*words, "--production"))
        case "yarn-berry" if name is not None:
            return shlex.join(("yarn", "workspaces", "focus", name, "--production"))
        case "pnpm" if name is not None:
            return shlex.join((*words, "--prod", "--filter", f"{name}..."))
        case _:
            return None


def _pruning(root: ProjectFacts, production: str | None) -> str | None:
    """What takes development dependencies out of a workspace that is installed."""
    manager = "" if root.package_manager is None else root.package_manager.name
    if manager == "pnpm":
        # `pnpm prune` does not know workspaces.
        return None if production is None else f"CI=true {production.removesuffix(_NO_SCRIPTS)}{_NO_SCRIPTS}"
    if manager == "yarn-berry":
        return production
    return None if root.prune is None else shell(root.prune)


def _at_root(facts: ProjectFacts, members: Sequence[ProjectFacts], shipped: Iterable[_Member]) -> ProjectFacts:
    """The facts of a member as the root of its workspace sees them."""
    return replace(
        facts,
        folder="",
        manifests=tuple(dict.fromkeys((*members[0].manifests, *facts.manifests))),
        install_needs_sources=either(each.install_needs_sources for each in members),
        needs=tuple(dict.fromkeys(need for each in shipped for need in each.facts.needs)),
    )


def _members(facts: ProjectFacts, context: BuildContext) -> Mapping[str, _Member] | str:
    """The root of a workspace and its members by their folders, or what keeps them from being known."""
    if len(manifests_named(context, "package.json")) >= MOST_PROJECTS:
        return f"there are {MOST_PROJECTS} projects or more, and those behind were not looked at"
    found: dict[str, _Member] = {}
    projects = [each for each in recognise(context) if each.ecosystem in JAVASCRIPT]
    root = next((each for each in projects if each.folder == ""), facts)
    for each in (root, *(each for each in projects if each.folder in root.workspace_members)):
        package = context.package_json(each.path("package.json"))
        if shlex.quote(each.folder or ".") != (each.folder or "."):
            return f"`{each.folder}` has signs in its name that COPY reads in another way"
        if not isinstance(package, PackageJson):
            return "; ".join(note.said for note in each.notes) or f"`{each.path('package.json')}` was not read"
        found[each.folder] = _Member(each, package)
    return found


def _needed(folder: str, members: Mapping[str, _Member], *, to_build: bool) -> Iterator[str]:
    """The folders of a member and of all that it needs, those first that others need."""
    by_name = {member.package.name: each for each, member in members.items() if each}
    seen: set[str] = set()

    def visit(each: str) -> Iterator[str]:
        if each in seen:
            return
        seen.add(each)
        for name in members[each].needs(to_build=to_build):
            if name in by_name:
                yield from visit(by_name[name])
        yield each

    return visit(folder)
