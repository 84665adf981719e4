"""Settings as text and as an editor's values: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dockwright.project.configuration import (
    SETTINGS,
    Configuration,
    ConfigurationError,
    ContextChoice,
    Mention,
    Origin,
    PerFileIgnore,
    RuleSettings,
)
from dockwright.project.configuration_parser import CLIENT, from_client_settings, parse_configuration
from dockwright.project.configuration_schema import configuration_schema
from dockwright.project.gitignore import PathPattern
from dockwright.project.settings import Merge
from dockwright.project.toml_lines import toml_lines

EVERYTHING = """\
extends = ["../base.toml"]
profile = "strict"
edition = 2026
preview = true
select = ["security", "DL3008"]
extend-select = ["pin-digest"]
ignore = "DL3059"
extend-ignore = []
exclude = ["test/fixtures", "*.old"]
cache-strategy = "mount"
allowed-registries = ["docker.io", "*.example.org"]
allowed-repositories = ["docker.io/library/*"]
allowed-tags = ["?.*"]
require-digests = true
suppressions = "require-reason"
baseline = "./ci/../baseline.json"
max-problems = 50
shellcheck = "path"
indent-width = 2
indent-style = "tab"
keyword-case = "lower"
operator-position = "start"
hint-images = false
hint-sizes = false
hint-roles = false
hint-users = false
code-lenses = false
lens-uses = false
lens-sizes = false
lens-builds = false
lens-score = false
fail-level = "never"
wrap-width = 100
final-newline = false
[rules]
untagged-base-image = "error"

[rules.long-line]
severity = "hint"
limit = 120

[per-file-ignores]
"docs/" = ["ALL"]
"*.dev" = "missing-user"

