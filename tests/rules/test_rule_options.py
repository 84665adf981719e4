"""Options of single rules: what they change, and that values of another kind change nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.diagnostics.selection import problems_in
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration_files import load_configuration
from dockwright.project.configuration_parser import from_client_settings

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


def test_a_switch_is_off_unless_it_is_true() -> None:
    builder = "FROM golang:1.26 AS build\nRUN a\nRUN b\nFROM scratch\nCOPY --from=build /a /a\n"
    assert messages("consecutive-run", {"every-stage": True}, builder)
    for stated in (False, 1, "true"):
        assert not messages("consecutive-run", {"every-stage": stated}, builder)


def test_any_value_is_a_text() -> None:
    assert messages("malformed-label-value", {"formats": {"team": "text", "site": "url"}}) == [
        "`site` should be a URL with its scheme"
    ]


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        (
            "[rules.long-file]\n\nlimits = 3",
            3,
            "rules.long-file.limits",
            "`long-file` has no option `limits`; it has `limit`",
        ),
        ("[rules.long-file]\nlimit = 0", 2, "rules.long-file.limit", "`limit` must be a whole number, 1 or more"),
        ("[rules.long-file]\nlimit = true", 2, "rules.long-file.limit", "`limit` must be a whole number, 1 or more"),
        ("[rules.DL3003]\nsubshells = 1", 2, "rules.DL3003.subshells", "`subshells` must be true or false"),
        (
            "[rules.DL3049]\nrequired = [\n  'a',\n  3,\n]",
            4,
            "rules.DL3049.required[1]",
            "`required.1` must be a text",
        ),
        (
            "[rules.malformed-label-value.formats]\nteam = 'text'\nsite = 'uri'",
            3,
            "rules.malformed-label-value.formats.site",
            "`formats.site` must be one of `text`, `url`, `rfc3339`, `spdx`, `hash`, `semver`, `email`",
        ),
        (
            "rules = { maintainer = { tag = 'x' } }",
            1,
            "rules.maintainer.tag",
            "`maintainer` has no option `tag`; it has none, only a `severity`",
        ),
    ],
)
def test_unfit_options_are_told_with_key_and_line(tmp_path: Path, text: str, line: int, key: str, message: str) -> None:
    file = tmp_path / "dockwright.toml"
    file.write_text(text)
    problems = problems_in(load_configuration(file))
    assert [(each.path, each.line, each.key, each.message) for each in problems] == [(str(file), line, key, message)]


def test_unfit_options_of_an_editor_have_no_line() -> None:
    (problem,) = problems_in(from_client_settings({"rules": {"long-file": {"limit": "many"}}}))
    assert (problem.path, problem.line, problem.key) == ("editor settings", None, "rules.long-file.limit")


def test_options_that_fit_are_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "dockwright.toml"
    file.write_text(
        "[rules]\nDL3049 = { required = ['a'], severity = 'error' }\n"
        "malformed-label-value = { formats = { a = 'url' } }\nlong-run-line = { limit = 100 }\n"
        "style.severity = 'hint'\nSC2086 = 'off'\nDL3059 = { every-stage = true }\n"
    )
    assert problems_in(load_configuration(file)) == []


def test_the_number_of_an_option_is_a_fit_or_its_default() -> None:
    def limit(stated: object) -> int:
        options = {"long-file": {"limit": stated}}
        return RULES["long-file"].number(
            "limit", Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown(), options=options)
        )

    assert [limit(stated) for stated in (7, 0, True, "9", None)] == [7, 200, 200, 200, 200]
