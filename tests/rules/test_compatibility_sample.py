"""The sample of what no peer says, as a person read it: it is whole, few of it are false, and it is still said."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

ROW = re.compile(
    r"^\| \d+ \| `(?P<file>[^`]+)` \| (?P<line>\d+) \| \[(?P<rule>[^\]]+)\].* \| (?P<verdict>\S+) \| .+ \|$"
)
VERDICTS = {"right": "right", "*debatable*": "debatable", "**false**": "false"}


class Row(NamedTuple):
    """One finding that was read."""

    file: str
    line: int
    rule: str
    verdict: str


@pytest.fixture(scope="module")
def rows(repository: Path) -> list[Row]:
    text = (repository / "docs" / "compatibility" / "sample.md").read_text("utf-8")
    found = [match for line in text.splitlines() if (match := ROW.match(line))]
    return [Row(each["file"], int(each["line"]), each["rule"], VERDICTS[each["verdict"]]) for each in found]


def test_a_hundred_were_read_and_at_most_two_are_false(rows: list[Row]) -> None:
    counts = Counter(row.verdict for row in rows)
    assert counts.total() == 100
    assert counts["false"] <= 2


# A rule may be mended after the sample was drawn; when more than a few are, it has to be drawn and read again.
def test_what_was_read_is_still_said(rows: list[Row], corpus: Path) -> None:
    missing = [row for row in rows if not is_said(row, corpus)]
    assert len(missing) <= 5, f"draw and read the sample again: {missing}"


def is_said(row: Row, corpus: Path) -> bool:
    rules = [rule for rule in all_rules() if rule.id == row.rule]
    text = (corpus / row.file).read_bytes().decode("utf-8", "replace")
    # What audits comments needs the other rules, to know whether they find something.
    chosen = all_rules() if row.rule.endswith("-suppression") else rules
    snapshot = read(text, make_rule_set(chosen), Surroundings(date(2026, 9, 1), BuildContext.unknown()))
    source = snapshot.tree.source
    return any(
        finding.rule.id == row.rule and source.line_of(snapshot.tree.absolute(index, finding.span)[0]) + 1 == row.line
        for index, finding in snapshot.analysis.findings()
    )
