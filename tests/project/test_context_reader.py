"""Snapshots taken from real folders, and how they survive what is wrong with those."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.project.build_context import BuildContext, EntryKind, Measure
from dockwright.project.context_reader import read_build_context
from dockwright.project.context_root import context_root
from dockwright.project.context_walk import Budget


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(text, encoding="utf-8")
        else:
            path.mkdir(exist_ok=True)


def test_reads_what_is_there(tmp_path: Path) -> None:
    files = {".dockerignore": "secret*\n", "Dockerfile": "FROM scratch", "src/a.py": "a", "secret.txt": "s", "e/": ""}
    write(tmp_path, {**files, "package.json": '{"name": "x"}', "package-lock.json": "{}"})
    context = read_build_context(tmp_path / "Dockerfile", workspace_root=tmp_path)
    assert context.root == str(tmp_path)
    assert context.is_root_certain
    assert context.ignore_file == ".dockerignore"
    assert [context.is_sent(path) for path in ("src/a.py", "secret.txt", "e", "nothing")] == [True, False, True, False]
    assert context.texts == {"package.json": '{"name": "x"}', ".dockerignore": "secret*\n"}
    assert [manifest.path for manifest in context.manifests] == ["package-lock.json", "package.json"]
    assert context.notes == ()


NAMES = st.sampled_from(["a", "b", "node_modules", "target", "c.go", "package.json"])
FILES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=4).map("/".join), st.sampled_from(["", "{}", "xyz"]), max_size=9
)
IGNORED = st.lists(st.sampled_from(["a", "*/b", "**/c.go", "!a/b", "!**/c.go", "node_modules", "target/*"]), max_size=4)


@settings(deadline=None, max_examples=60)
@given(FILES, IGNORED)
def test_a_small_context_is_read_in_full(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], ignored: list[str]
) -> None:
    files = {name: text for name, text in files.items() if not any(other.startswith(f"{name}/") for other in files)}
    files[".dockerignore"] = "\n".join(ignored)
    folder = tmp_path_factory.mktemp("context")
    write(folder, files)
    read, expected = read_build_context(folder / "Dockerfile"), BuildContext.of_files(files)
    assert read.sent_size() == expected.sent_size()
    for path in [*files, *(name.rpartition("/")[0] for name in files), "a/zzz"]:
        assert read.is_sent(path) in (expected.is_sent(path), None)
        is_counted = "node_modules" in path.split("/")[:-1]
        if expected.is_sent(path) and not is_counted:
            assert read.is_sent(path) is True


@pytest.mark.parametrize("ignored", ["", "node_modules\n", "**/*.js\n"])
def test_folders_that_tools_fill_are_counted(tmp_path: Path, ignored: str) -> None:
    modules = {f"node_modules/m{number}/index.js": "x" * 10 for number in range(20)}
    write(tmp_path, {**modules, "node_modules/m1/more.txt": "12345", "index.js": "1", ".dockerignore": ignored})
    context = read_build_context(tmp_path / "Dockerfile")
    expected = {"": Measure(205, 21), "node_modules\n": Measure(), "**/*.js\n": Measure(5, 1)}
    assert context.sent_size("node_modules") == expected[ignored]
    assert context.exists("node_modules/m1") is None
    assert context.exists("node_modules") is True


def test_links_are_kept_and_not_followed_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    write(inside, {"real/x": "1", "Dockerfile": ""})
    write(outside, {"secret": "s", "package.json": "{}", "ignore": "*"})
    for name, target in {
        "good": "real", "out": "../outside", "loop": "loop", "self": ".", "broken": "nowhere",
        "package.json": "../outside/package.json", ".dockerignore": str(outside / "ignore"), "real/up": "..",
    }.items():  # fmt: skip
        (inside / name).symlink_to(target)
    context = read_build_context(inside / "Dockerfile", workspace_root=inside)
    kinds = {name: (entry.kind, entry.target) for name, entry in context.top_level.items() if name != "Dockerfile"}
    assert kinds.pop("real") == (EntryKind.FOLDER, None)
    assert kinds == {
        "good": (EntryKind.LINK, "real"),
        "self": (EntryKind.LINK, "."),
        **dict.fromkeys(["out", "loop", "broken", "package.json", ".dockerignore"], (EntryKind.LINK, None)),
    }
    assert context.exists("good/x") is True
    assert context.exists("self/self/good/x") is True
    assert context.exists("real/up/real/x") is True
    assert context.exists("out/secret") is None
    assert context.exists("loop/x") is None
    assert context.texts == {}
    assert sorted(note.path for note in context.notes) == [".dockerignore", "package.json"]
    # There is an ignore file, only what it says is not known: nobody may say that there is none.
    assert context.lacks_ignore_file is False


def test_a_context_outside_of_the_workspace_is_unknown(tmp_path: Path) -> None:
    write(tmp_path, {"work/Dockerfile": "", "else/a": ""})
    (tmp_path / "work" / "way-out").symlink_to("../else")
    for root in (tmp_path / "else", tmp_path, tmp_path / "work" / "way-out"):
        context = read_build_context(tmp_path / "work" / "Dockerfile", root=root, workspace_root=tmp_path / "work")
        assert not context.is_known
        assert [note.message for note in context.notes] == ["The build context lies outside of the workspace"]


def test_an_absent_context_is_unknown_with_a_note(tmp_path: Path) -> None:
    context = read_build_context(tmp_path / "gone" / "Dockerfile")
    assert not context.is_known
    assert context.exists("a") is None
    assert [note.message for note in context.notes] == ["The folder cannot be read: no such file or directory"]


def test_an_unreadable_folder_is_unknown_with_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"locked/x": "", "open/x": "", "node_modules/locked/y": "12", "node_modules/z": "3"})
    scan = os.scandir

    def refusing(path: os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        # Tests may run as root, whom no mode keeps out.
        if os.path.basename(path) == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    context = read_build_context(tmp_path / "Dockerfile", workspace_root=tmp_path)
    assert [context.exists(path) for path in ("open/x", "open/y", "locked", "locked/x")] == [True, False, True, None]
    assert context.sent_size("node_modules") == Measure(1, 1, is_complete=False)
    assert [note.path for note in context.notes] == ["locked", "node_modules/locked"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".dockerignore")
    os.mkfifo(tmp_path / "package.json")
    context = read_build_context(tmp_path / "Dockerfile", workspace_root=tmp_path)
    assert context.texts == {}
    assert context.top_level["package.json"].kind is EntryKind.OTHER


def test_a_folder_named_like_an_ignore_file_is_passed_over(tmp_path: Path) -> None:
    # As Docker 28.5 does: the plain file in the root counts then.
    write(tmp_path, {"Dockerfile.dockerignore/x": "", ".dockerignore": "a", "a": ""})
    context = read_build_context(tmp_path / "Dockerfile")
    assert context.ignore_file == ".dockerignore"
    assert context.is_sent("a") is False


def test_an_empty_ignore_file_of_the_dockerfile_still_comes_first(tmp_path: Path) -> None:
    write(tmp_path, {"Dockerfile.dockerignore": "", ".dockerignore": "a", "a": ""})
    assert read_build_context(tmp_path / "Dockerfile").is_sent("a") is True


def test_the_ignore_file_lies_beside_a_dockerfile_outside_of_the_context(tmp_path: Path) -> None:
    write(
        tmp_path, {"files/Dockerfile": "", "files/Dockerfile.dockerignore": "a", "app/a": "", "app/.dockerignore": "b"}
    )
    context = read_build_context(tmp_path / "files" / "Dockerfile", root=tmp_path / "app", workspace_root=tmp_path)
    assert context.is_sent("a") is False


def test_a_large_context_costs_no_more_than_its_budget(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"file{number}").touch()
    write(tmp_path, {".dockerignore": "x", "Cargo.toml": "[package]", "a/b/c": ""})
    context = read_build_context(tmp_path / "Dockerfile", workspace_root=tmp_path, budget=Budget(names=600))
    assert 600 <= len(context.top_level) < 1_200
    assert "" in context.incomplete
    assert context.exists("file1") in (True, None)
    assert context.exists("file-that-is-not-there") is None
    assert context.is_sent("x") is False
    assert context.texts["Cargo.toml"] == "[package]"
    assert not context.sent_size().is_complete
    assert any("too large" in note.message or "holds more" in note.message for note in context.notes)


def test_time_is_part_of_the_budget(tmp_path: Path) -> None:
    write(tmp_path, {f"f{number}/x": "" for number in range(50)})
    ticks = count()
    context = read_build_context(tmp_path / "Dockerfile", clock=lambda: next(ticks) / 10, budget=Budget(seconds=1))
    assert 1 < len(context.folders) < 12
    assert len(context.top_level) == 50
    assert context.exists("f49/x") is None
    assert ["too large" in note.message for note in context.notes] == [True]


@pytest.mark.slow
def test_two_hundred_thousand_files(tmp_path: Path) -> None:
    for folder in range(200):
        (tmp_path / f"d{folder}").mkdir()
        for number in range(1_000):
            os.close(os.open(tmp_path / f"d{folder}" / str(number), os.O_CREAT | os.O_WRONLY))
    budget = Budget(names=20_000, seconds=60)
    context = read_build_context(tmp_path / "Dockerfile", workspace_root=tmp_path, budget=budget)
    assert sum(map(len, context.folders.values())) <= 21_000
    assert context.exists("d0/1") is True
    assert context.exists("nothing") is False
    assert not context.sent_size().is_complete
    shutil.rmtree(tmp_path)


def test_large_manifests_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"package.json": "x" * 2_000, "go.mod": "module x", "web/package.json": "{}"})
    context = read_build_context(tmp_path / "Dockerfile", budget=Budget(manifest_bytes=1_000, all_manifest_bytes=9))
    assert context.texts == {"go.mod": "module x"}
    assert [note.path for note in context.notes] == ["package.json", "web/package.json"]
    assert [manifest.path for manifest in context.manifests] == ["go.mod", "package.json", "web/package.json"]


def test_open_buffers_come_before_the_disk(tmp_path: Path) -> None:
    write(tmp_path, {"a": "", "b": "", ".dockerignore": "a", "package.json": "{}"})
    buffers = {tmp_path / ".dockerignore": "b", tmp_path / "package.json": '{"name": "unsaved"}'}
    context = read_build_context(tmp_path / "Dockerfile", buffers=buffers)
    assert (context.is_sent("a"), context.is_sent("b")) == (True, False)
    assert context.texts["package.json"] == '{"name": "unsaved"}'


def test_text_that_is_not_utf_8_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".dockerignore").write_bytes(b"caf\xe9\nb\n")
    assert read_build_context(tmp_path / "Dockerfile").is_sent("b") is False


def test_which_root_is_likely(tmp_path: Path) -> None:
    write(
        tmp_path, {"docker/Dockerfile": "", "docker/entry.sh": "", "src/x": "", "package.json": "{}", "api/go.mod": ""}
    )
    dockerfile = tmp_path / "docker" / "Dockerfile"
    assert context_root(dockerfile, tmp_path) == (tmp_path / "docker", False)
    assert context_root(dockerfile, tmp_path, ["package.json", "./src/"]) == (tmp_path, True)
    assert context_root(dockerfile, tmp_path, ["entry.sh", "."]) == (tmp_path / "docker", True)
    assert context_root(dockerfile, tmp_path, ["entry.sh", "src"]) == (tmp_path / "docker", False)
    assert context_root(dockerfile, tmp_path / "docker", ["package.json"]) == (tmp_path / "docker", False)
    assert context_root(dockerfile, None, ["package.json"]) == (tmp_path / "docker", False)
    assert context_root(tmp_path / "api" / "Dockerfile", tmp_path) == (tmp_path / "api", True)
    assert context_root(tmp_path / "Dockerfile", tmp_path) == (tmp_path, True)
    assert context_root(tmp_path / "Dockerfile", tmp_path, ["target/app.jar"]) == (tmp_path, False)


def test_the_projects_of_the_corpus(corpus: Path) -> None:
    with (corpus / "MANIFEST-projects.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    missing = {}
    for row in rows:
        root = corpus / "projects" / row["name"]
        context = read_build_context(root / row["dockerfile"], root=root, workspace_root=root)
        assert context.notes == ()
        assert all(context.exists(path) for path in row["docker_files"].split(","))
        found = {manifest.path for manifest in context.manifests}
        listed = {path for path in row["manifests"].split(",") if path and context.exists(path)}
        if listed - found:
            missing[row["name"]] = sorted(listed - found)
    assert len(rows) > 30
    assert missing == {}
