"""What `# check=` switches off, held against what a real BuildKit still says (`data/buildkit_directives.json`).

A case that says ``aside`` why has a comment that only newer frontends heed, or that we read more generously: there we
may say less, and never more.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "buildkit_directives.json").read_text("utf-8")
)
RULES = [rule for rule in all_rules() if rule.also_known_as.get("buildkit")]
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def said(text: str) -> set[tuple[str, int]]:
    """The checks that we report, by the first line of the instruction."""
    snapshot = read(text, make_rule_set(RULES), SURROUNDINGS)
    return {
        (check, snapshot.tree.lines[index] + 1)
        for index, finding in snapshot.findings()
        for check in finding.rule.also_known_as["buildkit"]
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"])[1:60])
def test_what_is_switched_off_is_not_said(case: dict[str, Any]) -> None:
    expected = {(check, line) for check, line in case["findings"]}
    found = {(check, line) for check, line in said(case["text"]) if check != "InvalidDefinitionDescription"}
    if "aside" in case:
        assert found <= expected
    else:
        assert found == expected
