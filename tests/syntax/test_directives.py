"""Parser directives: where they may stand. BuildKit's verdicts on the same headers are in `data/verdicts.json`."""

from __future__ import annotations

import pytest

from dockwright.syntax.items import Directive
from dockwright.syntax.tree import parse


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("# escape=`\n", [("escape", "`")]),
        ("#escape=`\n", [("escape", "`")]),
        ("#  EsCaPe  =  `  \r\n", [("escape", "`")]),
        ("  # escape=`\n", [("escape", "`")]),
        ("\ufeff# escape=`\n", [("escape", "`")]),
        ("# syntax=a/b:1 # c\n# check=skip=A,B;error=true\n# escape=`\n", None),
        ("# syntax=docker/dockerfile:1\n# escape=`\n", [("syntax", "docker/dockerfile:1"), ("escape", "`")]),
        ("\n# escape=`\n", []),
        (" \n# escape=`\n", []),
        ("# a comment\n# escape=`\n", []),
        ("# unknown=x\n# escape=`\n", []),
        ("#\n# escape=`\n", []),
        ("# escape=\n# syntax=x\n", []),
        ("# escape\n", []),
        ("ARG a\n# escape=`\n", []),
        ("#!/usr/bin/env docker\n# syntax=a\n", [("syntax", "a")]),
        ("#!/usr/bin/env docker\n# escape=`\n# syntax=a\n", []),
        ("#!/usr/bin/env docker\n  # syntax=a\n", []),
        ("  # syntax=a\n# escape=`\n", [("escape", "`")]),
        ("\ufeff#!x\n# syntax=a\n", [("syntax", "a")]),
        ("# syntax=a\n#!x\n# escape=`\n", [("syntax", "a")]),
    ],
)
def test_directives_in_their_place(header: str, expected: list[tuple[str, str]] | None) -> None:
    tree = parse(header + "FROM a\n")
    found = [(item.name, item.value) for item in tree.items if isinstance(item, Directive)]
    if expected is None:
        expected = [("syntax", "a/b:1 # c"), ("check", "skip=A,B;error=true"), ("escape", "`")]
    assert found == expected
    assert tree.escape == dict(expected).get("escape", "\\")
    for item in tree.items:
        if isinstance(item, Directive):
            assert item.text[slice(*item.name_span)].lower() == item.name
            assert item.text[slice(*item.value_span)] == item.value


def test_twice_is_once_and_a_problem() -> None:
    tree = parse("# escape=`\n# escape=\\\nFROM a `\n AS b\n")
    directives = [item for item in tree.items if isinstance(item, Directive)]
    assert [item.problem is None for item in directives] == [True, False]
    assert tree.escape == "`"
    assert len(list(tree.instructions())) == 1


def test_wrong_escape_changes_nothing() -> None:
    tree = parse("# escape=''\nFROM a \\\n AS b\n")
    assert tree.escape == "\\"
    assert len(list(tree.instructions())) == 1


def test_edit_of_a_directive_reads_the_file_again() -> None:
    from dockwright.syntax.tree import edit

    tree = parse("# escape=`\nFROM a `\n AS b\nRUN x\n")
    outcome = edit(tree, 9, 10, "\\")
    assert outcome.tree == parse("# escape=\\\nFROM a `\n AS b\nRUN x\n")
    assert len(list(outcome.tree.instructions())) == 3
