"""What a snapshot answers: yes, no, or unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.build_context import BuildContext, ContextNote, Entry, EntryKind, Measure
from dockwright.project.manifests import ManifestProblem, PackageJson

RECORDED = Path(__file__).parent / "data" / "dockerignore.jsonl"


def linked(target: str | None, **folders: dict[str, Entry]) -> BuildContext:
    """A context with a link `link` in its root."""
    root = {"link": Entry(EntryKind.LINK, 0, target), **{name: Entry(EntryKind.FOLDER) for name in folders}}
    return BuildContext(root="/", is_root_certain=True, folders={"": root, **folders})


def test_an_unknown_context_knows_nothing() -> None:
    context = BuildContext.unknown(ContextNote("", "The file has not been saved"))
    assert not context.is_known
    assert context.exists("a") is None
    assert context.exists("") is None
    assert context.is_sent("a") is None
    assert context.lacks_ignore_file is None
    assert context.package_json() is None
    assert context.sent_size() == Measure(0, 0, is_complete=False)
    assert [note.message for note in context.notes] == ["The file has not been saved"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/main.py", True),
        ("/src/main.py", True),
        ("./src//main.py", True),
        ("src/../src/main.py", True),
        ("../../src/main.py", True),
        ("src", True),
        ("src/", True),
        (".", True),
        ("empty", True),
        ("empty/x", False),
        ("src/other.py", False),
        ("SRC/main.py", False),
        ("src/main.py/below", False),
        ("nowhere/at/all", False),
    ],
)
def test_exists(path: str, expected: bool) -> None:
    assert BuildContext.of_files({"src/main.py": "x = 1", "empty/": ""}).exists(path) is expected


def test_what_was_not_read_is_unknown() -> None:
    folders = {"": {"a": Entry(EntryKind.FOLDER), "b": Entry(EntryKind.FOLDER)}, "a": {"x": Entry(EntryKind.FILE, 1)}}
    context = BuildContext(root="/", is_root_certain=True, folders=folders, incomplete=frozenset({"a"}))
    assert [context.exists(path) for path in ("a/x", "a/y", "b", "b/x", "c", "c/x")] == [
        True, None, True, None, False, False,
    ]  # fmt: skip
    assert context.sent_size("a") == Measure(1, 1, is_complete=False)


def test_a_guessed_root_never_says_no() -> None:
    context = BuildContext(root="/", folders={"": {"a": Entry(EntryKind.FILE, 1)}})
    assert context.exists("a") is True
    assert context.exists("b") is None
    assert context.lacks_ignore_file is None


def test_links_are_followed_inside_of_the_context_only() -> None:
    inside = linked("real", real={"x": Entry(EntryKind.FILE, 3)})
    assert [inside.exists(path) for path in ("link", "link/x", "link/y")] == [True, True, False]
    entry = inside.entry("link")
    assert entry is not None
    assert entry.kind is EntryKind.LINK
    outside = linked(None)
    assert [outside.exists(path) for path in ("link", "link/x")] == [True, None]
    circle = linked("link")
    assert circle.exists("link/x") is None


def test_what_the_ignore_file_keeps_back_is_not_sent() -> None:
    context = BuildContext.of_files(
        {
            ".dockerignore": "*.log\nnode_modules\n!node_modules/keep.js\n",
            "a.log": 5,
            "b.txt": 7,
            "node_modules/x.js": 100,
            "node_modules/keep.js": 3,
        }
    )
    assert context.ignore_file == ".dockerignore"
    assert context.lacks_ignore_file is False
    assert context.is_sent("a.log") is False
    assert context.is_sent("b.txt") is True
    assert context.is_sent("c.txt") is False
    assert context.sent_size() == Measure(7 + 3 + len("*.log\nnode_modules\n!node_modules/keep.js\n"), 3)
    assert context.sent_size("node_modules") == Measure(3, 1)
    assert context.sent_size("a.log") == Measure()
    assert context.sent_size("nothing") == Measure()


def test_below_a_shut_folder_nothing_is_sent() -> None:
    folders = {"": {"shut": Entry(EntryKind.FOLDER)}}
    rules = BuildContext.of_files({".dockerignore": "shut"}).ignore_rules
    context = BuildContext(root="/", is_root_certain=True, folders=folders, ignore_rules=rules)
    assert context.exists("shut/x") is None
    assert context.is_sent("shut/x") is False
    assert context.sent_size() == Measure()


def test_the_ignore_file_of_the_dockerfile_comes_first() -> None:
    files: dict[str, str | int] = {".dockerignore": "a", "web.Dockerfile.dockerignore": "b", "a": 1, "b": 1}
    assert BuildContext.of_files(files).is_sent("a") is False
    own = BuildContext.of_files(files, dockerfile="web.Dockerfile")
    assert (own.is_sent("a"), own.is_sent("b"), own.ignore_file) == (True, False, "web.Dockerfile.dockerignore")


def test_a_context_without_an_ignore_file() -> None:
    context = BuildContext.of_files({"a": 1})
    assert context.ignore_rules is None
    assert context.lacks_ignore_file is True
    assert context.is_sent("a") is True


def test_answers_what_a_real_engine_sent() -> None:
    first, *cases = map(json.loads, RECORDED.read_text(encoding="utf-8").strip("\n").split("\n"))
    differences = []
    for case in cases[::7]:
        if "sent" not in case or "\\p" in case["ignore"]:
            continue
        context = BuildContext.of_files(dict.fromkeys(first["tree"], 1) | {".dockerignore": case["ignore"]})
        sent = [path for path in first["tree"] if context.is_sent(path)]
        files = context.sent_size().files - bool(context.is_sent(".dockerignore"))
        if sent != case["sent"] or files != len(case["sent"]):
            differences.append((case["ignore"], sent, case["sent"], files))
    assert differences == []


NAMES = st.sampled_from(["a", "b", "c.go", "x[1]", ".hidden"])
FILES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.integers(0, 9), max_size=8)


@given(FILES, st.lists(NAMES, min_size=1, max_size=4).map("/".join))
def test_existence_follows_from_the_files(files: dict[str, int], path: str) -> None:
    files = {name: size for name, size in files.items() if not any(other.startswith(f"{name}/") for other in files)}
    context = BuildContext.of_files(files)
    assert context.exists(path) is any(f"{name}/".startswith(f"{path}/") for name in files)
    assert context.sent_size() == Measure(sum(files.values()), len(files))


def test_manifests_are_found_nearest_first() -> None:
    context = BuildContext.of_files(
        {
            "apps/web/package.json": "{}",
            "package-lock.json": 1,
            "package.json": "{}",
            "src/x.py": "",
            "api/App.csproj": 1,
        }
    )
    assert [manifest.path for manifest in context.manifests] == [
        "package-lock.json",
        "package.json",
        "api/App.csproj",
        "apps/web/package.json",
    ]


def test_manifests_are_read_when_asked_for() -> None:
    package = '{"name": "shop", "scripts": {"start": "node ."}, "dependencies": {"express": "^4"}, "main": 3}'
    context = BuildContext.of_files(
        {
            "package.json": package,
            "web/package.json": "{,}",
            "pyproject.toml": "[project]\nname = 'x'",
            "Cargo.toml": "=",
        }
    )
    read = context.package_json()
    assert isinstance(read, PackageJson)
    assert (read.name, read.scripts, read.dependencies, read.main) == (
        "shop", {"start": "node ."}, {"express": "^4"}, None,
    )  # fmt: skip
    assert context.toml("pyproject.toml") == {"project": {"name": "x"}}
    broken = context.package_json("web/package.json")
    assert isinstance(broken, ManifestProblem)
    assert broken.line == 1
    assert isinstance(context.toml("Cargo.toml"), ManifestProblem)
    assert context.package_json("other/package.json") is None
