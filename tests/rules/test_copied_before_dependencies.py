"""The rule is silent where a project is known to need its sources for installing."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.snapshot import read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

RULE = "context-copied-before-dependencies"


@pytest.mark.parametrize(
    ("files", "command", "is_found"),
    [
        ({"Gemfile": "source 'https://rubygems.org'\ngem 'rails'\n"}, "bundle install", True),
        ({"Gemfile": "eval_gemfile 'gems/more.rb'\ngem 'rails'\n"}, "bundle install", False),
        ({"package.json": '{"name": "a"}', "package-lock.json": "{}"}, "npm ci", True),
        ({"package.json": '{"scripts": {"postinstall": "node a.js"}}', "package-lock.json": "{}"}, "npm ci", False),
        ({"package.json": '{"scripts": {"postinstall": "node a.js"}}'}, "bundle install", True),
    ],
)
def test_sources_that_installing_needs(files: dict[str, str | int], command: str, is_found: bool) -> None:
    rules = make_rule_set([rule for rule in all_rules() if rule.id == RULE])
    around = Surroundings(datetime.date(2026, 11, 24), BuildContext.of_files(files))
    found = read(f"FROM a\nCOPY . .\nRUN {command}\n", rules, around).findings()
    assert bool(found) is is_found
