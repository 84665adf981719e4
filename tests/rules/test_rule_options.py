"""Options of single rules: what they change, and that values of another kind change nothing."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

RULES = {rule.id: rule for rule in all_rules()}
LABELLED = 'FROM alpine:3.22\nLABEL team=web site="example.com"\nRUN a\nRUN b\nCMD ["sh"]\n'


def messages(rule: str, options: dict[str, object], text: str = LABELLED) -> list[str]:
    surroundings = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown(), options={rule: options})
    return [finding.message for _, finding in read(text, make_rule_set([RULES[rule]]), surroundings).findings()]


def test_labels_that_are_required() -> None:
    assert messages("missing-label", {}) == []
    assert messages("missing-label", {"required": ["team", "owner"]}) == [
        "the image lacks labels that were agreed on: `owner`"
    ]
    assert messages("missing-label", {"required": ["team"]}) == []


def test_labels_that_are_allowed() -> None:
    assert messages("unknown-label", {}) == []
    assert messages("unknown-label", {"allowed": ["team", "sites"]}) == [
        "`site` is no label that is known; did you mean `sites`?"
    ]


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("url", "https://example.com/a?b=c", "example.com"),
        ("rfc3339", "2026-02-28T23:59:59+01:00", "2026-02-31T00:00:00Z"),
        ("spdx", "(MIT OR Apache-2.0) AND GPL-2.0-only WITH Classpath-exception-2.0", "MIT, Apache"),
        ("hash", "0a1b2c3", "v1"),
        ("semver", "1.2.3-rc.1+build", "1.2"),
        ("email", "a@example.com", "somebody"),
    ],
)
def test_forms_of_labels(form: str, good: str, bad: str) -> None:
    text = f'FROM alpine:3.22\nLABEL a="{good}" b="{bad}" c="$UNKNOWN"\n'
    formats: dict[str, object] = {"formats": dict.fromkeys("abc", form)}
    found = messages("malformed-label-value", formats, text)
    assert len(found) == 1
    assert found[0].startswith("`b`")


@pytest.mark.parametrize(("rule", "limit"), [("too-many-layers", 1), ("long-file", 2), ("long-run-line", 4)])
def test_limits(rule: str, limit: int) -> None:
    assert messages(rule, {"limit": limit})
    assert not messages(rule, {"limit": "none"})
    assert not messages(rule, {})
