"""What lies beside a Dockerfile and is of no use to a build: history, installed packages, results, secrets, caches.

A table of patterns in the grammar of ``.dockerignore``. What tools make is named only where a tool that makes it anew
is called, and folders with everyday names (``dist``, ``build``) only where ``.gitignore`` says that they are made. What
a Dockerfile asks for by name is not known here; whoever writes an ignore file has to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache

from ..syntax.dataclass import dataclass
from .build_context import BuildContext, EntryKind, Measure
from .dockerignore import IgnoreRules, parse_ignore_file
from .gitignore import parse_gitignore, verdict


class Group(Enum):
    """Why something is not wanted; the value is the heading in an ignore file."""

    HISTORY = "Version control"
    INSTALLED = "Installed in the build"
    MADE = "Made in the build"
    SECRET = "Secrets and local settings"
    CACHE = "Caches, logs and reports"
    EDITOR = "Editors and operating systems"
    AROUND = "Used around the build, not in it"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """One entry of an ignore file.

    ``lines`` are its patterns, mostly one. ``example`` is a path that the first of them excludes.
    """

    lines: tuple[str, ...]
    group: Group
    example: str

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.lines[0].removeprefix("**/")


@dataclass(frozen=True, slots=True)
class _Row:
    """``names`` are patterns.

    ``where`` says of which ecosystems the context must hold a manifest, ``after`` which programs or subcommands must be
    called, ``beside`` in the folders of which manifests the names stand. What is not ``expected`` is named only where
    it is there, and what is ``everyday`` only where ``.gitignore`` names it too.
    """

    group: Group
    names: tuple[str, ...]
    where: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    expected: bool = True
    everyday: bool = False


_NODE_INSTALLS = ("npm ci", "npm install", "yarn install", "pnpm install", "bun install")
_NODE_BUILDS = (
    "npm run",
    "yarn run",
    "yarn build",
    "pnpm run",
    "pnpm build",
    "bun run",
    "next",
    "nuxt",
    "vite",
    "tsc",
    "ng",
)
_PYTHON_TOOLS = ("pip", "uv", "poetry", "pipenv", "pdm")
_MAVEN, _GRADLE = ("mvn", "mvnw", "mvnw.cmd"), ("gradle", "gradlew")

_ROWS = (
    _Row(Group.HISTORY, (".git",)),
    _Row(Group.HISTORY, (".hg", ".svn", ".jj"), expected=False),
    _Row(Group.INSTALLED, ("**/node_modules",), where=("node",), after=_NODE_INSTALLS),
    _Row(Group.INSTALLED, (".venv", "venv"), where=("python",), after=_PYTHON_TOOLS),
    _Row(Group.INSTALLED, ("vendor",), where=("php",), after=("composer", "composer.phar"), beside=("composer.json",)),
    _Row(Group.INSTALLED, ("vendor/bundle", ".bundle"), where=("ruby",), after=("bundle",)),
    _Row(Group.INSTALLED, ("deps",), where=("elixir",), after=("mix",), beside=("mix.exs",)),
    _Row(Group.MADE, ("target",), where=("rust",), after=("cargo",), beside=("Cargo.toml",)),
    _Row(Group.MADE, ("target",), where=("java",), after=_MAVEN, beside=("pom.xml",)),
    _Row(Group.MADE, ("build", ".gradle"), where=("java",), after=_GRADLE, beside=("build.gradle", "build.gradle.kts")),
    _Row(Group.MADE, ("bin", "obj"), where=("dotnet",), after=("dotnet",), beside=(".csproj", ".fsproj", ".vbproj")),
    _Row(Group.MADE, ("_build",), where=("elixir",), after=("mix",), beside=("mix.exs",)),
    _Row(
        Group.MADE,
        (".next", ".nuxt", ".output", ".svelte-kit", ".angular", ".parcel-cache", ".turbo"),
        where=("node",),
        after=_NODE_BUILDS,
        expected=False,
    ),
    _Row(Group.MADE, ("dist", "build", "out"), where=("node",), after=_NODE_BUILDS, everyday=True),
    _Row(Group.SECRET, (".env", ".env.local", ".env.*.local")),
    _Row(
        Group.SECRET,
        (
            *(".netrc", ".git-credentials", ".pypirc", ".aws", ".ssh", "id_rsa", "id_ed25519", "*.tfstate"),
            *("*.tfstate.backup", ".terraform", ".vault-token", "*.kdbx"),
        ),
        expected=False,
    ),
    _Row(Group.CACHE, ("**/__pycache__", "**/*.py[cod]"), where=("python",)),
    _Row(
        Group.CACHE,
        (".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox", ".coverage", "htmlcov", ".ipynb_checkpoints"),
        where=("python",),
        expected=False,
    ),
    _Row(Group.CACHE, ("**/npm-debug.log*", "**/yarn-error.log"), where=("node",)),
    _Row(Group.CACHE, ("coverage", ".nyc_output", ".eslintcache", ".cache"), where=("node",), expected=False),
    _Row(Group.EDITOR, (".idea", ".vscode", "**/.DS_Store", "**/*.swp")),
    _Row(Group.EDITOR, (".vs", ".fleet", ".zed", "**/Thumbs.db"), expected=False),
    _Row(Group.AROUND, ("Dockerfile*", "Containerfile*"), expected=False),
    _Row(
        Group.AROUND, ("compose*.yaml", "compose*.yml", "docker-compose*.yml", "docker-compose*.yaml"), expected=False
    ),
    _Row(
        Group.AROUND,
        (
            ".github",
            ".gitlab-ci.yml",
            ".circleci",
            ".travis.yml",
            "Jenkinsfile",
            "azure-pipelines.yml",
            ".devcontainer",
        ),
        expected=False,
    ),
)

_MEGABYTE = 1_000_000
_MOST_FOLDERS = 24
"""Manifests whose folders get lines of their own; a project with more is left to people."""


@lru_cache(maxsize=32)
def unwanted(context: BuildContext, programs: frozenset[str] | None) -> tuple[Unwanted, ...]:
    """What an ignore file for this context should name, each pattern once.

    ``programs`` are the names of what the build calls; of tools that are known, with the subcommand behind them too.
    None stands for a build of which nothing is known yet: all that it might make is named.
    """
    found: dict[str, Unwanted] = {}
    for row in _ROWS:
        for pattern in _patterns(context, programs, row):
            found.setdefault(pattern, Unwanted((pattern,), row.group, _example(pattern)))
    return tuple(found.values())


def _patterns(context: BuildContext, programs: frozenset[str] | None, row: _Row) -> Iterator[str]:
    ecosystems = {manifest.kind.ecosystem for manifest in context.manifests}
    is_called = not row.after or programs is None or not programs.isdisjoint(row.after)
    if not is_called or (row.where and ecosystems.isdisjoint(row.where)):
        return
    folders = [""]
    if row.beside:
        beside = (m.folder for m in context.manifests if m.path.rpartition("/")[2].endswith(row.beside))
        folders = list(dict.fromkeys(beside))[:_MOST_FOLDERS]
    for folder in folders:
        for name in row.names:
            pattern = f"{folder}/{name}" if folder else name
            if (row.expected or _is_there(context, pattern)) and not (row.everyday and not _is_made(context, pattern)):
                yield pattern


def _is_there(context: BuildContext, pattern: str) -> bool:
    if "*" not in pattern:
        return context.exists(pattern) is True
    rules = parse_ignore_file(pattern)
    return any(rules.excludes(name) for name in context.top_level)


def _is_made(context: BuildContext, path: str) -> bool:
    """Whether git ignores the folder, which is how people say that something is made from the rest."""
    text = context.texts.get(".gitignore", "")
    return verdict(parse_gitignore(text), path, is_folder=True) is True


def _example(pattern: str) -> str:
    return pattern.removeprefix("**/").replace("[cod]", "c").replace("*", "x")


def weights(
    context: BuildContext, entries: tuple[Unwanted, ...], *, only_folders: bool = False
) -> Mapping[str, Measure]:
    """How much a build is sent for each of the entries, by its name; those that nothing is sent for are left out."""
    owners = [entry for entry in entries for _ in entry.lines]
    rules = parse_ignore_file("\n".join(line for entry in entries for line in entry.lines))
    found: dict[str, Measure] = {}
    for path, deciding in _excluded_paths(context, rules, only_folders):
        size = context.sent_size(path)
        if size.files:
            name = owners[deciding].name
            found[name] = found.get(name, Measure()) + size
    return found


@lru_cache(maxsize=32)
def heavy_folders(context: BuildContext) -> Mapping[Unwanted, Measure]:
    """The unwanted folders that weigh a megabyte and more in what a build is sent, the heaviest first.

    What is made anew is among them whether or not a build calls the tool that makes it. Single files are not looked at:
    there may be many thousands.
    """
    entries = unwanted(context, None)
    sizes = weights(context, entries, only_folders=True)
    found = {entry: sizes[entry.name] for entry in entries if entry.name in sizes}
    ordered = sorted(found.items(), key=lambda each: -each[1].bytes)
    return {entry: size for entry, size in ordered if size.bytes >= _MEGABYTE}


def unwanted_at_root(context: BuildContext) -> Iterator[Unwanted]:
    """What of it stands at the root of the context under its very name, whatever it weighs.

    What people keep on purpose, such as settings of editors, is left out.
    """
    kept = (Group.EDITOR, Group.AROUND)
    return (
        entry
        for entry in unwanted(context, None)
        if entry.group not in kept and context.entry(entry.example) is not None
    )


def _excluded_paths(context: BuildContext, rules: IgnoreRules, only_folders: bool) -> Iterator[tuple[str, int]]:
    """The topmost paths that the rules exclude, each with the index of the pattern that does."""
    todo = [("", rules.at_root())]
    while todo:
        folder, state = todo.pop()
        for name, entry in context.folders.get(folder, {}).items():
            if only_folders and entry.kind is not EntryKind.FOLDER:
                continue
            path = f"{folder}/{name}" if folder else name
            inner = rules.step(state, path)
            if inner.is_excluded:
                yield path, inner.deciding
            elif entry.kind is EntryKind.FOLDER:
                todo.append((path, inner))
