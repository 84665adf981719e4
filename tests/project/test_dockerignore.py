"""The matcher of ignore files against what a Docker engine really sent (`record_dockerignore.py` says how)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.dockerignore import (
    IgnoreRules,
    ignore_file_candidates,
    ignore_file_in_force,
    parse_ignore_file,
)

RECORDED = Path(__file__).parent / "data" / "dockerignore.jsonl"
UNSPELLABLE = {"\\pLile1"}
"""Unicode classes have no spelling in `re`: the one known difference, stated in the module's docstring."""


def recorded() -> tuple[list[str], list[dict[str, Any]]]:
    first, *cases = map(json.loads, RECORDED.read_text(encoding="utf-8").strip("\n").split("\n"))
    return first["tree"], cases


def test_sends_what_docker_sent() -> None:
    tree, cases = recorded()
    differences = []
    for case in cases:
        if "sent" not in case or case["ignore"] in UNSPELLABLE:
            continue
        rules = parse_ignore_file(case["ignore"])
        ours = [path for path in tree if not rules.excludes(path)]
        if ours != case["sent"] or rules.errors:
            differences.append((case["ignore"], rules.errors, sorted(set(ours) ^ set(case["sent"]))))
    assert differences == []
    assert len(cases) > 600


def test_reports_what_docker_refused() -> None:
    _, cases = recorded()
    refused = [case for case in cases if "error" in case]
    assert len(refused) > 15
    assert [case["ignore"] for case in refused if not parse_ignore_file(case["ignore"]).errors] == []


def test_errors_are_data_with_their_line() -> None:
    rules = parse_ignore_file("# first\n\n*.log\n[a-\n!\n!*.md\n")
    assert [(error.line, error.source) for error in rules.errors] == [(4, "[a-"), (5, "!")]
    assert "never closed" in rules.errors[0].message or "escaped" in rules.errors[0].message
    assert [(pattern.text, pattern.is_exception, pattern.line) for pattern in rules.patterns] == [
        ("*.log", False, 3),
        ("*.md", True, 6),
    ]
    assert rules.excludes("x.log")
    assert not rules.excludes("a.md")


def test_says_which_line_decided() -> None:
    rules = parse_ignore_file("docs\n!docs/api\n**/*.tmp\n")
    decided = {
        path: rules.patterns[at].line if (at := rules.state_at(path).deciding) >= 0 else None
        for path in ("docs/x", "docs/api/y", "docs/api/y.tmp", "src/z", "docs")
    }
    assert decided == {"docs/x": 1, "docs/api/y": 2, "docs/api/y.tmp": 3, "src/z": None, "docs": 1}


@pytest.mark.parametrize("path", ["", ".", "/", "..", "a/.."])
def test_the_root_is_never_excluded(path: str) -> None:
    assert not parse_ignore_file("**\n.\n/\n").excludes(path)


@pytest.mark.parametrize("path", ["/a/b", "a//b", "./a/b/", "a/x/../b", "../a/b"])
def test_paths_are_cleaned_as_copy_cleans_its_sources(path: str) -> None:
    assert parse_ignore_file("a/b").excludes(path)
    assert not parse_ignore_file("a/b/c").excludes(path)


@pytest.mark.parametrize(("length", "is_read"), [(65_535, True), (65_536, False)])
@pytest.mark.parametrize("letter", ["y", "é"])
def test_a_line_ends_where_dockers_scanner_gives_up(length: int, is_read: bool, letter: str) -> None:
    # Recorded from Docker 28.5: a line of 65,535 bytes builds, one of 65,536 does not, counted without the newline.
    line = letter * (length // len(letter.encode())) + "y" * (length % len(letter.encode()))
    rules = parse_ignore_file(f"a\n{line}\nb\n")
    assert (rules.errors == ()) is is_read
    assert rules.excludes("b") is is_read
    assert rules.excludes("a")


def test_which_file_is_in_force() -> None:
    assert ignore_file_candidates("deploy/Dockerfile.web") == ("deploy/Dockerfile.web.dockerignore", ".dockerignore")
    present = {".dockerignore", ".containerignore", "Containerfile"}
    assert ignore_file_in_force("Containerfile", present) == ".dockerignore"
    assert ignore_file_in_force("Containerfile", present, is_podman=True) == ".containerignore"
    present.add("Containerfile.dockerignore")
    assert ignore_file_in_force("Containerfile", present) == "Containerfile.dockerignore"
    assert ignore_file_in_force("Containerfile", present, is_podman=True) == "Containerfile.dockerignore"
    assert ignore_file_in_force("Dockerfile", {"sub/.dockerignore"}) is None


PIECES = st.sampled_from(["a", "b", "c.go", "*", "**", "?", "*.go", "[ab]", "[^a]", "\\a", " ", "..", "."])
PATTERNS = st.lists(PIECES, min_size=1, max_size=4).map("/".join)
LINES = st.builds(lambda mark, text: mark + text, st.sampled_from(["", "", "!", "/", "! "]), PATTERNS)
PATHS = st.lists(st.sampled_from(["a", "b", "c.go", "ab", "d"]), min_size=1, max_size=5).map("/".join)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), PATHS)
def test_no_text_raises(text: str, path: str) -> None:
    rules = parse_ignore_file(text)
    assert rules.excludes(path) in (True, False)
    assert len(rules.patterns) + len(rules.errors) <= text.count("\n") + 1


@given(st.lists(LINES, max_size=6), PATHS)
def test_comments_blank_lines_and_line_endings_change_nothing(lines: list[str], path: str) -> None:
    plain = parse_ignore_file("\n".join(lines))
    spaced = parse_ignore_file("\ufeff#\r\n" + "".join(f"\r\n{line}\t\r\n# !**\r\n" for line in lines))
    assert plain.excludes(path) == spaced.excludes(path)
    assert [pattern.text for pattern in plain.patterns] == [pattern.text for pattern in spaced.patterns]


@given(st.lists(LINES, max_size=6), PATHS)
def test_the_last_word_counts(lines: list[str], path: str) -> None:
    assert parse_ignore_file("\n".join([*lines, "**"])).excludes(path)
    # `!**` holds a wildcard once its own end is cut off, so BuildKit enters every folder for its sake.
    assert not parse_ignore_file("\n".join([*lines, "!**"])).excludes(path)


@given(st.lists(LINES, max_size=6), PATHS)
def test_without_exceptions_a_folder_takes_along_what_is_below(lines: list[str], path: str) -> None:
    rules = parse_ignore_file("\n".join(line.lstrip("!") for line in lines))
    if rules.excludes(path):
        assert rules.excludes(f"{path}/below/it")
    if not any(pattern.is_exception for pattern in rules.patterns):
        names = path.split("/")
        verdicts = [rules.excludes("/".join(names[: index + 1])) for index in range(len(names))]
        assert verdicts == sorted(verdicts)


@given(st.lists(LINES, max_size=6), PATHS)
def test_a_walk_gives_the_same_verdicts(lines: list[str], path: str) -> None:
    rules = parse_ignore_file("\n".join(lines))
    state = rules.at_root()
    names = path.split("/")
    for index in range(len(names)):
        here = "/".join(names[: index + 1])
        state = rules.step(state, here)
        assert state.is_excluded == rules.excludes(here)


def test_no_rules_exclude_nothing() -> None:
    assert not IgnoreRules().excludes("any/thing")
