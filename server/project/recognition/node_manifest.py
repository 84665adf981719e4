"""A ``package.json`` with what stands around it: package manager, lock file, workspace, and the lines of its keys.

Sources: https://docs.npmjs.com/cli/configuring-npm/package-json, https://classic.yarnpkg.com/en/docs/workspaces,
https://yarnpkg.com/configuration/yarnrc, https://pnpm.io/pnpm-workspace_yaml, https://bun.sh/docs/install/lockfile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...syntax.dataclass import dataclass
from ..build_context import BuildContext
from ..go_path import match
from ..manifests import ManifestProblem, PackageJson, parse_package_json
from ..plain_values import as_table
from .facts import Command, Judgement, Known, Note, Origin, PackageManager, Reason, no, unknown, yes
from .reading import (
    ancestors,
    files_in,
    folder_of,
    is_file,
    is_folder,
    join,
    json_line,
    json_table,
    known_in,
    lost_text,
    manifests_named,
    problem_note,
    text_of,
)

_EMPTY = PackageJson(None, {}, {}, {}, {}, {}, None, (), None)

_LOCKS = (
    ("pnpm-lock.yaml", "pnpm"),
    ("bun.lock", "bun"),
    ("bun.lockb", "bun"),
    ("yarn.lock", "yarn"),
    ("package-lock.json", "npm"),
    ("npm-shrinkwrap.json", "npm"),
)

_CACHES = {
    "npm": ("/root/.npm",),
    "yarn": ("/usr/local/share/.cache/yarn",),
    "yarn-berry": ("/root/.yarn/berry/cache",),
    "pnpm": ("/root/.local/share/pnpm/store",),
    "bun": ("/root/.bun/install/cache",),
}

_HARMLESS = re.compile(
    r"^(?:(?:npx |is-ci \|\| |test -n .*\|\| )?(?:husky|patch-package|only-allow|simple-git-hooks|lefthook)\b.*"
    r"|exit 0|true|echo\b[^&|;]*+)$"
)
"""Scripts around an install that need nothing of the sources, or fail quietly without them."""


@dataclass(frozen=True, slots=True)
class NodeManifest:
    """One ``package.json``: ``table`` is its document, ``package`` what is understood of it."""

    context: BuildContext
    path: str
    package: PackageJson
    table: Mapping[str, object]
    notes: tuple[Note, ...]

    @property
    def folder(self) -> str:
        """The folder of the project."""
        return folder_of(self.path)

    def origin(self, *keys: str) -> Origin:
        """Where a key stands."""
        text = text_of(self.context, self.path)
        return Origin(self.path, None if text is None or not keys else json_line(text, *keys), ".".join(keys))

    def dependency(self, name: str) -> Origin | None:
        """Where a package is asked for, for production or development."""
        for key, packages in (
            ("dependencies", self.package.dependencies),
            ("optionalDependencies", self.package.optional_dependencies),
            ("devDependencies", self.package.development_dependencies),
        ):
            if name in packages:
                return self.origin(key, name)
        return None

    def is_production(self, name: str) -> bool:
        """Whether a package is there at run time."""
        return name in self.package.dependencies or name in self.package.optional_dependencies


def node_manifests(context: BuildContext) -> Iterator[NodeManifest]:
    """Each ``package.json`` of the context, broken ones with a note."""
    for path in manifests_named(context, "package.json"):
        text = text_of(context, path)
        if text is None:
            yield NodeManifest(context, path, _EMPTY, {}, lost_text(context, path))
            continue
        package = parse_package_json(text)
        if isinstance(package, ManifestProblem):
            yield NodeManifest(context, path, _EMPTY, {}, (problem_note(path, package),))
        else:
            yield NodeManifest(context, path, package, json_table(context, path) or {}, ())


_PNPM_PACKAGES = re.compile(r"^packages:[ \t]*\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n?)*+)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*-[ \t]*['\"]?([^'\"\n#]+)", re.MULTILINE)


def workspace_patterns(manifest: NodeManifest) -> tuple[str, ...]:
    """The folders of a workspace's members as patterns, relative to its root; none where it is no workspace."""
    patterns = manifest.package.workspaces
    if not patterns:
        text = text_of(manifest.context, join(manifest.folder, "pnpm-workspace.yaml")) or ""
        found = _PNPM_PACKAGES.search(text)
        patterns = tuple(item.strip() for item in _ITEM.findall(found[1])) if found else ()
    return tuple(pattern.strip("/").removeprefix("./") for pattern in patterns[:100])


