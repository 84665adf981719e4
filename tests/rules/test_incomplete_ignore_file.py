"""When an ignore file is said to let too much through, and when not."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from dockwright.code_actions.snapshot import edited, read
from dockwright.diagnostics.registry import rule
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext, Measure

TEXT = "FROM node:22-slim\nCOPY . .\nRUN npm ci\n"
HEAVY: dict[str, str | int] = {
    "package.json": "{}",
    "photo.png": 8_000_000,
    "node_modules/a.js": 254_000_000,
    ".git/pack": 50_000_000,
}


def said(text: str, context: BuildContext) -> list[str]:
    found = rule("incomplete-ignore-file")
    assert found is not None
    snapshot = read(text, make_rule_set([found]), Surroundings(datetime.date(2026, 9, 1), context))
    return [finding.message for _, finding in snapshot.findings()]


def said_of(ignored: str, text: str = TEXT, name: str = ".dockerignore") -> list[str]:
    return said(text, BuildContext.of_files({**HEAVY, name: ignored}))


def test_bytes_are_told() -> None:
    assert said_of("*.md\n") == [
        "`COPY .` sends 312 MB, 304 of them from `node_modules` and `.git`, which the `.dockerignore` lets through"
    ]
    assert said_of(".git\n", name="Dockerfile.dockerignore") == [
        "`COPY .` sends 262 MB, 254 of them from `node_modules`, which the `Dockerfile.dockerignore` lets through"
    ]


def test_what_was_not_counted_to_its_end_is_a_least() -> None:
    whole = BuildContext.of_files({"a.js": 1, "node_modules/": "", ".dockerignore": "x\n", "package.json": "{}"})
    folders = {path: names for path, names in whole.folders.items() if path != "node_modules"}
    measures = {"node_modules": Measure(50_000_000, 9, is_complete=False)}
    (message,) = said(TEXT, replace(whole, folders=folders, measures=measures, _sizes={}))
    assert message.startswith("`COPY .` sends at least 50 MB, 50 of them from `node_modules`, ")


def test_folders_further_down_count() -> None:
    files = {**HEAVY, "web/node_modules/b.js": 3_000_000, ".dockerignore": "/node_modules\n.git\n"}
    (message,) = said(TEXT, BuildContext.of_files(files))
    assert message.startswith("`COPY .` sends 11 MB, 3 of them from `node_modules`, ")


@pytest.mark.parametrize(
    ("ignored", "text"),
    [
        ("node_modules\n.git\n", TEXT),
        ("**\n!package.json\n", TEXT),
        (".git\n!node_modules\n", TEXT),
        (".git\n", "FROM node:22-slim\nCOPY . .\n"),
        (".git\n", f"{TEXT}COPY node_modules/a.js /\n"),
        (".git\n", f"{TEXT}ARG X\nCOPY $X /x\n"),
        ("node_modules\n", f"{TEXT}RUN git describe > version\n"),
        ("node_modules\n", TEXT.replace("-slim", "") + "RUN make\n"),
        (".git\n", "FROM node:22-slim\nCOPY src /src\nRUN npm ci\n"),
        ("", TEXT.replace("COPY .", "ADD https://example.org/x")),
    ],
)
def test_silence(ignored: str, text: str) -> None:
    assert said_of(ignored, text) == []


def test_little_is_not_worth_a_word() -> None:
    files: dict[str, str | int] = {"package.json": "{}", "node_modules/a.js": 999_999, ".dockerignore": "x\n"}
    assert said(TEXT, BuildContext.of_files(files)) == []


def test_a_guess_and_a_file_that_cannot_be_read_tell_nothing() -> None:
    context = BuildContext.of_files({**HEAVY, ".dockerignore": "x\n"})
    assert said(TEXT, replace(context, is_root_certain=False, _sizes={})) == []
    assert said(TEXT, replace(context, texts={}, _sizes={})) == []


def test_an_edit_is_followed() -> None:
    found = rule("incomplete-ignore-file")
    assert found is not None
    context = BuildContext.of_files({**HEAVY, ".dockerignore": ".git\n"})
    surroundings = Surroundings(datetime.date(2026, 9, 1), context)
    snapshot = read(TEXT.replace("npm ci", "ls"), make_rule_set([found]), surroundings)
    assert snapshot.findings() == []
    start = snapshot.text.index("ls")
    assert len(edited(snapshot, start, start + 2, "npm ci").findings()) == 1
