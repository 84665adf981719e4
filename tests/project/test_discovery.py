"""Searching folders for Dockerfiles, with git as the judge of what is ignored."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.project.discovery import DiscoveryProblem, discover
from dockwright.project.gitignore import PathPattern

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(folder: Path, *paths: Path, excludes: tuple[PathPattern, ...] = ()) -> list[str]:
    items = list(discover(paths or [folder], excludes))
    files = [item for item in items if isinstance(item, Path)]
    assert files == items
    return [file.relative_to(folder).as_posix() for file in files]


def test_finds_dockerfiles_in_a_stable_order(tmp_path: Path) -> None:
    names = [
        "b/Dockerfile",
        "a/x.Dockerfile",
        "Dockerfile.dev",
        "Dockerfile",
        ".devcontainer/Dockerfile",
        "a/b/Containerfile",
    ]
    write(tmp_path, dict.fromkeys([*names, "a/readme.md", "Dockerfile.dockerignore", "a/b/dockerfile.go"], ""))
    assert found(tmp_path) == [
        "Dockerfile",
        "Dockerfile.dev",
        ".devcontainer/Dockerfile",
        "a/x.Dockerfile",
        "a/b/Containerfile",
        "b/Dockerfile",
    ]


def test_folders_of_other_programs_are_skipped(tmp_path: Path) -> None:
    skipped = ["node_modules/x", ".git/x", ".venv", "a/node_modules", "my-env/lib", "vendor/github.com/x"]
    write(tmp_path, dict.fromkeys([f"{folder}/Dockerfile" for folder in [*skipped, "vendored"]], ""))
    write(tmp_path, {"my-env/pyvenv.cfg": "", "vendor/modules.txt": "", "php/vendor/Dockerfile": ""})
    assert found(tmp_path) == ["php/vendor/Dockerfile", "vendored/Dockerfile"]
    # A folder that is named is searched.
    assert found(tmp_path, tmp_path / "node_modules") == ["node_modules/x/Dockerfile"]
    assert found(tmp_path, tmp_path / "my-env") == ["my-env/lib/Dockerfile"]


def test_what_is_named_is_taken(tmp_path: Path) -> None:
    write(tmp_path, {"image.txt": "", "ignored/Dockerfile": "", ".gitignore": "ignored", "Dockerfile": ""})
    everything = (PathPattern("*", tmp_path.as_posix()),)
    paths = [tmp_path / "image.txt", tmp_path / "ignored" / "Dockerfile", tmp_path, tmp_path / "ignored" / "Dockerfile"]
    assert list(discover(paths, everything)) == paths[:2]
    assert found(tmp_path) == ["Dockerfile"]


def test_each_file_is_found_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/Dockerfile": "", "Dockerfile": ""})
    assert found(tmp_path, tmp_path / "a", tmp_path, tmp_path / "a" / "Dockerfile") == ["a/Dockerfile", "Dockerfile"]


def test_paths_keep_their_spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/Dockerfile": ""})
    monkeypatch.chdir(tmp_path)
    assert [*discover([Path()])] == [Path("a/Dockerfile")]
    assert [*discover([Path("a")])] == [Path("a/Dockerfile")]


def test_own_excludes(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(["Dockerfile", "test/Dockerfile", "a/test/x/Dockerfile", "a/Dockerfile.old"], ""))
    base = tmp_path.as_posix()
    assert found(tmp_path, excludes=(PathPattern("test", base), PathPattern("*.old", base))) == ["Dockerfile"]
    assert found(tmp_path, excludes=(PathPattern("/test/", base), PathPattern("a/*.old", base))) == [
        "Dockerfile",
        "a/test/x/Dockerfile",
    ]


def test_problems_are_part_of_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/Dockerfile": "", "locked/Dockerfile": "", "z/Dockerfile": ""})
    scan = os.scandir

    def refusing(path: os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        # Tests may run as root, whom no mode keeps out.
        if os.path.basename(path) == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert list(discover([tmp_path, tmp_path / "gone"])) == [
        tmp_path / "a/Dockerfile",
        DiscoveryProblem(tmp_path / "locked", "The folder cannot be read: permission denied"),
        tmp_path / "z/Dockerfile",
        DiscoveryProblem(tmp_path / "gone", "There is no such file or folder"),
    ]


def test_links(tmp_path: Path) -> None:
    write(tmp_path, {"in/a/Dockerfile": "", "in/real": "", "out/Dockerfile": "", "out/real": ""})
    for name, target in {
        "in/loop": ".", "in/a/up": "..", "in/away": "../out", "in/broken.Dockerfile": "nowhere",
        "in/self.Dockerfile": "self.Dockerfile", "in/same.Dockerfile": "a/Dockerfile", "in/real.Dockerfile": "real",
        "in/out.Dockerfile": "../out/Dockerfile",
    }.items():  # fmt: skip
        (tmp_path / name).symlink_to(target)
    # The link to a file that is found anyway is left out, so that nothing is told twice.
    assert found(tmp_path / "in") == ["out.Dockerfile", "real.Dockerfile", "a/Dockerfile"]


def test_a_very_deep_folder(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(400):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "Dockerfile").touch()
    assert len(found(tmp_path)) == 1


PATHS = [
    f"{folder}{inner}{name}"
    for folder in ("", "a/", "b/")
    for inner in ("", "c/", "a/")
    for name in ("Dockerfile", "Dockerfile.b", "c.Dockerfile")
]
PIECES = st.sampled_from(["a", "b", "c", "*", "**", "Dockerfile", "Dockerfile.*", "*.b", "c.*", "D*", "?"])
LINES = st.builds(
    lambda before, pieces, after: before + "/".join(pieces) + after,
    st.sampled_from(["", "", "!", "!", "/", "!/"]),
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)
FILES = st.dictionaries(
    st.sampled_from(
        [".gitignore", "a/.gitignore", "b/.gitignore", "a/c/.gitignore", "b/a/.gitignore", ".git/info/exclude"]
    ),
    st.lists(LINES, max_size=4).map("\n".join),
)


@needs_git
@settings(max_examples=120, deadline=None)
@given(files=FILES)
def test_ignores_what_git_ignores(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> None:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    write(folder, dict.fromkeys(PATHS, ""))
    write(folder, files)
    command = ["git", "-c", f"core.excludesFile={os.devnull}", "ls-files", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode().split("\0")
    expected = sorted(path for path in listed if path in PATHS)
    assert sorted(found(folder)) == expected
    # A search that begins further down knows what is said further up. An ignored start is searched all the same.
    for start in ("a", "b/a"):
        below = [path for path in expected if path.startswith(f"{start}/")]
        if below:
            assert sorted(found(folder, folder / start)) == below
    shutil.rmtree(folder)


def test_ignore_files_of_ripgrep_count_more(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(["a/Dockerfile", "b/Dockerfile", "c/Dockerfile"], ""))
    write(tmp_path, {".gitignore": "a\nb\n", ".ignore": "!a\nc\n", "b/.ignore": ""})
    assert found(tmp_path) == ["a/Dockerfile"]


def test_ignore_files_end_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"repo/.git/HEAD": "", "repo/sub/Dockerfile": "", ".gitignore": "*", "repo/.gitignore": "no"})
    assert found(tmp_path, tmp_path / "repo" / "sub") == ["repo/sub/Dockerfile"]
    write(tmp_path, {"repo/inner/.git/HEAD": "", "repo/inner/no/Dockerfile": ""})
    assert found(tmp_path, tmp_path / "repo") == ["repo/inner/no/Dockerfile", "repo/sub/Dockerfile"]


@needs_git
def test_a_worktree_shares_the_exclude_file(tmp_path: Path) -> None:
    main, other = tmp_path / "main", tmp_path / "other"
    write(main, {"Dockerfile": ""})

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=main, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", "Dockerfile")
    git("commit", "--quiet", "--message", "first")
    git("worktree", "add", str(other))
    write(main, {".git/info/exclude": "secret\n"})
    write(other, {"secret/Dockerfile": ""})
    assert found(other) == ["Dockerfile"]


def test_strange_ignore_files_are_survived(tmp_path: Path) -> None:
    write(tmp_path, {"a/Dockerfile": "", "b/Dockerfile": "", "rules": "*"})
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\x00\nb\n")
    (tmp_path / "a" / ".gitignore").mkdir()
    (tmp_path / ".ignore").symlink_to("rules")
    assert found(tmp_path) == ["a/Dockerfile"]
