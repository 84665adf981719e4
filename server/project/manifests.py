"""Which file names say what a project is made of, and what their texts say.

A table from file name to ecosystem, role and tool, and readers for the formats that rules look into. Names and texts
come in, values go out: nothing here touches a disk, and a broken manifest is an answer, not an exception. What the
facts mean for a Dockerfile (framework, start command) is left to those who ask. The readers of the formats are imported
when the first manifest is looked into.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

from ..syntax.dataclass import dataclass
from .plain_values import as_list, as_table
from .toml_lines import toml_error_place


class Role(Enum):
    """What a manifest is for."""

    DEPENDENCIES = "dependencies"
    """Names what the project needs, written by people."""
    LOCK = "lock"
    """Pins every version, written by a tool."""
    SETTINGS = "settings"
    """Steers a tool, or names the version of a language."""


@dataclass(frozen=True, slots=True)
class ManifestKind:
    """``ecosystem`` is ``any`` where the file says nothing of it; ``tool`` is its program, where there are several."""

    ecosystem: str
    role: Role
    tool: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest in a build context; ``path`` is relative to its root."""

    path: str
    kind: ManifestKind

    @property
    def folder(self) -> str:
        """The folder that holds it, relative to the context root; empty for the root."""
        return self.path.rpartition("/")[0]


def _kinds(ecosystem: str, rows: Mapping[str, tuple[Role, str | None]]) -> dict[str, ManifestKind]:
    return {name: ManifestKind(ecosystem, role, tool) for name, (role, tool) in rows.items()}


_NEEDS, _LOCK, _SETTINGS = Role.DEPENDENCIES, Role.LOCK, Role.SETTINGS

MANIFEST_NAMES: Mapping[str, ManifestKind] = {
    **_kinds(
        "node",
        {
            "package.json": (_NEEDS, None),
            "package-lock.json": (_LOCK, "npm"),
            "npm-shrinkwrap.json": (_LOCK, "npm"),
            "yarn.lock": (_LOCK, "yarn"),
            ".yarnrc.yml": (_SETTINGS, "yarn"),
            "pnpm-lock.yaml": (_LOCK, "pnpm"),
            "pnpm-workspace.yaml": (_SETTINGS, "pnpm"),
            "bun.lock": (_LOCK, "bun"),
            "bun.lockb": (_LOCK, "bun"),
            ".nvmrc": (_SETTINGS, None),
            ".node-version": (_SETTINGS, None),
            "deno.json": (_NEEDS, "deno"),
            "deno.jsonc": (_NEEDS, "deno"),
            "deno.lock": (_LOCK, "deno"),
        },
    ),
    **_kinds(
        "python",
        {
            "pyproject.toml": (_NEEDS, None),
            "setup.py": (_NEEDS, "pip"),
            "setup.cfg": (_NEEDS, "pip"),
            "pylock.toml": (_LOCK, "pip"),
            "poetry.lock": (_LOCK, "poetry"),
            "uv.lock": (_LOCK, "uv"),
            "pdm.lock": (_LOCK, "pdm"),
            "Pipfile": (_NEEDS, "pipenv"),
            "Pipfile.lock": (_LOCK, "pipenv"),
            "environment.yml": (_NEEDS, "conda"),
            "environment.yaml": (_NEEDS, "conda"),
            "conda-lock.yml": (_LOCK, "conda"),
            ".python-version": (_SETTINGS, None),
        },
    ),
    **_kinds("go", {"go.mod": (_NEEDS, None), "go.sum": (_LOCK, None), "go.work": (_SETTINGS, None)}),
    **_kinds(
        "rust",
        {
            "Cargo.toml": (_NEEDS, None),
            "Cargo.lock": (_LOCK, None),
            "rust-toolchain.toml": (_SETTINGS, None),
            "rust-toolchain": (_SETTINGS, None),
        },
    ),
    **_kinds("php", {"composer.json": (_NEEDS, None), "composer.lock": (_LOCK, None)}),
    **_kinds(
        "ruby",
        {
            "Gemfile": (_NEEDS, None),
            "Gemfile.lock": (_LOCK, None),
            "gems.rb": (_NEEDS, None),
            "gems.locked": (_LOCK, None),
            ".ruby-version": (_SETTINGS, None),
        },
    ),
    **_kinds(
        "java",
        {
            "pom.xml": (_NEEDS, "maven"),
            "build.gradle": (_NEEDS, "gradle"),
            "build.gradle.kts": (_NEEDS, "gradle"),
            "settings.gradle": (_SETTINGS, "gradle"),
            "settings.gradle.kts": (_SETTINGS, "gradle"),
            "gradle.properties": (_SETTINGS, "gradle"),
            "gradle.lockfile": (_LOCK, "gradle"),
        },
    ),
    **_kinds(
        "dotnet",
        {
            "packages.lock.json": (_LOCK, None),
            "global.json": (_SETTINGS, None),
            "Directory.Build.props": (_SETTINGS, None),
            "Directory.Packages.props": (_NEEDS, None),
        },
    ),
    **_kinds("any", {"Procfile": (_SETTINGS, None), ".tool-versions": (_SETTINGS, None)}),
    **_kinds("elixir", {"mix.exs": (_NEEDS, None), "mix.lock": (_LOCK, None)}),
}
"""Manifests that always have the same name."""

