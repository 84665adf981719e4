"""Reading Dockerfiles with ShellCheck in the rule set, and programs that only look like ShellCheck."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import Snapshot, read, settled
from dockwright.diagnostics.rule import SuppressionPolicy, Surroundings
from dockwright.diagnostics.rule_set import RuleSet
from dockwright.diagnostics.selection import Override
from dockwright.external.shellcheck.checks import rule_set_with_shellcheck
from dockwright.external.shellcheck.program import VARIABLE, find_program
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration import Configuration

EVERYTHING = Override(select=("correctness", "style"))


def program() -> Path:
    """The real ShellCheck; the test is skipped where there is none."""
    off = os.environ.pop(VARIABLE, None)
    try:
        found = find_program("auto")
    finally:
        if off is not None:
            os.environ[VARIABLE] = off
    if found is None:
        pytest.skip("ShellCheck is not installed (`pip install dockwright[shellcheck]`)")
    return found


def rules(
    override: Override | None = EVERYTHING,
    configuration: Configuration | None = None,
    at: Path | None = None,
    *,
    waits: bool = True,
) -> RuleSet:
    """Rules with those of ShellCheck; at first all of them."""
    return rule_set_with_shellcheck(configuration, None, override, at or program(), waits=waits)


def surroundings(suppressions: SuppressionPolicy = SuppressionPolicy.ALLOW) -> Surroundings:
    """Nothing lies beside the file."""
    return Surroundings(datetime.date(2026, 1, 1), BuildContext.unknown(), suppressions=suppressions)


def checked(text: str, rule_set: RuleSet | None = None) -> Snapshot:
    """A Dockerfile read, and ShellCheck waited for."""
    return settled(read(text, rule_set or rules(), surroundings()))


def found(snapshot: Snapshot) -> list[tuple[str, str]]:
    """ShellCheck's findings: code and underlined text."""
    return [
        (finding.rule.id, snapshot.text[slice(*snapshot.tree.absolute(index, finding.span))])
        for index, finding in snapshot.findings()
        if finding.rule.id.startswith("SC")
    ]


def codes(text: str, rule_set: RuleSet | None = None) -> list[str]:
    """The codes that ShellCheck finds, in the order of the file."""
    return [code for code, _ in found(checked(text, rule_set))]


def fake(folder: Path, lines: Sequence[str]) -> Path:
    """A program of a few lines of Python that stands in for ShellCheck."""
    path = folder / "shellcheck"
    path.write_text("\n".join([f"#!{sys.executable}", "import json, os, sys, time", *lines, ""]))
    path.chmod(0o755)
    return path
