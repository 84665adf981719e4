"""What is told of an image before it is built."""

from __future__ import annotations

import pytest

from dockwright.project.build_context import BuildContext
from dockwright.project.estimate import Estimate, estimate, source_to_change
from dockwright.project.layers import Bounds
from dockwright.semantics.derivation import derive
from dockwright.semantics.program import Program
from dockwright.syntax.tree import parse


def read(text: str) -> Program:
    return derive(parse(text))


def estimated(text: str, context: BuildContext, changed: str | None = None) -> Estimate:
    found = estimate(read(text), context, changed)
    assert found is not None
    return found


def test_the_image_is_that_of_the_last_stage_and_what_it_begins_from() -> None:
    text = (
        "FROM golang:1.26 AS build\nRUN make\nFROM scratch AS base\nCOPY a /\nENV X=y\n"
        "FROM base\nWORKDIR /app\nCOPY b /\nONBUILD RUN make\n"
    )
    found = estimated(text, BuildContext.of_files({"a": 1000, "b": 200}))
    assert (found.image, found.added_layers, found.unknown) == (Bounds(1200, 1200), 3, ())


@pytest.mark.parametrize(
    ("instructions", "count"),
    [
        ("WORKDIR /\nWORKDIR .\n", 0),
        ("WORKDIR /usr\nWORKDIR /usr\n", 2),
        ("ARG D\nWORKDIR $D\n", 1),
        ("RUN true\nCOPY a b c /\nCOPY <<E /x\nE\n", 3),
        ("ENV A=b\nUSER a\nEXPOSE 1\nVOLUME /x\nCMD a\nONBUILD WORKDIR /y\n", 0),
    ],
)
def test_layers_are_counted_as_the_builder_makes_them(instructions: str, count: int) -> None:
    """Each as counted in an image that Docker 28.5 built; what the variable means was given to it."""
    assert estimated(f"FROM debian:12\n{instructions}", BuildContext.unknown()).added_layers == count


def test_what_is_not_known_is_named_by_its_line() -> None:
    text = "FROM example.org/x AS base\nRUN make\nFROM base\nCOPY a /\n\nRUN \\\n  make\n"
    found = estimated(text, BuildContext.of_files({"a": 1000}))
    assert found.image == Bounds(1000, None)
    assert [each.line for each in found.unknown] == [1, 2, 6]


def test_without_a_stage_there_is_nothing_to_tell() -> None:
    assert estimate(read("ARG X\n"), BuildContext.unknown(), None) is None


def test_what_a_change_has_done_again() -> None:
    text = "FROM node:24\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n"
    context = BuildContext.of_files({"package.json": "{}", "server.js": "x"})
    found = estimated(text, context, source_to_change(read(text), context))
    assert [each.step.item.text for each in found.rebuilt] == ["COPY . .\n", "RUN npm run build\n"]
    assert estimated(text, context).rebuilt == ()


def test_stages_that_are_not_built_have_nothing_done_again() -> None:
    text = "FROM a AS base\nCOPY server.js /\nFROM base AS tests\nCOPY . .\nRUN npm test\nFROM base\nRUN x\n"
    context = BuildContext.of_files({"server.js": "x", "a.test.js": "x"})
    assert [each.step.item.text for each in estimated(text, context, "server.js").rebuilt] == [
        "COPY server.js /\n",
        "RUN x\n",
    ]
    assert estimated(text, context, "a.test.js").rebuilt == ()


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ("src/main.go go.mod", "src/main.go"),
        ("a.js server.js lib/index.js", "server.js"),
        ("eslint.config.js lib/x.ts", "lib/x.ts"),
        ("notes.txt package.json", None),
    ],
)
def test_which_source_is_changed(files: str, chosen: str | None) -> None:
    context = BuildContext.of_files(dict.fromkeys(files.split(), "x"))
    assert source_to_change(read("FROM a\nCOPY . .\n"), context) == chosen


def test_a_source_that_no_build_reads_is_not_chosen() -> None:
    context = BuildContext.of_files({"main.py": 1, "app/x.py": 1, "app/y.py": 1, ".dockerignore": "app/x.py\n"})
    assert source_to_change(read("FROM a\nCOPY app /app\n"), context) == "app/y.py"
    assert source_to_change(read("FROM a\nCOPY $X /app\n"), context) is None
