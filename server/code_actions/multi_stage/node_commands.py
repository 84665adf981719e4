"""Where a Node project installs its packages, what its container starts, and which RUN lines build it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from ...diagnostics.finding import Edit
from ...project.build_context import BuildContext
from ...project.manifests import PackageJson
from ...project.recognition.facts import Ecosystem, ProjectFacts
from ...project.recognition.recognise import recognise
from ...semantics.start_command import is_script, start_command
from ...shell.dialect import program_name
from ...shell.invocation import Invocation
from ...syntax.items import Item
from ...syntax.logical_text import Span
from .subject import Block, Subject, sources_of, start_words

JAVASCRIPT = (Ecosystem.NODE, Ecosystem.BUN)
_INSTALLS = {"npm": ("ci", "install"), "yarn": ("install", None), "pnpm": ("install", "ci"), "bun": ("install", "ci")}
PACKAGE_MANAGERS = frozenset(_INSTALLS)

_MANIFESTS = (*("package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", ".npmrc"),)
_BUILDERS = frozenset(("tsc", "vite", "next", "nest", "webpack", "rollup", "esbuild", "parcel", "ng", "nuxt", "babel"))
_DEVELOPMENT = frozenset(
    (
        *("nodemon", "ts-node", "ts-node-dev", "tsx", "webpack-dev-server", "tsc-watch", "vite-node", "concurrently"),
        *("react-scripts", "ng", "nest", "vue-cli-service", "vite", "parcel", "webpack"),
    )
)


def package_installs(subject: Subject) -> list[tuple[Block, Invocation]]:
    """The calls that install what the ``package.json`` lists."""
    return [(block, call) for block, call in subject.calls(*_INSTALLS) if installs_manifest(call)]


def installs_manifest(call: Invocation) -> bool:
    """Whether a call of a package manager installs what the ``package.json`` lists."""
    return call.subcommand in _INSTALLS[call.tool] and not call.packages and not call.has("--global")


def are_manifests(paths: Iterable[str]) -> bool:
    """Whether all that is copied are files in which packages are listed, or settings of what installs them."""
    names = (posixpath.basename(path) for path in paths)
    return all(name.startswith(("package", "yarn", "pnpm", "bun.lock", ".npmrc", ".yarn", "npm-")) for name in names)


def production_edit(item: Item, call: Invocation, *, has_lock_file: bool) -> Edit:
    """The edit by which an install leaves development dependencies out."""
    word = call.subcommand_word or call.tool_word
    option = {"npm": "--omit=dev", "pnpm": "--prod"}.get(call.tool, "--production")
    if call.tool == "npm" and call.subcommand == "install" and has_lock_file:
        return Edit(item, word.span, f"ci {option}")
    written = "install " if call.tool == "yarn" and call.subcommand_word is None else ""
    return Edit(item, Span(word.span.end, word.span.end), f" {written}{option}")


PRUNING: Mapping[str, str] = {
    "npm": "npm prune --omit=dev --ignore-scripts",
    "yarn": "yarn install --production --ignore-scripts --prefer-offline",
    "pnpm": "pnpm prune --prod",
    "bun": "rm -rf node_modules && bun install --production",
}
"""What takes development dependencies out of a folder of packages."""


def manifest_path(subject: Subject) -> str:
    """The `package.json` that is copied, relative to the context."""
    for block, _ in subject.transfers():
        for source in sources_of(block) or ():
            folder, name = posixpath.split(source)
            if name in ("package.json", "package*.json", "package*"):
                return posixpath.join(folder, "package.json")
    return "package.json"


def node_facts(context: BuildContext, folder: str) -> ProjectFacts | None:
    """What is recognised of the ``package.json`` in a folder of the context; ``None`` where it was not understood."""
    found = (facts for facts in recognise(context) if facts.folder == folder)
    return next((facts for facts in found if facts.ecosystem in JAVASCRIPT and not facts.notes), None)


def installs_from_manifests(facts: ProjectFacts) -> bool:
    """Whether all that installing needs are the usual manifests, beside each other."""
    is_alone = facts.install_needs_sources.is_no and facts.is_monorepo_part.is_no
    return is_alone and {facts.path(name) for name in _MANIFESTS}.issuperset(facts.manifests)


def installs_for_production(facts: ProjectFacts) -> bool:
    """Whether an install without development dependencies goes through: no script around it is one of those."""
    production = facts.install_production
    return production is not None and "--ignore-scripts" not in production.arguments


_GENERATED = frozenset(("@prisma/client", "@zenstackhq/runtime", "patch-package"))
"""Packages into whose folders, or those of others, something is written once they are installed."""


def installs_apart(facts: ProjectFacts, package: PackageJson | None) -> bool:
    """Whether production's packages are the same if they are installed by themselves, from manifests alone.

    Not so where building, or a script around it, writes into the folder of packages.
    """
    if package is None or not facts.install_needs_sources.is_no:
        return False
    return _GENERATED.isdisjoint((*package.dependencies, *package.development_dependencies))


def global_packages(block: Block) -> list[str | None]:
    """The packages that a RUN installs for everybody."""
    return [
        package.name
        for call in block.step.invocations
        if call.tool in _INSTALLS and (call.has("--global") or call.subcommand == "global add")
        for package in call.packages
    ]


def why_not_started(subject: Subject, package: PackageJson | None) -> str | None:
    started = start_command(subject.stage)
    if started.step is None:
        return "the file starts nothing, so which packages the program needs is not known"
    if is_script(started.step):
        return "the container starts a script, and what that calls is not known"
    words = start_words(subject)
    if words is None:
        return "what the container starts is only known when it runs"
    command = command_behind(words, package)
    for word in command.split()[:6]:
        if program_name(word) in _DEVELOPMENT or word in ("dev", "development", "--watch", "--hot"):
            return f"the container starts `{command}`, which is made for development: start the built program instead"
    return None


def command_behind(words: tuple[str, ...], package: PackageJson | None) -> str:
    """The command of a script of the package, where one is started; else the words."""
    plain = [
        word for word in words if word not in ("/usr/bin/tini", "tini", "--", "dumb-init", "run", "-s", "--silent")
    ]
    if plain and plain[0] in PACKAGE_MANAGERS and len(plain) > 1:
        script = package.scripts.get(plain[1]) if package is not None else None
        return script or " ".join(plain)
    if plain and plain[0] in ("npx", "bunx"):
        plain = plain[1:]
    return " ".join(plain)


def is_build(block: Block) -> bool:
    script = block.step.commands
    for command in script.commands if script is not None else ():
        words = [word.value or "" for word in command.words]
        plain = [word for word in words if word not in ("run", "npx", "exec", "--")]
        if words[0] in PACKAGE_MANAGERS and any(word.startswith(("build", "compile")) for word in plain[1:2]):
            return True
        if plain and program_name(plain[0]) in _BUILDERS and words[0] in (plain[0], "npx"):
            return True
    return False
