"""How far comments reach, which findings stay visible, and that an edit costs only what it touches."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from dockwright.code_actions.snapshot import edited
from dockwright.diagnostics import suppression_reach
from dockwright.diagnostics.dialects import Suppression, suppressions_in
from dockwright.diagnostics.rule import Category, SuppressionPolicy
from dockwright.diagnostics.suppression import visible_by_stage
from dockwright.diagnostics.suppression_audit import unknown_names, unused
from dockwright.diagnostics.suppression_reach import suppressions
from dockwright.syntax.items import Item

from .made_rules import SURROUNDINGS, checked, rule_for_file, rule_for_stage, rule_for_word, visible

BAD = rule_for_word("bad", also_known_as={"hadolint": ("DL9001",), "trivy": ("DS-0009",), "kics": ("b03a748a",)})
UGLY = rule_for_word(
    "ugly",
    also_known_as={"buildkit": ("SaidUgly",), "tally": ("tally/said-ugly",), "semgrep": ("said-ugly-thing",)},
    category=Category.SECURITY,
)
MISSING = rule_for_stage("missing-thing", also_known_as={"trivy": ("DS-0002",), "hadolint": ("DL9002",)})
QUESTION = rule_for_file("question")


def shown(text: str) -> list[str]:
    return visible(text, BAD, UGLY, MISSING, QUESTION)


def without_missing(text: str) -> list[str]:
    return visible(text, BAD, UGLY)


def test_without_comments_everything_is_shown() -> None:
    assert shown("ARG A=?\nFROM a\nRUN bad\nRUN ugly\n") == [
        "1 question",
        "2 missing-thing",
        "3 no-bad",
        "4 no-ugly",
    ]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore",
        "# dockwright: ignore[no-bad]",
        "# dockwright: ignore[NO-BAD]",
        "# dockwright: ignore[DL9001]",
        "# dockwright: ignore[style]",
        "# dockwright: ignore[other, no-bad]",
        "# hadolint ignore=DL9001",
        "# hadolint ignore=dl9001",
        "# tally ignore=hadolint/DL9001;reason=x",
        "# trivy:ignore:AVD-DS-0009",
        "# trivy:ignore:DS009",
        "# trivy:ignore:DS-0009:exp:2026-09-01",
        "# trivy:ignore:*",
        "# kics-scan ignore-line",
    ],
)
def test_next_instruction(comment: str) -> None:
    text = f"FROM a\n{comment}\nRUN bad\nRUN bad\n"
    assert without_missing(text) == ["4 no-bad"]


@pytest.mark.parametrize(
    "comment",
    [
        "# hadolint ignore=DL9002",
        "# dockwright: ignore[security]",
        "# check=skip=SaidUgly",
        "# check=skip=all",
        "# nosemgrep",
        "# trivy:ignore:DS-0009:exp:2026-08-31",
        "# tally ignore=all",
        "# hadolint shell=bash",
    ],
)
def test_what_a_comment_does_not_mean_stays(comment: str) -> None:
    assert without_missing(f"FROM a\n{comment}\nRUN bad\n") == ["3 no-bad"]


@pytest.mark.parametrize(
    "comment",
    [
        "# check=skip=saidugly",
        "# check=skip=all",
        "# nosemgrep: dockerfile.security.said-ugly-thing",
        "# nosemgrep",
        "# tally ignore=all",
        "# tally ignore=tally/said-ugly",
        "# tally ignore=said-ugly",
        "# dockwright: ignore[security]",
    ],
)
def test_rules_by_their_other_names(comment: str) -> None:
    assert without_missing(f"FROM a\n{comment}\nRUN ugly\n") == []


def test_comments_and_blank_lines_may_stand_between() -> None:
    assert without_missing("FROM a\n# hadolint ignore=DL9001\n\n# why\n\nRUN bad\nRUN bad\n") == ["7 no-bad"]


def test_several_comments_add_up() -> None:
    text = "FROM a\n# hadolint ignore=DL9001\n# check=skip=SaidUgly\nRUN bad ugly\n"
    assert without_missing(text) == []


def test_inside_an_instruction() -> None:
    assert without_missing("FROM a\nRUN x && \\\n  # dockwright: ignore[no-bad]\n  bad\nRUN bad\n") == ["5 no-bad"]
    assert without_missing("FROM a\nRUN bad # dockwright: ignore[no-bad]\n") == []
    assert without_missing("FROM a\nRUN <<EOF\n# dockwright: ignore[no-bad]\nbad\nEOF\n") == []


def test_above_from_belongs_to_from() -> None:
    assert shown("FROM a\n# dockwright: ignore\nFROM b\n") == ["1 missing-thing"]
    assert shown("# dockwright: ignore\nFROM b\n") == []
    assert shown("FROM a\nRUN bad\n# dockwright: ignore\n") == ["1 missing-thing", "2 no-bad"]


def test_stage() -> None:
    text = "FROM a\nRUN bad\n{above}FROM b\n{inside}RUN bad\nRUN ugly\nFROM c\nRUN bad\n"
    rest = ["2 no-bad", "6 no-ugly", "8 no-bad"]
    for comment in ("# dockwright: ignore-stage[no-bad]", "# hadolint stage ignore=DL9001", "# kics-scan ignore-block"):
        assert without_missing(text.format(above=f"{comment}\n", inside="")) == rest
        assert without_missing(text.format(above="", inside=f"{comment}\n")) == rest


def test_comment_behind_the_last_instruction_speaks_of_its_own_stage_only_if_nothing_follows() -> None:
    assert without_missing("FROM a\nRUN bad\n# dockwright: ignore-stage\n") == []
    assert without_missing("FROM a\nRUN bad\n# dockwright: ignore-stage\nFROM b\nRUN bad\n") == ["2 no-bad"]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore-file[no-bad]",
        "# hadolint global ignore=DL9001",
        "# tally global ignore=DL9001",
        "# kics-scan disable=b03a748a-542d-44f4-bb86-9199ab4fd2d5",
        "# kics-scan ignore",
        "# checkov:skip=DL9001",
    ],
)
def test_file(comment: str) -> None:
    parts = ["FROM a", "RUN bad", "FROM b", "RUN bad ugly"]
    for position in range(len(parts) + 1):
        lines = [*parts[:position], comment, *parts[position:]]
        assert [said.split()[1] for said in without_missing("\n".join(lines) + "\n")] == ["no-ugly"]


def test_check_directive_is_for_the_file_and_the_same_comment_further_down_is_not() -> None:
    assert without_missing("# check=skip=SaidUgly;error=true\nFROM a\nRUN ugly\n") == []
    assert without_missing("# first\n# check=skip=SaidUgly\nFROM a\nRUN ugly\n") == ["4 no-ugly"]


def test_findings_of_the_whole_file() -> None:
    assert visible("# dockwright: ignore\nARG A=?\nFROM a\n# ?\n", QUESTION) == ["4 question"]
    assert visible("ARG A=?\nFROM a\n# dockwright: ignore\n# ?\nRUN x\n", QUESTION) == ["1 question"]
    assert visible("# dockwright: ignore-file[question]\nARG A=?\nFROM a\n# ?\n", QUESTION) == []
    assert visible("ARG A=?\nFROM a\n# dockwright: ignore-stage[question]\nRUN ?\n", QUESTION) == ["1 question"]


def test_tools_that_report_a_stage_elsewhere_are_understood_on_any_of_its_lines() -> None:
    text = "FROM a\nRUN x\n{}\nUSER root\nFROM b\n"
    assert visible(text.format("# trivy:ignore:DS-0002"), MISSING) == ["5 missing-thing"]
    assert visible(text.format("# hadolint ignore=DL9002"), MISSING) == ["1 missing-thing", "5 missing-thing"]


def test_a_stage_without_comments_hands_out_what_the_report_holds() -> None:
    analysis = checked("FROM a\nRUN bad\nFROM b\n# dockwright: ignore\nRUN bad\n", BAD).analysis
    assert visible_by_stage(analysis)[0] is analysis.reports[0].placed
    assert visible_by_stage(analysis)[1] == ()
    assert analysis.reports[1].placed


def test_untouched_stage_keeps_its_tuple() -> None:
    text = "FROM a\n# dockwright: ignore[no-bad]\nRUN bad\nRUN ugly\nFROM b\nRUN bad\n"
    before = checked(text, BAD, UGLY)
    kept = visible_by_stage(before.analysis)[0]
    after = edited(before, text.rindex("bad"), text.rindex("bad"), "very ")
    assert visible_by_stage(after.analysis)[0] is kept
    assert [finding.rule.id for _, finding in kept] == ["no-ugly"]


def test_comment_for_the_file_reaches_stages_that_did_not_change() -> None:
    text = "FROM a\nRUN bad\nFROM b\nRUN bad\n"
    before = checked(text, BAD)
    assert len(before.findings()) == 2
    silent = edited(before, len(text), len(text), "# dockwright: ignore-file[no-bad]\n")
    assert silent.findings() == []
    loud = edited(silent, len(text), len(silent.text), "")
    assert len(loud.findings()) == 2


def test_an_edit_reads_only_the_items_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["FROM a\n", *(f"# dockwright: ignore[no-bad] -- {number}\nRUN bad # {number}\n" for number in range(500))]
    before = checked("".join(lines), BAD)
    assert before.findings() == []
    read: list[Item] = []

    def counted(item: Item) -> tuple[Suppression, ...]:
        read.append(item)
        return suppressions_in(item)

    monkeypatch.setattr(suppression_reach, "suppressions_in", counted)
    middle = before.text.index("-- 250")
    after = edited(before, middle, middle, "because ")
    assert after.findings() == []
    assert 0 < len(read) < 12


def test_any_series_of_edits_gives_what_reading_gives() -> None:
    pieces = (
        "FROM a\n", "RUN bad\n", "RUN ugly \\\n", "# dockwright: ignore\n", "# dockwright: ignore-stage[no-bad]\n",
        "# hadolint global ignore=DL9001\n", "# check=skip=SaidUgly\n", "RUN ? # nosemgrep\n",
        "# dockwright: ignore-file\n", "\n", "", "x", "#",
    )  # fmt: skip
    rules = (BAD, UGLY, MISSING, QUESTION)
    source = random.Random(7)
    snapshot = checked("".join(source.choices(pieces, k=30)), *rules)
    for _ in range(400):
        start = source.randrange(len(snapshot.text) + 1)
        end = min(start + source.choice((0, 0, 5, 30)), len(snapshot.text))
        snapshot = edited(snapshot, start, end, source.choice(pieces))
        found = [(index, finding.span, finding.rule.id) for index, finding in snapshot.findings()]
        fresh = [(index, finding.span, finding.rule.id) for index, finding in checked(snapshot.text, *rules).findings()]
        assert found == fresh, snapshot.text


def idle(text: str) -> list[tuple[int, list[str]]]:
    analysis = checked(text, BAD, UGLY).analysis
    return [(one.index, [name.text for name in one.names]) for one in unused(analysis, [BAD, UGLY, MISSING])]


def test_unused() -> None:
    assert idle("FROM a\n# dockwright: ignore[no-bad]\nRUN bad\n") == []
    assert idle("FROM a\n# dockwright: ignore[no-bad]\nRUN x\n") == [(1, [])]
    assert idle("FROM a\n# dockwright: ignore[no-bad, no-ugly]\nRUN bad\n") == [(1, ["no-ugly"])]
    assert idle("FROM a\n# dockwright: ignore\nWORKDIR /x\n") == [(1, [])]
    assert idle("FROM a\n# dockwright: ignore\nRUN x\n") == [], "ShellCheck may find something in it"
    assert idle("FROM a\n# dockwright: ignore-stage\nWORKDIR /x\n") == []
    assert idle("FROM a\n# hadolint ignore=DL9001,SC2086\nRUN x\n") == [(1, ["DL9001"])]
    assert idle("FROM a\nRUN bad\n# dockwright: ignore-file[no-bad]\n") == []


def test_names_of_rules_that_are_off_or_not_ours_are_not_judged() -> None:
    assert idle("FROM a\n# dockwright: ignore[missing-thing]\nRUN x\n") == []
    assert idle("FROM a\n# hadolint ignore=DL1234\nRUN x\n# nosemgrep\nRUN y\n# kics-scan ignore-line\nRUN z\n") == []


def test_unknown_names() -> None:
    program = checked("FROM a\n# dockwright: ignore[no-bad, no-sense, SC2086, style, all]\nRUN x\n").analysis.program
    assert unknown_names(program, [BAD]) == []
    program = checked(
        "FROM a\n# dockwright: ignore[no-bad, no-sense, SC2086]\n# hadolint ignore=DL1\nRUN x\n"
    ).analysis.program
    assert [(index, name.text) for index, _, name in unknown_names(program, [BAD])] == [(1, "no-sense")]


def test_suppressions_are_listed_in_order() -> None:
    program = checked("# dockwright: ignore\nARG A\nFROM a\n# nosemgrep\nRUN x\n").analysis.program
    assert [(index, found.dialect.value) for index, found in suppressions(program)] == [
        (0, "dockwright"),
        (3, "semgrep"),
    ]


def test_policy() -> None:
    text = "FROM a\n# dockwright: ignore[no-bad]\nRUN bad\n# hadolint ignore=DL9001 # because\nRUN bad\n"

    def lines(policy: SuppressionPolicy) -> list[int]:
        snapshot = checked(text, BAD, surroundings=replace(SURROUNDINGS, suppressions=policy))
        return [index for index, _ in snapshot.findings()]

    assert lines(SuppressionPolicy.ALLOW) == []
    assert lines(SuppressionPolicy.REQUIRE_REASON) == [2]
    assert lines(SuppressionPolicy.FORBID) == [2, 4]


def test_expiry_follows_the_day_of_the_surroundings() -> None:
    text = "FROM a\n# trivy:ignore:DS-0009:exp:2026-09-01\nRUN bad\n"
    assert checked(text, BAD).findings() == []
    tomorrow = replace(SURROUNDINGS, today=SURROUNDINGS.today.replace(day=2))
    assert len(checked(text, BAD, surroundings=tomorrow).findings()) == 1
