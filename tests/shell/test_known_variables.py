"""Variables followed through a script: where we give a value, bash gives the same."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.shell.dialect import Dialect
from dockwright.shell.known_variables import KnownVariables
from dockwright.shell.script import parse_script
from dockwright.shell.words import UNKNOWN_TEXT
from dockwright.syntax.logical_text import LogicalText

BASH = shutil.which("bash")


def shown(text: str, environment: dict[str, str] | None = None) -> list[list[str]]:
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.BASH)
    known = KnownVariables(script, environment or {})
    return [
        [argument.text for argument in known.arguments(command)][1:]
        for command in script.commands
        if command.name.value == "show"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x="a b"; show $x', [["a", "b"]]),
        ('x="a b"; show "$x"', [["a b"]]),
        ("x=a; x=b; show $x", [["b"]]),
        ("x=a; show $x; x=b", [["a"]]),
        ("x=a && show $x", [["a"]]),
        ("x=a; y=$x-b; show $y", [["a-b"]]),
        ('x="a"; x="$x b"; show $x', [["a", "b"]]),
        ("x=a; x+=b; show $x", [["ab"]]),
        ("export x=a; show $x", [["a"]]),
        ("x=; show a$x", [["a"]]),
        ("x=a; (show $x)", [["a"]]),
        ("x=a; if y; then show $x; fi", [["a"]]),
        ("if y; then x=a; show $x; fi", [["a"]]),
        ("x=a; show ${x:-b} ${x:+c} ${x-d}", [["a", "c", "a"]]),
    ],
)
def test_plain_assignments_are_followed(text: str, expected: list[list[str]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "show $x",
        "x=a show $x",
        "x=$(y); show $x",
        "x=a; if y; then x=b; fi; show $x",
        "x=a; y || x=b; show $x",
        "(x=a); show $x",
        "for x in a b; do show $x; done",
        "read x; show $x",
        "x=a; sh -c 'show $x'",
        "f() { show $x; }; x=a; f",
        "x=(a b); show $x",
        "show ${x%y}",
    ],
)
def test_what_may_be_otherwise_is_unknown(text: str) -> None:
    assert shown(text) == [[UNKNOWN_TEXT]]


def test_the_environment_is_asked_last() -> None:
    assert shown("show $x; x=b; show $x", {"x": "a"}) == [["a"], ["b"]]
    assert shown("if y; then x=b; fi; show $x", {"x": "a"}) == [[UNKNOWN_TEXT]]


STATEMENT = st.sampled_from(
    [
        "x=a",
        "y='b c'",
        'x="$y d"',
        "y=$x",
        "x+=e",
        "export y=f",
        "x=",
        "y=$(echo g)",
        "if true; then x=h; fi",
        "if false; then y=i; fi",
        "(x=j)",
        "false || y=k",
        "true && x=l",
        "{ y=m; }",
        "for x in n o; do :; done",
        "x=p true",
        'show $x "$y" ${x:-q} "${y:+r}" s$x',
        "(show $y)",
        "if true; then show $x$y; fi",
    ]
)


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@settings(max_examples=150, deadline=None)
@given(st.lists(STATEMENT, min_size=1, max_size=8).map("; ".join))
def test_bash_gives_every_value_that_we_give(text: str) -> None:
    program = "show() { printf '%s\\0' show \"$@\"; }; " + text
    run = subprocess.run(
        [str(BASH), "--norc", "-c", program],
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "x": "X", "y": "Y Z"},
        check=False,
    )
    theirs: list[list[str]] = []
    for field in run.stdout.split("\0")[:-1]:
        if field == "show":
            theirs.append([])
        else:
            theirs[-1].append(field)
    ours = shown(text, {"x": "X", "y": "Y Z"})
    assert len(ours) == len(theirs)
    for known, real in zip(ours, theirs, strict=True):
        if not any(UNKNOWN_TEXT in argument for argument in known):
            assert known == real