_SUFFIXES: Mapping[str, ManifestKind] = {
    ".csproj": ManifestKind("dotnet", _NEEDS),
    ".fsproj": ManifestKind("dotnet", _NEEDS),
    ".vbproj": ManifestKind("dotnet", _NEEDS),
    ".sln": ManifestKind("dotnet", _SETTINGS),
    ".slnx": ManifestKind("dotnet", _SETTINGS),
    ".gemspec": ManifestKind("ruby", _NEEDS),
}

_REQUIREMENTS = ManifestKind("python", _NEEDS, "pip")


def manifest_kind(path: str) -> ManifestKind | None:
    """What kind of manifest a path names, or None for any other file. Names are compared with their case."""
    name = path.rpartition("/")[2]
    known = MANIFEST_NAMES.get(name)
    if known is not None:
        return known
    stem, dot, extension = name.rpartition(".")
    if extension in ("txt", "in") and (
        stem.startswith(("requirements", "constraints")) or stem.endswith("requirements") or _is_in_requirements(path)
    ):
        return _REQUIREMENTS
    return _SUFFIXES.get(dot + extension)


def _is_in_requirements(path: str) -> bool:
    return path.rpartition("/")[0].rpartition("/")[2] == "requirements"


@dataclass(frozen=True, slots=True)
class ManifestProblem:
    """Why a manifest cannot be read. ``line`` is 1-based, None where the format's reader does not say."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class PackageJson:
    """What a ``package.json`` says (https://docs.npmjs.com/cli/configuring-npm/package-json).

    Values of an unexpected type count as absent. ``package_manager`` is the text of that key, such as ``pnpm@9.1.0``.
    """

    name: str | None
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    development_dependencies: Mapping[str, str]
    optional_dependencies: Mapping[str, str]
    engines: Mapping[str, str]
    package_manager: str | None
    workspaces: tuple[str, ...]
    main: str | None


@lru_cache(maxsize=64)
def parse_package_json(text: str) -> PackageJson | ManifestProblem:
    """The facts of a ``package.json``, or why it has none to give."""
    import json

    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return ManifestProblem(error.lineno, error.msg)
    except (RecursionError, ValueError) as error:
        return ManifestProblem(None, str(error))
    table = as_table(document)
    if table is None:
        return ManifestProblem(1, "The document is not an object")
    workspaces = table.get("workspaces")
    workspaces_table = as_table(workspaces)
    if workspaces_table is not None:
        workspaces = workspaces_table.get("packages")
    return PackageJson(
        name=_text(table.get("name")),
        scripts=_texts(table.get("scripts")),
        dependencies=_texts(table.get("dependencies")),
        development_dependencies=_texts(table.get("devDependencies")),
        optional_dependencies=_texts(table.get("optionalDependencies")),
        engines=_texts(table.get("engines")),
        package_manager=_text(table.get("packageManager")),
        workspaces=tuple(filter(None, map(_text, as_list(workspaces) or ()))),
        main=_text(table.get("main")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> dict[str, str]:
    return {key: item for key, item in (as_table(value) or {}).items() if isinstance(item, str)}


@lru_cache(maxsize=64)
def parse_toml(text: str) -> Mapping[str, Any] | ManifestProblem:
    """A TOML manifest as plain values, which the caller must not change, or why it cannot be read."""
    import tomllib

    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        line, message = toml_error_place(str(error))
        return ManifestProblem(line, message)
    except RecursionError:
        return ManifestProblem(None, "The document is nested too deeply")
