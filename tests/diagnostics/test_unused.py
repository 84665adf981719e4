"""Comments that silence nothing: only those of which that is certain, and their removal changes nothing else."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import Snapshot, edited, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import SuppressionPolicy, Surroundings
from dockwright.diagnostics.selection import Wish, rule_set_for, rule_set_in, surroundings_in
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration_parser import from_client_settings

UNUSED = {"unused-suppression", "unused-foreign-suppression", "unknown-rule-in-suppression"}


def checked(text: str, policy: SuppressionPolicy = SuppressionPolicy.ALLOW, profile: str = "default") -> Snapshot:
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown(), suppressions=policy)
    return read(text, rule_set_for(Wish(profile), all_rules()), surroundings)


def found(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [
        (finding.rule.id, finding.item.text[finding.span.start : finding.span.end])
        for _, finding in snapshot.findings()
        if finding.rule.id in UNUSED
    ]


@pytest.mark.parametrize("policy", [SuppressionPolicy.FORBID, SuppressionPolicy.REQUIRE_REASON])
def test_what_may_not_silence_is_not_unused(policy: SuppressionPolicy) -> None:
    assert found(checked("# dockwright: ignore[untagged-base-image]\nFROM alpine:3.22\n", policy)) == []


@pytest.mark.parametrize(
    "text",
    [
        "# dockwright: ignore[missing-label]\nFROM alpine:3.22\n",
        "# dockwright: ignore[DL3049]\nFROM alpine:3.22\n",
        "# dockwright: ignore[style]\nFROM alpine:3.22\n",
        "# dockwright: ignore[SC2086]\nFROM alpine:3.22\n",
        "# dockwright: ignore-file[unused-suppression]\nFROM alpine:3.22\n",
        "# trivy:ignore:DS-0001:exp:2020-01-01\nFROM alpine:3.22\n",
        "# hadolint ignore=DL3006\nFROM alpine:3.22\n",
    ],
)
def test_what_cannot_be_judged_is_left_alone(text: str) -> None:
    assert found(checked(text)) == []


def test_comments_of_other_tools_are_told_of_when_asked() -> None:
    text = "# hadolint ignore=DL3006\nFROM alpine:3.22\n# check=skip=UndefinedVar\nUSER 1000\n"
    assert found(checked(text, profile="strict")) == [
        ("unused-foreign-suppression", "# hadolint ignore=DL3006"),
        ("unused-foreign-suppression", "# check=skip=UndefinedVar"),
    ]


def test_a_comment_is_needed_again_after_an_edit() -> None:
    snapshot = checked("# dockwright: ignore[untagged-base-image]\nFROM alpine:3.22\n")
    assert len(found(snapshot)) == 1
    at = snapshot.text.index(":3.22")
    needed = edited(snapshot, at, at + 5, "")
    assert found(needed) == []
    assert len(found(edited(needed, at, at, ":3"))) == 1


def test_unused_comments_are_removed_by_safe_fixes_and_nothing_else_is_changed() -> None:
    head, middle, tail = "FROM alpine:3.22\r\n# dockwright: ignore[relative-workdir", "] -- why\r\n", "WORKDIR app\r\n"
    text = f"{head}, DL3020{middle}# dockwright: ignore[DL3001]\r\n{tail}USER 1000\r\n"
    fixed = fix_all(checked(text), include_unsafe=False).snapshot
    assert fixed.text == f"{head}{middle}{tail}USER 1000\r\n"
    assert found(fixed) == []


def test_it_can_be_switched_off() -> None:
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
    off = rule_set_for(Wish(severities=(("unused-suppression", None),)), all_rules())
    assert found(read("# dockwright: ignore[untagged-base-image]\nFROM alpine:3.22\n", off, surroundings)) == []


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("allow", []),
        ("require-reason", [(1, "suppression-without-reason"), (2, "untagged-base-image")]),
        (
            "forbid",
            [
                (1, "suppression-present"),
                (2, "untagged-base-image"),
                (3, "suppression-present"),
                (4, "untagged-base-image"),
            ],
        ),
    ],
)
def test_comments_without_effect_are_told_of(policy: str, expected: list[tuple[int, str]]) -> None:
    text = "# dockwright: ignore[DL3006]\nFROM debian AS a\n# hadolint ignore=DL3006 # needed\nFROM debian\n"
    configuration = from_client_settings({"suppressions": policy})
    surroundings = surroundings_in(configuration, BuildContext.unknown(), datetime.date(2026, 9, 1))
    snapshot = read(text, rule_set_in(configuration), surroundings)
    assert [
        (snapshot.tree.lines[index] + 1, finding.rule.id)
        for index, finding in snapshot.findings()
        if finding.rule.id in ("untagged-base-image", "suppression-present", "suppression-without-reason")
    ] == expected