def workspace_members(manifest: NodeManifest, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The folders with a ``package.json`` that the patterns of a workspace choose."""
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    start = f"{manifest.folder}/" if manifest.folder else ""
    members: list[str] = []
    for path in manifests_named(manifest.context, "package.json"):
        folder = folder_of(path)
        if folder != manifest.folder and folder.startswith(start):
            inner = folder.removeprefix(start)
            if any(_chooses(pattern, inner) for pattern in wanted):
                members.append(folder)
    return tuple(members)


def _chooses(pattern: str, folder: str) -> bool:
    if pattern.endswith("**"):
        return folder.startswith(pattern.removesuffix("**").rstrip("/"))
    return match(pattern, folder) is True


def workspace_above(manifest: NodeManifest) -> tuple[str, Origin] | None:
    """The root of the workspace that a project is a member of, and the file that says so."""
    for folder in ancestors(manifest.folder):
        path = join(folder, "package.json")
        package = manifest.context.package_json(path)
        if isinstance(package, PackageJson):
            above = NodeManifest(manifest.context, path, package, {}, ())
            patterns = workspace_patterns(above)
            if manifest.folder in workspace_members(above, patterns):
                is_pnpm = not package.workspaces
                return folder, Origin(join(folder, "pnpm-workspace.yaml")) if is_pnpm else above.origin("workspaces")
    return None


def package_manager(manifest: NodeManifest, root: str | None) -> tuple[PackageManager, str | None]:
    """The package manager and its lock file, which for a member of a workspace lies in the root of that."""
    context, folder = manifest.context, manifest.folder
    asked = re.match(r"(npm|yarn|pnpm|bun)@([^+\s]+)", manifest.package.package_manager or "")
    folders = [folder] if root is None else [folder, root]
    found = [
        (join(each, name), tool) for each in folders for name, tool in _LOCKS if is_file(context, join(each, name))
    ]
    if asked:
        name, origin = asked[1], manifest.origin("packageManager")
        version: Known | None = Known(asked[2], origin)
    elif found:
        name, origin, version = found[0][1], Origin(found[0][0]), None
    else:
        name, origin, version = "npm", Origin(manifest.path), None
        for tool in ("pnpm", "yarn", "bun"):
            if tool in manifest.package.engines:
                name, origin = tool, manifest.origin("engines", tool)
    lock = next((path for path, tool in found if tool == name), None)
    has_berry_settings = any(is_file(context, join(each, ".yarnrc.yml")) for each in folders)
    if name == "yarn" and (has_berry_settings if version is None else not version.value.startswith("1.")):
        name = "yarn-berry"
    return PackageManager(name, origin, version, cache_folders=_CACHES[name]), lock


def install_commands(
    manager: PackageManager, lock: str | None, origin: Origin
) -> tuple[Command, Command | None, Command | None]:
    """Install everything, install for production, and throw out development packages after the build."""

    def command(*arguments: str) -> Command:
        return Command((manager.name.removesuffix("-berry"), *arguments), origin, is_custom=True)

    match manager.name:
        case "npm":
            install = command("ci" if lock else "install")
            return install, command("ci" if lock else "install", "--omit=dev"), command("prune", "--omit=dev")
        case "yarn":
            frozen = ("install", "--frozen-lockfile") if lock else ("install",)
            prune = command(*frozen, "--production", "--ignore-scripts", "--prefer-offline")
            return command(*frozen), command(*frozen, "--production"), prune
        case "yarn-berry":
            install = command("install", "--immutable") if lock else command("install")
            focus = command("workspaces", "focus", "--production")
            return install, focus, focus
        case "pnpm":
            frozen = ("install", "--frozen-lockfile") if lock else ("install",)
            return command(*frozen), command(*frozen, "--prod"), command("prune", "--prod")
        case _:
            frozen = ("install", "--frozen-lockfile") if lock else ("install",)
            return command(*frozen), command(*frozen, "--production"), None


_YARN_PATH = re.compile(r"^[ \t]*(?:yarnPath|path):[ \t]*['\"]?([^'\"\s]+)", re.MULTILINE)
_PATCH = re.compile(r"(patches)/[^\s'\"]+\.patch")


def install_manifests(
    manifest: NodeManifest, lock: str | None, root: str | None, members: tuple[str, ...]
) -> list[str]:
    """What an install reads, in the order of copying: settings and manifests of the root, its members, the project."""
    context = manifest.context
    base = manifest.folder if root is None else root
    names = [".npmrc", ".yarnrc.yml", ".yarnrc", ".pnpmfile.cjs", "pnpm-workspace.yaml", "bunfig.toml"]
    paths = [join(base, "package.json"), *([lock] if lock else []), *files_in(context, base, names)]
    paths += [join(member, "package.json") for member in members]
    if manifest.path not in paths:
        paths.append(manifest.path)
    paths += [join(base, path) for path in _YARN_PATH.findall(text_of(context, join(base, ".yarnrc.yml")) or "")]
    workspace_text = text_of(context, join(base, "pnpm-workspace.yaml")) or ""
    is_patched = "patch-package" in " ".join(manifest.package.scripts.values()) or "pnpm" in manifest.table
    if is_folder(context, join(base, "patches")) and (is_patched or _PATCH.search(workspace_text)):
        paths.append(join(base, "patches"))
    if manifest.dependency("@prisma/client") and is_folder(context, join(manifest.folder, "prisma")):
        paths.append(join(manifest.folder, "prisma"))
    return list(dict.fromkeys(paths))


def scripts_around_install(manifest: NodeManifest) -> tuple[Judgement, bool]:
    """Whether installing needs the sources, and whether an install for production alone is bound to fail.

    npm, pnpm and yarn run these scripts of the project itself after an install
    (https://docs.npmjs.com/cli/using-npm/scripts).
    """
    reasons: list[Reason] = []
    wants_development = False
    for name in ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"):
        text = manifest.package.scripts.get(name)
        if text is None:
            continue
        program = text.removeprefix("npx ").split(" ")[0]
        wants_development |= any(
            program == package.rpartition("/")[2] and not manifest.is_production(package)
            for package in manifest.package.development_dependencies
        )
        if not _HARMLESS.match(text):
            reasons.append(Reason(f"Installing runs the script {name}", manifest.origin("scripts", name)))
    if manifest.notes:
        return unknown(), wants_development
    return (yes(*reasons) if reasons else no()), wants_development


def language_version(manifest: NodeManifest) -> Known | None:
    """The version of Node.js that a project asks for, the most exact wish first."""
    from .reading import first_line, tool_version

    context = manifest.context
    for folder in (manifest.folder, *ancestors(manifest.folder)):
        for name in (".nvmrc", ".node-version"):
            known = first_line(context, join(folder, name))
            if known is not None:
                return known
        known = tool_version(context, folder, "nodejs", "node")
        if known is not None:
            return known
    if isinstance((as_table(manifest.table.get("volta")) or {}).get("node"), str):
        return known_in(
            context, manifest.path, re.compile(r'"volta"\s*+:\s*+\{[^}]*?"node"\s*+:\s*+"([^"]+)"'), "volta"
        )
    engine = manifest.package.engines.get("node")
    return None if engine is None else Known(engine, manifest.origin("engines", "node"))
