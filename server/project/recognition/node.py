"""Node.js, and Bun where it runs the program: from a ``package.json`` to the facts of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..build_context import BuildContext
from .commands import custom, plain_arguments, written
from .facts import (
    Command,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
    Origin,
    PackageManager,
    Product,
    ProjectFacts,
    Reason,
    no,
    unknown,
    yes,
)
from .node_frameworks import CONFIGURATION_NAMES, Framework, framework
from .node_manifest import (
    NodeManifest,
    install_commands,
    install_manifests,
    language_version,
    node_manifests,
    package_manager,
    scripts_around_install,
    workspace_above,
    workspace_members,
    workspace_patterns,
)
from .node_native import native_modules, needs
from .node_results import artefacts_of, entry_point, needs_a_build, output_of_program
from .reading import first_file, is_file, join, procfile_line

_PRODUCTION_SCRIPTS = ("start:prod", "start:production", "serve:prod", "prod:start", "production", "start")

_DEVELOPMENT = re.compile(
    r"\b(?:nodemon|ts-node-dev|tsx watch|tsc-watch|webpack(?:-dev-server| serve)|react-scripts start|react-app-rewired"
    r"|vue-cli-service serve|ng serve|vite(?! build)|next dev|nuxt dev|nest start|gatsby develop|parcel|live-server"
    r"|concurrently|--watch|--hot)\b|^(?:nuxt|vite)$"
)
"""Programs that watch the sources, or leave out what makes a program fast."""

_RUNS = re.compile(r"(?:node|bun|deno|ts-node|tsx|pm2|pm2-runtime|next start)\b")
"""A script called ``production`` starts the program in some projects, and builds the assets in others."""


def sources(context: BuildContext) -> Iterator[str]:
    """Files whose text tells more than the manifests do."""
    for manifest in node_manifests(context):
        for name in (*CONFIGURATION_NAMES, "package-lock.json", "npm-shrinkwrap.json"):
            path = join(manifest.folder, name)
            if is_file(context, path):
                yield path


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each ``package.json`` as a project."""
    for manifest in node_manifests(context):
        yield _project(manifest)


def _project(manifest: NodeManifest) -> ProjectFacts:
    above = workspace_above(manifest)
    patterns = workspace_patterns(manifest)
    root = above[0] if above else (manifest.folder if patterns else None)
    members = workspace_members(manifest, patterns)
    manager, lock = package_manager(manifest, above[0] if above else None)
    basis = framework(manifest)
    manager_origin = Origin(lock) if lock else manifest.origin()
    install, production, prune = install_commands(manager, lock, manager_origin)
    needs_sources, wants_development = scripts_around_install(manifest)
    native = native_modules(manifest, lock)
    if wants_development and production is not None:
        # The script is a development tool, which is not there: left to itself, the install fails.
        production = (
            replace(production, arguments=(*production.arguments, "--ignore-scripts")) if native.is_no else None
        )
    start = _start(manifest, manager, basis)
    build = _build(manifest, manager, basis)
    product = _product(manifest, basis, start, bool(members or patterns))
    facts = ProjectFacts(
        Ecosystem.BUN if _runs_on_bun(manifest, manager, start) else Ecosystem.NODE,
        manifest.folder,
        (manifest.origin(),),
        name=None if manifest.package.name is None else Known(manifest.package.name, manifest.origin("name")),
        framework=basis.name,
        language=_language(manifest),
        product=product,
        package_manager=manager,
        lock_file=lock,
        manifests=tuple(install_manifests(manifest, lock, above[0] if above else None, members)),
        install_needs_sources=needs_sources,
        install=install,
        install_production=production,
        prune=prune,
        build=build,
        start=start if product is Product.PROGRAM else None,
        port=None if basis.port is None or basis.name is None else Known(str(basis.port), basis.name.origin),
        language_version=language_version(manifest),
        native_modules=native,
        is_monorepo_part=_monorepo(manifest, above, bool(patterns)),
        workspace_root=root,
        workspace_members=members,
        notes=manifest.notes,
    )
    return _with_results(manifest, basis, facts)


def _with_results(manifest: NodeManifest, basis: Framework, facts: ProjectFacts) -> ProjectFacts:
    """What follows from build and start: entry point, output, and what must be there at run time."""
    entry = entry_point(manifest, facts.start)
    needs_build = needs_a_build(manifest, facts, entry)
    build = facts.build
    if build is None and needs_build.is_yes:
        tool = basis.build or (("npx", "tsc") if manifest.dependency("typescript") else ())
        build = custom(manifest.origin(), *tool) if tool else None
    output = basis.output or (output_of_program(manifest, facts.start) if needs_build.is_yes else None)
    if output is not None:
        output = Known(facts.path(output.value), output.origin)
    is_program = facts.product is Product.PROGRAM
    return replace(
        facts,
        build=build,
        needs_build=needs_build,
        output_folder=output,
        entry_point=entry,
        artefacts=artefacts_of(manifest, basis, facts, output) if facts.product is not None else (),
        sources_at_run_time=_sources_at_run_time(facts, needs_build, output),
        needs=_needs(manifest) if is_program or facts.product is None else (),
        run_environment=(("NODE_ENV", "production"),) if is_program else (),
    )


