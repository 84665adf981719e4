"""Manifests that are broken, cut, huge or hostile: recognition answers with less, and never raises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.project.build_context import BuildContext
from dockwright.project.context_reader import read_build_context, with_texts
from dockwright.project.context_walk import Budget
from dockwright.project.recognition.facts import Ecosystem, ProjectFacts
from dockwright.project.recognition.reading import LARGEST_MANIFEST
from dockwright.project.recognition.recognise import recognise, sources_to_read

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "projects"
MANIFESTS = (
    "package.json", "deno.json", "pnpm-workspace.yaml", "angular.json", "next.config.js", "package-lock.json",
    "pyproject.toml", "requirements.txt", "Pipfile", "setup.py", "setup.cfg", "environment.yml", "app.py", "Procfile",
    "go.mod", "main.go", "Cargo.toml", "Cargo.lock", "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle",
    "Web.csproj", "global.json", "composer.json", "Gemfile", "mix.exs", ".tool-versions", ".nvmrc", "mkdocs.yml",
)  # fmt: skip


def corpus_texts() -> list[tuple[str, str]]:
    if not CORPUS.is_dir():
        return []
    return [
        (path.name, path.read_bytes().decode(errors="surrogateescape"))
        for path in sorted(CORPUS.rglob("*"))
        if path.is_file() and path.name in MANIFESTS and 0 < path.stat().st_size < 20_000
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real projects is not here")
def test_every_cut_of_every_corpus_manifest() -> None:
    for name, text in corpus_texts():
        for cut in range(0, len(text), max(1, len(text) // 25)):
            for facts in recognise(BuildContext.of_files({name: text[:cut]})):
                assert_whole(facts)


@given(st.sampled_from(MANIFESTS), st.text(max_size=300))
def test_random_texts(name: str, text: str) -> None:
    for facts in recognise(BuildContext.of_files({name: text})):
        assert_whole(facts)


@given(st.sampled_from(MANIFESTS), st.binary(max_size=300))
def test_random_bytes(name: str, content: bytes) -> None:
    text = content.decode(errors="surrogateescape")
    for facts in recognise(BuildContext.of_files({name: text, "src/main.rs": 1, "main.ts": 1, "index.html": 1})):
        assert_whole(facts)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = (
    "name", "main", "scripts", "dependencies", "devDependencies", "workspaces", "engines", "volta", "packageManager",
    "require", "autoload", "repositories", "type", "tasks", "exports",
)  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from(("package.json", "composer.json", "deno.json")), st.dictionaries(st.sampled_from(_KEYS), _JSON))
def test_values_of_any_type(name: str, document: dict[str, object]) -> None:
    for facts in recognise(BuildContext.of_files({name: json.dumps(document)})):
        assert_whole(facts)


_TABLES = (
    "project",
    "tool.poetry",
    "tool.poetry.dependencies",
    "tool.uv",
    "package",
    "workspace",
    "dependencies",
    "bin",
)
_VALUES = ("1", '"x"', "[1]", '["a/*"]', "{path = 1}", "{features = 2}", "true")


@given(
    st.sampled_from(("pyproject.toml", "Cargo.toml", "Pipfile")),
    st.lists(
        st.tuples(
            st.sampled_from(_TABLES),
            st.sampled_from(("name", "dependencies", "members", "python", "reqwest", "default-run", "sources")),
            st.sampled_from(_VALUES),
        ),
        unique_by=lambda row: row[0],
        max_size=4,
    ),
)
def test_tables_of_any_type(name: str, rows: list[tuple[str, str, str]]) -> None:
    text = "".join(f"[{table}]\n{key} = {value}\n" for table, key, value in rows)
    for facts in recognise(BuildContext.of_files({name: text, "src/main.rs": 1})):
        assert_whole(facts)


def assert_whole(facts: ProjectFacts) -> None:
    """Every path stays in the context, and no command is empty."""
    for path in facts.manifests:
        assert ".." not in path.split("/")
    for command in (facts.install, facts.install_production, facts.prune, facts.build, facts.start):
        assert command is None or command.arguments
    assert all(note.message for note in facts.notes)


@pytest.mark.parametrize(
    ("name", "text", "ecosystem"),
    [
        ("package.json", '{"name": "x",', Ecosystem.NODE),
        ("package.json", "[" * 5_000, Ecosystem.NODE),
        ("composer.json", '{"require": ', Ecosystem.PHP),
        ("pyproject.toml", "[project\nname = 1", Ecosystem.PYTHON),
        ("Cargo.toml", "[package]\nname = ", Ecosystem.RUST),
        ("pom.xml", "<project><artifactId>x", Ecosystem.JVM),
        ("pom.xml", '<!DOCTYPE x [<!ENTITY a "aa">]><project>&a;</project>', Ecosystem.JVM),
        ("Web.csproj", "<Project Sdk=", Ecosystem.DOTNET),
        ("go.mod", "nonsense", Ecosystem.GO),
        ("package.json", "x" * (LARGEST_MANIFEST + 1), Ecosystem.NODE),
        ("go.mod", "x" * (LARGEST_MANIFEST + 1), Ecosystem.GO),
        ("Gemfile", "", Ecosystem.RUBY),
    ],
)
def test_a_broken_manifest_is_a_note(name: str, text: str, ecosystem: Ecosystem) -> None:
    facts = next(facts for facts in recognise(BuildContext.of_files({name: text})) if facts.ecosystem is ecosystem)
    assert facts.notes
    assert facts.start is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"scripts": {"start": "node ' + "a " * 100_000 + '"}}'),
        ("next.config.js", "/*" * 140_000),
        ("next.config.js", '"' + "\\" * 280_000),
        ("build.gradle", "id '" * 70_000),
        ("requirements.txt", " \t" * 140_000),
        ("requirements.txt", "-r requirements.txt\n" * 10_000),
        ("Gemfile", "gem 'a'\n" * 30_000),
        ("mix.exs", "{:a," * 70_000),
        ("go.mod", "\ta.b/c v1\n" * 25_000),
        ("Cargo.toml", "[dependencies]\n" + "".join(f"a{number} = '1'\n" for number in range(15_000))),
        ("pnpm-workspace.yaml", "packages:\n" + "\n" * 250_000 + "x"),
        ("setup.cfg", "install_requires =" + "\n" * 250_000 + "x"),
        ("setup.py", "install_requires" + " " * 250_000),
        ("Procfile", "a" * 280_000),
        ("environment.yml", "dependencies:\n" + "  - a\n" * 40_000),
    ],
)
def test_long_texts_are_read_once(name: str, text: str) -> None:
    """Searches that go back and forth over a text would take minutes on these; the suite would be stopped."""
    files = {name: text, "package.json": "{}"} if name != "package.json" else {name: text}
    assert recognise(BuildContext.of_files({**files, "setup.py": files.get("setup.py", "")})) != ()


def test_nothing_is_known_of_a_missing_context(tmp_path: Path) -> None:
    assert recognise(BuildContext.unknown()) == ()
    assert recognise(read_build_context(tmp_path / "gone" / "Dockerfile")) == ()


def test_large_contexts_and_links_in_circles(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"scripts": {"start": "node server.js"}}')
    (tmp_path / "server.js").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    many = tmp_path / "many"
    many.mkdir()
    for number in range(3_000):
        (many / f"{number}.txt").touch()
    context = read_build_context(tmp_path / "Dockerfile", root=tmp_path, budget=Budget(names=1_000))
    assert context.notes
    (facts,) = recognise(context)
    assert facts.start is not None
    assert facts.start.arguments == ("node", "server.js")


def test_sources_are_read_within_the_context_only(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("app = Flask(__name__)")
    root = tmp_path / "root"
    root.mkdir()
    (root / "requirements.txt").write_text("flask\n")
    (root / "app.py").symlink_to(outside)
    (root / "main.py").write_text("x" * 5_000)
    context = read_build_context(root / "Dockerfile", root=root, budget=Budget(manifest_bytes=4_000))
    assert {"app.py", "main.py"} <= set(sources_to_read(context))
    told = with_texts(
        context, [*sources_to_read(context), "../outside.py", "gone.py"], budget=Budget(manifest_bytes=4_000)
    )
    assert set(told.texts) == {"requirements.txt"}
    assert any("leaves the build context" in note.message for note in told.notes)


def test_a_context_that_lies_nowhere_has_no_sources() -> None:
    context = BuildContext.unknown()
    assert with_texts(context, ["app.py"]) is context


def test_reading_sources_stops_in_time(tmp_path: Path) -> None:
    for name in ("app.py", "main.py"):
        (tmp_path / name).write_text("x = 1")
    context = read_build_context(tmp_path / "Dockerfile", root=tmp_path)
    seconds = iter(range(100))
    told = with_texts(context, ["app.py", "main.py"], clock=lambda: float(next(seconds)), budget=Budget(seconds=2))
    assert set(told.texts) == {"app.py"}
    assert any("too long" in note.message for note in told.notes)
