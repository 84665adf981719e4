"""The set of rules of the current edition, as it was recorded: it does not grow by accident.

A minor release must not make a check fail that passed before, so a rule that is added enters as preview, or with the
next edition. Where the set is meant to change, ``pytest tests/rules/test_editions.py --update-golden`` records it anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.selection import Wish, rule_set_for, severity_under
from dockwright.project.configuration import FIRST_EDITION, PROFILES

RECORD = Path(__file__).parent / "data" / f"edition_{FIRST_EDITION}.tsv"
HEAD = "rule\tseverity\tprofiles\n"


def recorded() -> str:
    """Each rule that the edition switches on somewhere, with its severity and the profiles in which it is on."""
    lines = [HEAD]
    for rule in all_rules():
        wishes = {profile: Wish(profile, edition=FIRST_EDITION) for profile in PROFILES}
        on = [profile for profile, wish in wishes.items() if severity_under(wish, rule) is not None]
        if on:
            lines.append(f"{rule.id}\t{rule.severity.value}\t{','.join(on)}\n")
    return "".join(lines)


def test_the_edition_is_the_one_that_was_recorded(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        RECORD.write_text(recorded())
    before, now = (set(text.splitlines()) for text in (RECORD.read_text(), recorded()))
    assert not now - before, "added to the edition, or louder; a new rule is a preview (`is_preview=True`)"
    assert not before - now, "gone from the edition; an id may stand in configurations and comments"


def test_the_default_set_is_the_recorded_one() -> None:
    listed = [line.split("\t") for line in RECORD.read_text().splitlines()[1:]]
    default = {rule for rule, _, profiles in listed if "default" in profiles.split(",")}
    assert default == {rule.id for rule in rule_set_for(Wish(edition=FIRST_EDITION), all_rules()).rules}


def test_previews_are_in_no_profile_unless_asked_for() -> None:
    previews = {rule for rule in all_rules() if rule.is_preview}
    for profile in PROFILES:
        assert not previews & rule_set_for(Wish(profile), all_rules()).rules
        wanted = rule_set_for(Wish(profile, preview=True), all_rules()).rules
        assert {rule for rule in previews if rule.is_default or profile in rule.profiles} <= wanted


def test_every_rule_names_profiles_that_exist() -> None:
    for rule in all_rules():
        assert set(rule.profiles) <= set(PROFILES) - {"default"}, rule.id
        assert rule.edition >= FIRST_EDITION
