"""Names of manifests, and readers that survive whatever is in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.manifests import (
    ManifestKind,
    ManifestProblem,
    PackageJson,
    Role,
    manifest_kind,
    parse_package_json,
    parse_toml,
)


@pytest.mark.parametrize(
    ("path", "ecosystem", "role", "tool"),
    [
        ("package.json", "node", Role.DEPENDENCIES, None),
        ("apps/web/pnpm-lock.yaml", "node", Role.LOCK, "pnpm"),
        ("requirements.txt", "python", Role.DEPENDENCIES, "pip"),
        ("requirements-dev.txt", "python", Role.DEPENDENCIES, "pip"),
        ("dev-requirements.txt", "python", Role.DEPENDENCIES, "pip"),
        ("requirements/base.txt", "python", Role.DEPENDENCIES, "pip"),
        ("requirements.in", "python", Role.DEPENDENCIES, "pip"),
        ("uv.lock", "python", Role.LOCK, "uv"),
        ("src/Web/Web.csproj", "dotnet", Role.DEPENDENCIES, None),
        ("build.gradle.kts", "java", Role.DEPENDENCIES, "gradle"),
        ("mix.exs", "elixir", Role.DEPENDENCIES, None),
    ],
)
def test_kinds(path: str, ecosystem: str, role: Role, tool: str | None) -> None:
    assert manifest_kind(path) == ManifestKind(ecosystem, role, tool)


@pytest.mark.parametrize("path", ["README.md", "requirements", "x.txt", "Package.json", "txt", "", "csproj", "a/b.txt"])
def test_other_files_are_no_manifests(path: str) -> None:
    assert manifest_kind(path) is None


def test_package_json_in_full() -> None:
    document = {
        "name": "@shop/web",
        "packageManager": "pnpm@9.1.0",
        "type": "module",
        "main": "dist/index.js",
        "scripts": {"build": "vite build", "odd": 1},
        "dependencies": {"next": "15"},
        "devDependencies": {"vite": "6"},
        "optionalDependencies": {"sharp": "*"},
        "engines": {"node": ">=22"},
        "workspaces": {"packages": ["apps/*", 3]},
    }
    assert parse_package_json(json.dumps(document)) == PackageJson(
        name="@shop/web",
        scripts={"build": "vite build"},
        dependencies={"next": "15"},
        development_dependencies={"vite": "6"},
        optional_dependencies={"sharp": "*"},
        engines={"node": ">=22"},
        package_manager="pnpm@9.1.0",
        workspaces=("apps/*",),
        main="dist/index.js",
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("[]", 1), ('{\n"a": x\n}', 2), ("[" * 100_000, None), ('{"a": ' + "9" * 5000 + "}", None)],
)
def test_broken_package_json_is_an_answer(text: str, line: int | None) -> None:
    read = parse_package_json(text)
    assert isinstance(read, ManifestProblem)
    assert read.line == line
    assert read.message


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "scripts", "workspaces", "packages", "dependencies", "x"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_json_is_read(value: object) -> None:
    read = parse_package_json(json.dumps(value))
    assert isinstance(read, PackageJson) == isinstance(value, dict)


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse_package_json(text), PackageJson | ManifestProblem)
    assert parse_toml(text) is not None


def test_toml_problems_have_a_line() -> None:
    assert parse_toml("a = 1\nb = = 2\n") == ManifestProblem(2, "Invalid value")
    read = parse_toml('a = "')
    assert isinstance(read, ManifestProblem)
