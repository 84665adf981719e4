"""Patterns against git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dockwright.project.gitignore import PathPattern, parse_gitignore, verdict

PATHS = [
    f"{folder}/{inner}/{name}"
    for folder in ("a", "b", "ab.x")
    for inner in ("a", "ab.x")
    for name in ("a", "b", "a.x", "c")
] + ["a/c", "b/c", "c", "a.x", "f b", "a ", "[", "]", "-"]

PIECES = st.sampled_from(
    [
        "a", "b", "c", "*", "**", "***", "*.x", "a*", "?", "a**", "**b", "[ab]", "[!a]", "[^b]*", "[a-c]", "[c-a]",
        "[a-", "[]a]", "[\\a]", "[!/]", "[.-x]", "[[:alpha:]]", "[[:x:]]", "[[:a]", "\\a", "b\\*", "\\/", "a\\ ",
        "a\\", " a", "#",
    ]
)  # fmt: skip
LINES = st.builds(
    lambda before, pieces, after: before + "/".join(pieces) + after,
    st.sampled_from(["", "", "!", "/", "!/", "\\!"]),
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", "//", "/**", "/*", " ", "  ", "\t", "\\ ", "\r"]),
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with all of PATHS, none of them tracked."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("checkout")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return folder


def listed_by_git(checkout: Path) -> list[str]:
    command = ["git", "ls-files", "--others", "--exclude-per-directory=.gitignore", "-z"]
    listed = subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    return sorted(filter(None, os.fsdecode(listed.stdout).split("\0")))


def listed_by_us(text: str) -> list[str]:
    patterns = parse_gitignore(text)

    def is_seen(path: str) -> bool:
        names = path.split("/")
        return not any(
            verdict(patterns, "/".join(names[: depth + 1]), depth < len(names) - 1) for depth in range(len(names))
        )

    return sorted(path for path in [*PATHS, ".gitignore"] if is_seen(path))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(LINES, max_size=5), newline=st.sampled_from(["\n", "\r\n"]), start=st.sampled_from(["", "\ufeff"])
)
def test_ignores_what_git_ignores(checkout: Path, lines: list[str], newline: str, start: str) -> None:
    text = start + newline.join(lines)
    (checkout / ".gitignore").write_bytes(text.encode())
    assert listed_by_us(text) == listed_by_git(checkout)


@given(st.text(max_size=60), st.text(alphabet="ab/.", min_size=1, max_size=6), st.booleans())
def test_no_text_raises(text: str, path: str, is_folder: bool) -> None:
    assert verdict(parse_gitignore(text), path, is_folder) in (True, False, None)


def test_patterns_know_their_line() -> None:
    assert [pattern.line for pattern in parse_gitignore("# one\n\na\n!b\n")] == [3, 4]


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.dev", "/w/app/x.dev", True),
        ("docs", "/w/app/docs/a/Dockerfile", True),
        ("docs/", "/w/app/docs", False),
        ("/docs", "/w/app/a/docs/Dockerfile", False),
        ("a/**/b", "/w/app/a/x/y/b", True),
        ("*", "/w/other/x", False),
        ("*", "/w/app2/x", False),
        ("app", "/w/app", False),
    ],
)
def test_path_patterns(pattern: str, path: str, expected: bool) -> None:
    assert PathPattern(pattern, "/w/app").matches(path) is expected


def test_a_path_pattern_below_the_root_of_the_file_system() -> None:
    assert PathPattern("etc", "/").matches("/etc/x")
