"""What starting a Node.js project comes down to: entry point, output, and what must be there at run time."""

from __future__ import annotations

import re

from .commands import plain_arguments
from .facts import (
    Artefact,
    Command,
    Ecosystem,
    Judgement,
    Known,
    Origin,
    Part,
    Product,
    ProjectFacts,
    Reason,
    no,
    unknown,
    yes,
)
from .node_frameworks import CONFIGURATION_NAMES, Framework, asset_folders, setting
from .node_manifest import (
    NodeManifest,
)
from .reading import first_file, is_file, is_folder, join

_EXTENSIONS = ("", ".js", ".mjs", ".cjs", ".ts", ".mts", "/index.js", "/index.ts")


def entry_point(manifest: NodeManifest, start: Command | None) -> Known | None:
    """The source that a program begins with: the file that is run, or the one that it was compiled from."""
    if manifest.dependency("@nestjs/core") and is_file(manifest.context, join(manifest.folder, "src/main.ts")):
        return Known(join(manifest.folder, "src/main.ts"), manifest.origin())
    if start is None:
        return None
    file = started_file(start)
    if file is None:
        main = manifest.package.main
        if main and start.script is not None and is_file(manifest.context, join(manifest.folder, main)):
            return Known(join(manifest.folder, main), manifest.origin("main"))
        return None
    plain = re.sub(r"\.[cm]?js$", "", file)
    for stem in (file, plain):
        for extension in _EXTENSIONS:
            path = join(manifest.folder, stem + extension)
            if is_file(manifest.context, path):
                return Known(path, start.origin)
    return None


def started_file(start: Command) -> str | None:
    """The file that a runtime is told to run, as written."""
    arguments = list(start.arguments)
    if arguments[0] not in ("node", "bun", "deno", "ts-node", "tsx"):
        arguments = list(plain_arguments(start.script_text or "") or ())
    if not arguments or arguments[0] not in ("node", "bun", "deno", "ts-node", "tsx"):
        return None
    takes_value = ("-r", "--require", "--import", "--loader", "--env-file")
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in takes_value:
            next(rest, None)
        elif not argument.startswith("-") and argument != "run":
            return argument
    return None


def needs_a_build(manifest: NodeManifest, facts: ProjectFacts, entry: Known | None) -> Judgement:
    """Whether something has to be built before the program starts or the site is served."""
    if facts.build is not None:
        return yes(Reason("There is a script that builds it", facts.build.origin))
    if facts.product is Product.WEBSITE:
        return yes(
            Reason(
                "What is served is built from sources", facts.framework.origin if facts.framework else manifest.origin()
            )
        )
    file = None if facts.start is None else started_file(facts.start)
    if entry is not None and file is not None and facts.ecosystem is Ecosystem.NODE:
        if entry.value.endswith((".ts", ".mts")) and not file.endswith((".ts", ".mts")):
            return yes(Reason("What is started is compiled from TypeScript", entry.origin))
        return no(Reason("What is started is a source file", entry.origin))
    if manifest.notes:
        return unknown()
    return no() if facts.ecosystem is Ecosystem.BUN or facts.start is not None else unknown()


def output_of_program(manifest: NodeManifest, start: Command | None) -> Known | None:
    """The folder that the compiler writes to: said in its settings, or the one that start names and is not there."""
    names = ("tsconfig.build.json", "tsconfig.json")
    folder = setting(manifest, names, r'"outDir"\s*+:\s*+"([^"\n]+)"')
    if folder is not None:
        return Known(join("", folder[0]), folder[1])
    file = None if start is None else started_file(start)
    if start is None or file is None or "/" not in join("", file):
        return None
    first = join("", file).split("/")[0]
    if first in manifest.context.names_in(manifest.folder):
        return None
    return Known(first, start.origin)


def artefacts_of(
    manifest: NodeManifest, basis: Framework, facts: ProjectFacts, output: Known | None
) -> tuple[Artefact, ...]:
    """The paths that must be present at run time."""
    origin = manifest.origin()

    def found(name: str, part: Part, is_certain: bool = True) -> Artefact:
        return Artefact(join(facts.folder, name), part, origin, is_certain)

    if facts.product is Product.WEBSITE:
        return (Artefact(output.value, Part.BUILT, output.origin, not basis.is_default),) if output else ()
    if facts.product is not Product.PROGRAM:
        return ()
    has_packages = bool(manifest.package.dependencies or manifest.package.optional_dependencies)
    modules = [found("node_modules", Part.DEPENDENCIES)] if has_packages else []
    public = [found("public", Part.ASSETS)] if is_folder(manifest.context, join(facts.folder, "public")) else []
    name = basis.name.value if basis.name else ""
    if name == "next":
        build = basis.output.value if basis.output else ".next"
        if basis.is_standalone:
            return (found(f"{build}/standalone", Part.BUILT), found(f"{build}/static", Part.BUILT), *public)
        settings = first_file(manifest.context, facts.folder, CONFIGURATION_NAMES[:4])
        configuration = [Artefact(settings, Part.MANIFEST, Origin(settings))] if settings else []
        manifest_part = found("package.json", Part.MANIFEST)
        return (found(build, Part.BUILT), *public, *modules, manifest_part, *configuration)
    if name == "nuxt" and output:
        return (Artefact(output.value, Part.BUILT, output.origin),)
    if output is not None:
        assets = [Artefact(path, Part.ASSETS, Origin(path), False) for path in asset_folders(manifest)]
        built = Artefact(output.value, Part.BUILT, output.origin)
        return (built, *modules, found("package.json", Part.MANIFEST), *assets)
    return (Artefact(facts.folder, Part.SOURCES, origin), *modules)
