"""What the finding about a missing ignore file says in bytes."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import rule
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext, Measure

TEXT = "FROM node:22\nCOPY . .\n"


def said(context: BuildContext) -> list[str]:
    found = rule("missing-ignore-file")
    assert found is not None
    snapshot = read(TEXT, make_rule_set([found]), Surroundings(datetime.date(2026, 9, 1), context))
    return [finding.message for _, finding in snapshot.findings()]


@pytest.mark.parametrize("is_complete", [True, False])
def test_bytes_are_told(*, is_complete: bool) -> None:
    whole = BuildContext.of_files({"package.json": "", "a.js": 8_000_000, ".git/": "", "node_modules/x": 254_000_000})
    folders = {path: names for path, names in whole.folders.items() if path != ".git"}
    context = replace(whole, folders=folders, measures={".git": Measure(50_000_000, 9, is_complete)}, _sizes={})
    least = "" if is_complete else "at least "
    (message,) = said(context)
    assert message == (
        f"`COPY .` sends {least}312 MB, 304 of them from `node_modules` and `.git`, "
        "since no `.dockerignore` keeps anything out"
    )


def test_small_things_are_only_named() -> None:
    (message,) = said(BuildContext.of_files({"a.js": 8_000_000, ".git/HEAD": 40}))
    assert message == "`COPY .` takes `.git` along, since no `.dockerignore` keeps it out"


def test_what_the_ignore_file_would_name_is_what_is_told() -> None:
    """One table says what is unwanted: where a tool makes it, and that a folder of an everyday name is made at all."""
    (rust,) = said(BuildContext.of_files({"crates/a/Cargo.toml": "", "crates/a/target/x": 9_000_000, "dist/y": 10}))
    assert rust.startswith("`COPY .` sends 9 MB, 9 of them from `crates/a/target`, since")
    (node,) = said(BuildContext.of_files({"package.json": "{}", "dist/y": 10, ".gitignore": "dist\n", ".idea/a": 1}))
    assert node == "`COPY .` takes `dist` along, since no `.dockerignore` keeps it out"
    (plain,) = said(BuildContext.of_files({"index.html": "", "dist/y": 10, "target/x": 10}))
    assert plain.startswith("`COPY .` takes whatever comes to lie beside the Dockerfile")