def _sources_at_run_time(facts: ProjectFacts, needs_build: Judgement, output: Known | None) -> bool | None:
    if facts.product is Product.WEBSITE:
        return False
    if needs_build.answer is None:
        return None
    return not needs_build.answer or output is None


def _needs(manifest: NodeManifest) -> tuple[Need, ...]:
    libc = Need(NeedKind.C_LIBRARY, "libc", manifest.origin())
    certificates = Need(NeedKind.CERTIFICATES, "ca-certificates", manifest.origin(), is_certain=False)
    return (libc, certificates, *needs(manifest))


def _language(manifest: NodeManifest) -> Known | None:
    origin = manifest.dependency("typescript")
    has_settings = first_file(manifest.context, manifest.folder, ("tsconfig.json",)) is not None
    return Known("typescript", origin) if origin is not None and has_settings else None


def _runs_on_bun(manifest: NodeManifest, manager: PackageManager, start: Command | None) -> bool:
    if start is not None and start.script_text is not None and start.script_text.startswith(("bun ", "bunx ")):
        return True
    has_types = manifest.dependency("@types/bun") is not None or manifest.dependency("bun-types") is not None
    return manager.name == "bun" and has_types and (start is None or start.arguments[0] != "node")


def script(manager: PackageManager, name: str) -> tuple[str, ...]:
    """How a package manager runs a script of the ``package.json``."""
    return (manager.name.removesuffix("-berry"), "run", name)


def _start(manifest: NodeManifest, manager: PackageManager, basis: Framework) -> Command | None:
    scripts = manifest.package.scripts
    if basis.is_standalone and basis.server is not None:
        # `next start`, which the script is, does not serve this output.
        return custom(basis.name.origin if basis.name else manifest.origin(), "node", basis.server)
    for name in _PRODUCTION_SCRIPTS:
        text = scripts.get(name)
        if text is not None and not _DEVELOPMENT.search(text) and (name != "production" or _RUNS.match(text)):
            return _script_command(manifest, manager, name, text)
    web = procfile_line(manifest.context, manifest.folder, "web")
    if web is not None and web.value.split(" ")[0] in ("node", "npm", "yarn", "pnpm", "bun", "npx"):
        return written(web)
    if basis.server is not None:
        return custom(basis.name.origin if basis.name else manifest.origin(), "node", basis.server)
    if basis.product is not Product.WEBSITE:
        # npm itself starts `server.js` where there is no script (https://docs.npmjs.com/cli/using-npm/scripts).
        main = manifest.package.main
        for file, keys in ((main, ("main",)), ("server.js", ())):
            if file and is_file(manifest.context, join(manifest.folder, file)) and _is_server(basis, file):
                return custom(manifest.origin(*keys), "node", file)
    return None


def _is_server(basis: Framework, name: str) -> bool:
    return basis.product is Product.PROGRAM or name.rpartition("/")[2] in ("server.js", "app.js")


def _script_command(manifest: NodeManifest, manager: PackageManager, name: str, text: str) -> Command:
    """A script; its own words where it is a plain call of the runtime, since signals then reach the program."""
    origin = manifest.origin("scripts", name)
    arguments = plain_arguments(text)
    has_hooks = f"pre{name}" in manifest.package.scripts or f"post{name}" in manifest.package.scripts
    if arguments is None or has_hooks or arguments[0] not in ("node", "bun", "deno"):
        arguments = script(manager, name)
    return Command(arguments, origin, script=name, script_text=text)


_BUILDS = ("build:prod", "build:production", "build", "compile")

_ASSET_BUILDS = ("build:prod", "build:production", "production", "prod", "build")
"""Where a server in another language hands the files out, ``build`` often is the build for development."""


def _build(manifest: NodeManifest, manager: PackageManager, basis: Framework) -> Command | None:
    for name in _ASSET_BUILDS if basis.product is None else _BUILDS:
        text = manifest.package.scripts.get(name)
        # Some platforms insist on a build script, so that it is kept with nothing in it.
        is_start = name.startswith("prod") and _RUNS.match(text or "")
        if text is not None and not text.startswith(("echo ", "exit ")) and not is_start:
            return Command(script(manager, name), manifest.origin("scripts", name), script=name, script_text=text)
    return None


def _product(manifest: NodeManifest, basis: Framework, start: Command | None, is_workspace: bool) -> Product | None:
    if basis.product is not None:
        is_served = basis.product is Product.WEBSITE and start is not None and start.arguments[0] in ("node", "bun")
        return Product.PROGRAM if is_served else basis.product
    if start is not None:
        return Product.PROGRAM
    if is_workspace:
        return Product.WORKSPACE
    if manifest.table.get("main") or manifest.table.get("exports"):
        return Product.LIBRARY
    return None


def _monorepo(manifest: NodeManifest, above: tuple[str, Origin] | None, is_root: bool) -> Judgement:
    reasons = [Reason("It is a member of a workspace", above[1])] if above else []
    if is_root:
        reasons.append(Reason("It is the root of a workspace", manifest.origin()))
    package = manifest.package
    for name, version in (*package.dependencies.items(), *package.development_dependencies.items()):
        if version.startswith(("workspace:", "link:", "file:", "portal:")):
            origin = manifest.dependency(name) or manifest.origin()
            reasons.append(Reason(f"{name} lies in the same repository", origin))
    return yes(*reasons) if reasons else (unknown() if manifest.notes else no())
