"""The rule shown in CONTRIBUTING.md is a rule: as one file, with nothing else touched, its examples come true."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import ModuleType

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.manual import Example, read_manual
from dockwright.diagnostics.rule import Rule, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

_RULE = re.compile(r"^````python\n(.*?)^````$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def rule(repository: Path) -> Rule:
    match = _RULE.search((repository / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert match is not None
    module = ModuleType("dockwright.diagnostics.rules.commands.uncatchable_stop_signal")
    module.__package__ = "dockwright.diagnostics.rules.commands"
    exec(compile(match[1], "CONTRIBUTING.md", "exec"), module.__dict__)
    assert isinstance(module.RULE, Rule)
    return module.RULE


def checked(rule: Rule, example: Example) -> Snapshot:
    surroundings = Surroundings(dt.date(2026, 9, 1), BuildContext.unknown())
    return read(example.text, make_rule_set([rule]), surroundings)


def test_the_example_of_contributing_is_a_rule(rule: Rule) -> None:
    bad, fixed, good = read_manual(rule.documentation or "").examples
    found = [finding.message for _, finding in checked(rule, bad).findings()]
    assert found == [mark.message for mark in bad.marks]
    assert fix_all(checked(rule, bad), include_unsafe=True).snapshot.text == fixed.text
    assert checked(rule, good).findings() == []
    assert rule.id == "uncatchable-stop-signal"
