"""Cleaning and wildcard matching, in cases taken from the documentation of Go's `path/filepath`."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.project.go_path import clean, has_wildcard, match, pattern_problem

PATHS = st.lists(st.sampled_from(["", ".", "..", "a", "b.c", "é"]), max_size=6).map("/".join)


@given(PATHS)
def test_clean_agrees_with_posixpath(path: str) -> None:
    # The one difference: POSIX lets exactly two slashes at the start mean something of their own.
    assert clean(path) == posixpath.normpath("/" + path.lstrip("/") if path.startswith("/") else path)
    assert clean(clean(path)) == clean(path)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("a*", ["a", "abc"], ["ba", "a/b"]),
        ("*.go", [".go", "x.go"], ["x.go.o", "a/x.go"]),
        ("*/b", ["a/b", "/b"], ["b", "a/c/b", "a/b/b"]),
        ("a?c", ["abc", "aéc"], ["ac", "a/c", "abbc"]),
        ("[a-c]x", ["ax", "cx"], ["dx", "x", "a-x"]),
        ("[^a-c]x", ["dx", "/x"], ["ax", "x"]),
        ("[!a]", ["!", "a"], ["b"]),
        ("[\\]]", ["]"], ["\\"]),
        ("[*?]", ["*", "?"], ["a", ""]),
        ("\\*", ["*"], ["a", "\\*"]),
        ("a*b*c", ["abc", "a1b2c", "abbcc"], ["ab", "a/bc"]),
        ("", [""], ["a"]),
        ("**", ["", "ab"], ["a/b"]),
        ("é", ["é"], ["e"]),
    ],
)
def test_wildcards(pattern: str, matching: list[str], other: list[str]) -> None:
    assert [name for name in matching if match(pattern, name) is not True] == []
    assert [name for name in other if match(pattern, name) is not False] == []


@pytest.mark.parametrize("pattern", ["[", "[]", "[]a]", "[a", "[a-", "[a-]", "[-a]", "[^]", "\\", "a\\", "[\\", "*[a"])
def test_malformed_patterns_are_told(pattern: str) -> None:
    assert isinstance(match(pattern, "a"), str)
    assert isinstance(pattern_problem(pattern), str)


def test_a_mistake_behind_the_failure_goes_unnoticed_as_in_go() -> None:
    assert pattern_problem("x*[") is None
    assert match("x*[", "y") is False
    assert isinstance(match("x*[", "xy"), str)


@given(st.text("ab/*?[]^-\\", max_size=8), st.text("ab/-", max_size=6))
def test_no_pattern_raises(pattern: str, name: str) -> None:
    assert isinstance(match(pattern, name), bool | str)
    assert isinstance(pattern_problem(pattern), str | None)


@given(st.text("abé.-/", max_size=8))
def test_a_pattern_without_wildcards_matches_itself_only(name: str) -> None:
    assert not has_wildcard(name)
    assert match(name, name) is True
    assert match(name, name + "x") is False
