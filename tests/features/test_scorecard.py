"""The scorecard: grades follow from what is found, and mending what is named raises them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import Snapshot, edited, read
from dockwright.diagnostics.finding import Severity
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Category, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.features.scorecard import Grade, Scorecard, scorecard
from dockwright.project.build_context import BuildContext

from .reading import BROKEN
from .reading import read as read_file

BAD = """\
FROM debian:12
WORKDIR app
RUN apt-get update && apt-get install curl
RUN curl http://example.com/x | sh
CMD echo hello
"""


def snapshot_of(text: str, *, rules: int | None = None) -> Snapshot:
    """A text, checked by the rules that are on by default."""
    chosen = [rule for rule in all_rules() if rule.is_default][:rules]
    return read(text, make_rule_set(chosen), Surroundings(dt.date(2026, 9, 1), BuildContext.unknown()))


def card_of(text: str) -> Scorecard:
    card = scorecard(snapshot_of(text))
    assert card is not None
    return card


def test_the_loudest_finding_of_a_category_makes_its_grade() -> None:
    snapshot = snapshot_of(BAD)
    card = scorecard(snapshot)
    assert card is not None
    grades = {Severity.ERROR: "D", Severity.WARNING: "C", Severity.INFORMATION: "B", Severity.HINT: "B"}
    names = dict(zip(Category, card.marks, strict=True))
    for category, mark in names.items():
        found = [finding.severity for _, finding in snapshot.findings() if finding.rule.category is category]
        assert mark.grade.value == max((grades[severity] for severity in found), default="A")
        assert sum(one.count for one in mark.improvements) == len(found)
    assert card.grade.value == max(mark.grade.value for mark in card.marks)
    assert card.grade is not Grade.A


def test_nothing_found_is_the_best() -> None:
    card = scorecard(snapshot_of(BAD, rules=0))
    assert card is not None
    assert card.grade is Grade.A
    assert card.summary == "Grade A, nothing found"
    assert not any(mark.improvements for mark in card.marks)


def test_mending_what_raises_a_grade_raises_it() -> None:
    """Without the rules that are said to keep a category down, its grade is a better one."""
    card = card_of(BAD)
    for category, mark in zip(Category, card.marks, strict=True):
        if mark.grade is Grade.A:
            assert not mark.raising
            continue
        assert mark.raising == mark.improvements[: len(mark.raising)]
        named = {one.rule for one in mark.raising}
        rest = [rule for rule in all_rules() if rule.is_default and rule.id not in named]
        again = scorecard(read(BAD, make_rule_set(rest), Surroundings(dt.date(2026, 9, 1), BuildContext.unknown())))
        assert again is not None
        assert dict(zip(Category, again.marks, strict=True))[category].grade.value < mark.grade.value


def test_fixing_never_lowers_a_grade() -> None:
    snapshot = snapshot_of(BAD)
    fixed = fix_all(snapshot).snapshot
    before, after = scorecard(snapshot), scorecard(fixed)
    assert before is not None
    assert after is not None
    assert fixed.text != BAD
    assert all(new.grade.value <= old.grade.value for old, new in zip(before.marks, after.marks, strict=True))


def test_what_is_ignored_by_a_comment_does_not_count() -> None:
    text = "FROM alpine:3.20\nWORKDIR app\n"
    with_comment = "FROM alpine:3.20\n# dockwright: ignore[relative-workdir]\nWORKDIR app\n"
    rules = {one.rule for mark in card_of(text).marks for one in mark.improvements}
    assert "relative-workdir" in rules
    rules = {one.rule for mark in card_of(with_comment).marks for one in mark.improvements}
    assert "relative-workdir" not in rules


def test_facts_are_those_of_the_shipped_stage() -> None:
    card = card_of("FROM golang:1.26 AS build\nFROM debian:12\nUSER 1000\nCOPY --from=build /a /a\n")
    facts = dict(card.facts)
    assert facts["Stages"] == "2"
    assert facts["Built on"] == "debian:12"
    assert facts["Runs as"] == "1000"
    assert "MB" in facts["Base image"]
    assert "Runs as" not in dict(card_of("FROM $UNKNOWN\n").facts)


def test_places_are_those_of_the_findings() -> None:
    card = card_of(BAD)
    (found,) = [one for mark in card.marks for one in mark.improvements if one.rule == "relative-workdir"]
    assert BAD[found.span.start : found.span.end] == "app"
    assert found.page.endswith("/relative-workdir/")


def test_no_stage_has_no_card() -> None:
    assert scorecard(snapshot_of("# nothing\n")) is None


@pytest.mark.parametrize("text", BROKEN)
def test_broken_files_have_a_card_or_none(text: str) -> None:
    card = scorecard(snapshot_of(text))
    assert card is None or card.summary.startswith("Grade ")


def test_editing_leads_to_the_same_card_as_reading(corpus_files: list[Path]) -> None:
    for path in corpus_files[::40]:
        text = read_file(path)
        grown = edited(snapshot_of(text), 0, 0, "FROM debian:12\nWORKDIR app\n")
        assert scorecard(grown) == scorecard(snapshot_of(grown.text)), path
