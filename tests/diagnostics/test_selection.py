"""Which rules a configuration and a command line switch on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dockwright.diagnostics.finding import Severity
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import CacheStrategy, Category, Rule, SuppressionPolicy
from dockwright.diagnostics.selection import (
    DEFAULT_PROFILE,
    Override,
    Wish,
    rule_set_for,
    rule_set_in,
    surroundings_in,
    unknown_rules_in,
    why_unknown,
    wish_of,
)
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration import PROFILES, Configuration
from dockwright.project.configuration_files import load_configuration

from .made_rules import TODAY


def rule(
    identifier: str,
    category: Category = Category.STYLE,
    *,
    is_default: bool = True,
    profiles: tuple[str, ...] = (),
    edition: int = 2026,
    is_preview: bool = False,
    hadolint: str = "",
) -> Rule:
    return Rule(
        f"tests.made.{identifier.replace('-', '_')}",
        "A rule.",
        Severity.WARNING,
        category,
        also_known_as={"hadolint": (hadolint,)} if hadolint else {},
        is_default=is_default,
        profiles=profiles,
        edition=edition,
        is_preview=is_preview,
    )


RULES = (
    rule("plain", hadolint="DL0001"),
    rule("quiet", is_default=False, profiles=("strict",), hadolint="DL0002"),
    rule("secret", Category.SECURITY),
    rule("later", edition=2027),
    rule("preview", is_preview=True),
)


def on(**wish: object) -> set[str]:
    return {chosen.id for chosen in rule_set_for(Wish(**wish), RULES).rules}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, {"plain", "secret", "later"}),
        ({"edition": 2026}, {"plain", "secret"}),
        ({"preview": True}, {"plain", "secret", "later", "preview"}),
        ({"profile": "strict"}, {"plain", "secret", "later", "quiet"}),
        ({"select": ("quiet",)}, {"plain", "secret", "later", "quiet"}),
        ({"select": ("DL0002",), "only": True}, {"quiet"}),
        ({"select": ("hadolint/dl0002",), "only": True}, {"quiet"}),
        ({"select": ("ALL",), "only": True}, {"plain", "secret", "later", "quiet"}),
        ({"select": ("security",), "only": True}, {"secret"}),
        ({"select": ("preview", "later"), "only": True, "edition": 2026}, {"preview", "later"}),
        ({"select": ("style",), "only": True, "edition": 2026}, {"plain", "quiet"}),
        ({"ignore": ("DL0001",)}, {"secret", "later"}),
        ({"ignore": ("style",)}, {"secret"}),
        ({"ignore": ("style",), "select": ("plain",)}, {"plain", "secret"}),
        ({"ignore": ("plain",), "select": ("style",)}, {"quiet", "secret", "later"}),
        ({"ignore": ("plain",), "select": ("plain",)}, {"secret", "later"}),
        ({"ignore": ("all",), "select": ("security",)}, {"secret"}),
        ({"severities": (("secret", None),)}, {"plain", "later"}),
        ({"severities": (("style", None), ("plain", Severity.HINT))}, {"plain", "secret"}),
    ],
)
def test_what_is_on(wish: dict[str, object], expected: set[str]) -> None:
    assert on(**wish) == expected


def test_severities_by_the_most_specific_name() -> None:
    wish = Wish(severities=(("all", Severity.HINT), ("style", Severity.INFORMATION), ("DL0001", Severity.ERROR)))
    severities = rule_set_for(wish, RULES).severities
    assert {rule.id: severity.value for rule, severity in severities.items()} == {
        "plain": "error",
        "secret": "hint",
        "later": "information",
    }


def test_equal_wishes_give_the_same_rule_set() -> None:
    assert rule_set_for(Wish(ignore=("plain",)), RULES) is rule_set_for(Wish(ignore=("plain",)), RULES)
    assert rule_set_in(Configuration()) is rule_set_in(Configuration())


def configuration(folder: Path, text: str) -> Configuration:
    file = folder / "dockwright.toml"
    file.write_text(text)
    return load_configuration(file)


def test_from_a_configuration_to_a_wish(tmp_path: Path) -> None:
    chosen = configuration(
        tmp_path,
        """
        profile = "strict"
        edition = 2026
        preview = true
        extend-select = ["DL0002"]
        ignore = ["plain"]
        extend-ignore = ["security"]
        [rules]
        DL0001 = "off"
        [rules.quiet]
        severity = "info"
        [per-file-ignores]
        "test/**" = ["later"]
        """,
    )
    here = (tmp_path / "test" / "Dockerfile").as_posix()
    assert wish_of(chosen, here) == Wish(
        profile="strict",
        select=("DL0002",),
        ignore=("plain", "security", "later"),
        severities=(("DL0001", None), ("quiet", Severity.INFORMATION)),
        edition=2026,
        preview=True,
    )
    assert wish_of(chosen, (tmp_path / "Dockerfile").as_posix()).ignore == ("plain", "security")


def test_select_takes_the_place_of_the_profile(tmp_path: Path) -> None:
    wish = wish_of(configuration(tmp_path, 'select = ["security"]\nextend-select = ["plain"]\n'))
    assert (wish.only, wish.select) == (True, ("security", "plain"))


def test_the_command_line_counts_more_than_the_configuration(tmp_path: Path) -> None:
    chosen = configuration(tmp_path, 'select = ["style"]\nignore = ["quiet"]\n')
    wish = wish_of(chosen, None, Override(select=("quiet",)))
    assert (wish.only, wish.select, wish.ignore) == (True, ("quiet",), ())
    wish = wish_of(chosen, None, Override(ignore=("plain",)))
    assert (wish.only, wish.select, wish.ignore) == (True, ("style",), ("quiet", "plain"))


def test_surroundings(tmp_path: Path) -> None:
    identifier = all_rules()[0].id
    chosen = configuration(
        tmp_path,
        f"""
        cache-strategy = "mount"
        allowed-registries = ["docker.io"]
        suppressions = "forbid"
        [rules.{identifier}]
        option = 3
        """,
    )
    context = BuildContext.unknown()
    surroundings = surroundings_in(chosen, context, TODAY)
    assert surroundings.context is context
    assert surroundings.today == TODAY
    assert surroundings.cache_strategy is CacheStrategy.MOUNT
    assert surroundings.allowed_registries == ("docker.io",)
    assert surroundings.suppressions is SuppressionPolicy.FORBID
    assert surroundings.options == {identifier: {"option": 3}}


def test_a_profile_sets_options_that_a_configuration_outweighs(tmp_path: Path) -> None:
    def options(text: str) -> Mapping[str, object]:
        surroundings = surroundings_in(configuration(tmp_path, text), BuildContext.unknown(), TODAY)
        return surroundings.options.get("apt-lists-left", {})

    assert options("") == {}
    assert options('profile = "strict"') == {}
    assert options('profile = "hadolint"') == {"every-stage": True}
    assert options('profile = "hadolint"\n[rules]\nDL3009 = { every-stage = false }') == {"every-stage": False}


def test_profiles_set_what_is_an_option_and_fits() -> None:
    for rule in all_rules():
        for option in rule.options:
            assert set(option.in_profiles) <= set(PROFILES) - {DEFAULT_PROFILE}, rule.id
            for value in option.in_profiles.values():
                assert not list(option.complaints(value)), rule.id
                assert value != option.default, rule.id


def test_unknown_names_are_told_with_their_place(tmp_path: Path) -> None:
    text = 'ignore = [\n  "plain",\n  "plian",\n  "SC2086",\n]\n[rules]\nsecert = "off"\n'
    problems = unknown_rules_in(configuration(tmp_path, text), RULES)
    assert [(problem.line, problem.key, problem.message) for problem in problems] == [
        (3, "ignore", "There is no rule `plian`; did you mean `plain`?"),
        (7, "rules.secert", "There is no rule `secert`; did you mean `secret`?"),
    ]
    assert {problem.path for problem in problems} == {str(tmp_path / "dockwright.toml")}


@pytest.mark.parametrize(
    ("name", "meant"),
    [("plane", "plain"), ("DL0O01", "DL0001"), ("secrity", "security"), ("styles", "style"), ("al", "all")],
)
def test_did_you_mean(name: str, meant: str) -> None:
    assert why_unknown(name, RULES) == f"There is no rule `{name}`; did you mean `{meant}`?"


def test_nothing_was_meant() -> None:
    assert why_unknown("nothing-like-it", RULES) == "There is no rule `nothing-like-it`"