[build-contexts]
"docker/*" = "."
"""


def parsed(text: str) -> Configuration:
    lines = toml_lines(text)
    return parse_configuration(tomllib.loads(text), source="/w/dockwright.toml", base="/w", line_of=lines.get)


def test_every_setting_is_read() -> None:
    read = parsed(EVERYTHING)
    assert read.problems == ()
    assert {setting.name for setting in SETTINGS} == set(tomllib.loads(EVERYTHING))
    assert read.extends == ("../base.toml",)
    assert (read.profile, read.edition, read.preview) == ("strict", 2026, True)
    assert (read.select, read.extend_select) == (("security", "DL3008"), ("pin-digest",))
    assert (read.ignore, read.extend_ignore) == (("DL3059",), ())
    assert read.exclude == (PathPattern("test/fixtures", "/w"), PathPattern("*.old", "/w"))
    assert (read.cache_strategy, read.suppressions, read.max_problems) == ("mount", "require-reason", 50)
    assert (read.shellcheck, read.fail_level) == ("path", "never")
    assert (read.indent_width, read.indent_style, read.keyword_case) == (2, "tab", "lower")
    assert (read.operator_position, read.wrap_width, read.final_newline) == ("start", 100, False)
    assert not any((read.hint_images, read.hint_sizes, read.hint_roles, read.hint_users, read.code_lenses))
    assert read.allowed_registries == ("docker.io", "*.example.org")
    assert (read.allowed_repositories, read.allowed_tags, read.require_digests) == (
        ("docker.io/library/*",),
        ("?.*",),
        True,
    )
    assert read.baseline == "/w/baseline.json"
    assert read.rules == {
        "untagged-base-image": RuleSettings("error"),
        "long-line": RuleSettings("hint", {"limit": 120}),
    }
    assert read.per_file_ignores == (
        PerFileIgnore(PathPattern("docs/", "/w"), ("ALL",)),
        PerFileIgnore(PathPattern("*.dev", "/w"), ("missing-user",)),
    )
    assert read.build_contexts == (ContextChoice(PathPattern("docker/*", "/w"), "/w"),)


def test_what_settings_mean_for_a_file() -> None:
    read = parsed(EVERYTHING)
    assert read.ignored_in("/w/docs/a/Dockerfile.dev") == ("ALL", "missing-user")
    assert read.ignored_in("/w/Dockerfile") == ()
    assert read.excludes("/w/test/fixtures/Dockerfile")
    assert not read.excludes("/w/Dockerfile")
    assert read.build_context_of("/w/docker/web.Dockerfile") == "/w"
    assert read.build_context_of("/w/Dockerfile") is None


def test_every_value_remembers_its_line() -> None:
    read = parsed(EVERYTHING)
    assert {key: origin.line for key, origin in read.origins.items()} == {
        "extends": 1, "profile": 2, "edition": 3, "preview": 4, "select": 5, "extend-select": 6, "ignore": 7,
        "extend-ignore": 8, "exclude": 9, "cache-strategy": 10, "allowed-registries": 11, "allowed-repositories": 12,
        "allowed-tags": 13, "require-digests": 14, "suppressions": 15, "baseline": 16, "max-problems": 17,
        "shellcheck": 18,
        "indent-width": 19, "indent-style": 20, "keyword-case": 21, "operator-position": 22, "hint-images": 23,
        "hint-sizes": 24, "hint-roles": 25, "hint-users": 26, "code-lenses": 27,
        "lens-uses": 28, "lens-sizes": 29, "lens-builds": 30, "lens-score": 31,
        "fail-level": 32, "wrap-width": 33, "final-newline": 34,
        "rules": 35, "rules.untagged-base-image.severity": 36, "rules.long-line.severity": 39,
        "rules.long-line.limit": 40, "per-file-ignores": 42, 'per-file-ignores."docs/"': 43,
        'per-file-ignores."*.dev"': 44, "build-contexts": 46, 'build-contexts."docker/*"': 47,
    }  # fmt: skip
    assert {origin.source for origin in read.origins.values()} == {"/w/dockwright.toml"}


def test_every_rule_that_is_named_is_listed_with_its_place() -> None:
    read = parsed('select = [\n  "a",\n  "b",\n]\nignore = "c"\n[rules]\nd = "off"\n[per-file-ignores]\nx = ["e"]\n')

    def mention(text: str, key: str, line: int) -> Mention:
        return Mention(text, key, Origin("/w/dockwright.toml", line))

    assert read.mentions == (
        mention("a", "select", 2),
        mention("b", "select", 3),
        mention("c", "ignore", 5),
        mention("d", "rules.d", 7),
        mention("e", "per-file-ignores.x", 9),
    )


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        ("selct = []", 1, "selct", "There is no setting `selct`; did you mean `select`?"),
        (
            "# x\n\ncache_strategy = 1",
            3,
            "cache_strategy",
            "… setting `cache_strategy`; did you mean `cache-strategy`?",
        ),
        ("xyzzy = 1", 1, "xyzzy", "There is no setting `xyzzy`"),
        ("max-problems = 0", 1, "max-problems", "… must be a whole number, 1 or more, not the number 0"),
        ("max-problems = true", 1, "max-problems", "… must be a whole number, 1 or more, not `true`"),
        ("edition = '2026'", 1, "edition", "`edition` must be a whole number, 2026 or more, not a text"),
        ("preview = 1", 1, "preview", "`preview` must be `true` or `false`, not the number 1"),
        ("profile = 'strickt'", 1, "profile", "There is no value `strickt` of `profile`; did you mean `strict`?"),
        ("cache-strategy = 'none'", 1, "cache-strategy", "… `none` of `cache-strategy`; it can be `clean` or `mount`"),
        ("suppressions = []", 1, "suppressions", "… must be one of `allow`, `require-reason`, `forbid`, not a list"),
        ("select = [\n'a',\n3,\n]", 3, "select[1]", "`select[1]` must be a text, not the number 3"),
        ("ignore = {}", 1, "ignore", "`ignore` must be a list of texts, not a table"),
        ("rules = 3", 1, "rules", "`rules` must be a table of rules, not the number 3"),
        ("[rules]\na = 1979-05-27", 2, "rules.a", "`rules.a` must be a severity or a table, not a date"),
        ("[rules.a]\n\nseverity = 'eror'", 3, "rules.a.severity", "… `rules.a.severity`; did you mean `error`?"),
        ("[rules]\na = 'loud'", 2, "rules.a", "… it can be `off`, `hint`, `info`, `warning` or `error`"),
        ("[per-file-ignores]\n'a b' = 1", 2, 'per-file-ignores."a b"', "… must be a list of texts, not the number 1"),
        ("per-file-ignores = []", 1, "per-file-ignores", "… a table from path patterns to lists of rules, not a list"),
        ("[build-contexts]\na = 1", 2, "build-contexts.a", "`build-contexts.a` must be a folder, not the number 1"),
        ("baseline = []", 1, "baseline", "`baseline` must be a path, not a list"),
    ],
)
def test_problems_have_line_and_key(text: str, line: int, key: str, message: str) -> None:
    (problem,) = parsed(text).problems
    assert (problem.path, problem.line, problem.key) == ("/w/dockwright.toml", line, key)
    if message.startswith("…"):
        assert problem.message.endswith(message.removeprefix("… "))
    else:
        assert problem.message == message


def test_a_problem_does_not_switch_the_rest_off() -> None:
    read = parsed('profile = "nope"\nselect = ["a", 1]\nmax-problems = 5\n[rules]\nb = "nope"\n[rules.c]\nx = 1\n')
    assert len(read.problems) == 3
    assert (read.profile, read.select, read.max_problems) == ("default", ("a",), 5)
    assert read.rules == {"b": RuleSettings(), "c": RuleSettings(None, {"x": 1})}
    assert not read.is_set("profile")


def test_editors_may_spell_settings_in_their_way() -> None:
    read = from_client_settings(
        {
            "maxProblems": 7,
            "cache-strategy": "mount",
            "perFileIgnores": {"someFile": ["a"]},
            "extendSelect": None,
            "rules": {"longLine": {"severity": "info", "lineLimit": 3, "other": None}},
        },
        base="/w",
    )
    assert read.problems == ()
    assert (read.max_problems, read.cache_strategy) == (7, "mount")
    assert read.per_file_ignores == (PerFileIgnore(PathPattern("someFile", "/w"), ("a",)),)
    assert read.rules == {"longLine": RuleSettings("info", {"line-limit": 3})}
    assert not read.is_set("extend-select")
    assert read.origins["max-problems"] == Origin(CLIENT, None)


@pytest.mark.parametrize("settings", [[], "x", 3, True])
def test_settings_of_an_editor_that_are_no_object(settings: object) -> None:
    assert from_client_settings(settings).problems == (
        ConfigurationError(CLIENT, None, "", "The settings must be an object"),
    )


def test_an_editor_that_says_nothing() -> None:
    assert from_client_settings(None) == from_client_settings({}) == Configuration()


def test_one_configuration_over_another() -> None:
    base = parsed(
        'select = ["a"]\nextend-select = ["b"]\nignore = ["c"]\nexclude = "x"\nmax-problems = 3\n'
        "[rules.r]\nseverity = 'info'\none = 1\ntwo = 2\n[rules.s]\nseverity = 'off'\n[per-file-ignores]\np = ['q']\n"
    )
    over = parsed(
        'extend-select = ["d", "b"]\nignore = ["e"]\nexclude = "y"\n'
        "[rules]\nr = {two = 3}\ns = 'error'\n[per-file-ignores]\np = ['z']\n"
    )
    merged = base.merged(over)
    assert (merged.select, merged.extend_select, merged.ignore, merged.max_problems) == (("a",), ("b", "d"), ("e",), 3)
    assert [pattern.text for pattern in merged.exclude] == ["x", "y"]
    assert merged.rules == {"r": RuleSettings("info", {"one": 1, "two": 3}), "s": RuleSettings("error")}
    assert merged.ignored_in("/w/p") == ("q", "z")
    assert merged.origins["ignore"].line == 2
    assert merged.origins["rules.r.one"].line == 8
    assert merged.mentions == base.mentions + over.mentions
    assert Configuration().merged(base) == base
    assert base.merged(Configuration()) == base


def test_defaults_are_those_that_are_declared() -> None:
    defaults = Configuration()
    assert {setting.attribute: setting.default for setting in SETTINGS} == {
        field.name: getattr(defaults, field.name) for field in fields(Configuration) if "setting" in field.metadata
    }
    assert all(setting.description.endswith(".") for setting in SETTINGS)
    assert {setting.name for setting in SETTINGS if setting.merge is Merge.ADD} == {
        "extend-select", "extend-ignore", "rules", "per-file-ignores", "exclude", "build-contexts",
    }  # fmt: skip


SCHEMA = configuration_schema()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    with_rules = configuration_schema(
        {"long-line": {"limit": {"type": "integer"}}}, ["DL3008"], "https://example.org/s"
    )
    Draft202012Validator.check_schema(with_rules)
    assert with_rules["$id"] == "https://example.org/s"
    validator = Draft202012Validator(with_rules)
    assert validator.is_valid({"rules": {"long-line": {"severity": "off", "limit": 3}, "DL3008": "info"}})
    assert validator.is_valid({"select": ["long-line", "DL3008", "anything"]})
    assert not validator.is_valid({"rules": {"long-line": {"limit": "3"}}})
    assert not validator.is_valid({"rules": {"long-line": {"limits": 3}}})


WORDS = st.sampled_from(["ALL", "a", "off", "error", "strict", "mount", "forbid", ".", ""])
ANY = st.recursive(
    st.integers(-1, 2027) | st.booleans() | WORDS | st.just(1.5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["severity", "x", "a/*"]), inner, max_size=2)
    ),
    max_leaves=4,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from([*(setting.name for setting in SETTINGS), "selct", "maxProblems"]), ANY, max_size=4
)


@given(DOCUMENTS)
def test_the_schema_and_the_parser_agree(document: dict[str, Any]) -> None:
    read = parse_configuration(document, source="x", base="/", line_of=lambda _key: None)
    errors = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]
    assert (read.problems == ()) is (errors == []), (read.problems, errors)


def test_the_schema_accepts_everything() -> None:
    Draft202012Validator(SCHEMA).validate(tomllib.loads(EVERYTHING))


@given(DOCUMENTS, DOCUMENTS)
def test_what_is_set_survives_merging(first: dict[str, object], second: dict[str, object]) -> None:
    below, above = from_client_settings(first), from_client_settings(second)
    merged = below.merged(above)
    for setting in SETTINGS:
        assert merged.is_set(setting.name) == (below.is_set(setting.name) or above.is_set(setting.name))
        if setting.merge is Merge.REPLACE and above.is_set(setting.name):
            assert getattr(merged, setting.attribute) == getattr(above, setting.attribute)
    assert merged.problems == below.problems + above.problems
