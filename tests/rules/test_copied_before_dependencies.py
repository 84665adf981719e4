"""The rule is silent where a project is known to need its sources for installing."""

from __future__ import annotations

import datetime

import pytest

from dockwright.code_actions.edits import as_one, resolve
from dockwright.code_actions.snapshot import Snapshot, read
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
    found = _read(f"FROM a\nCOPY . .\nRUN {command}\n", BuildContext.of_files(files)).findings()
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("before", "files", "command", "after"),
    [
        ("COPY package*.json ./\n", {}, "npm ci", ""),
        ("COPY package.json package-lock.json /app/\n", {}, "npm ci", ""),
        ("COPY ./package.json .\nCOPY package-lock.json /app/package-lock.json\n", {}, "npm ci", ""),
        ("COPY package.json ./\n", {}, "npm ci", "COPY package-lock.json* ./\n"),
        (
            "COPY package.json ./\n",
            {"package.json": "", "package-lock.json": ""},
            "npm ci",
            "COPY package-lock.json ./\n",
        ),
        ("COPY package.json ./\n", {"package.json": ""}, "npm ci", ""),
        ("COPY package.json ./other/\n", {}, "npm ci", "COPY package*.json ./\n"),
        ("COPY --from=build /x/package.json ./\n", {}, "npm ci", "COPY package*.json ./\n"),
        ("COPY requirements.txt .\n", {}, "pip install -r requirements.txt", ""),
        ("COPY Gemfile* ./\n", {}, "bundle install", ""),
        ("COPY go.mod ./\n", {}, "go mod download", "COPY go.sum* ./\n"),
        ("COPY package.json ./\n", {}, "yarn", "COPY yarn.lock* ./\n"),
    ],
)
def test_no_manifest_is_copied_twice(before: str, files: dict[str, str | int], command: str, after: str) -> None:
    head = f"FROM a\nWORKDIR /app\n{before}"
    assert _fixed(f"{head}COPY . .\nRUN {command}\n", files) == f"{head}{after}RUN {command}\nCOPY . .\n"


def _fixed(text: str, files: dict[str, str | int]) -> str:
    snapshot = _read(text, BuildContext.of_files(files) if files else BuildContext.unknown())
    ((_, finding),) = snapshot.findings()
    (fix,) = finding.fixes
    tree = snapshot.analysis.program.tree
    resolved = resolve(tree, fix.edits() or ())
    assert resolved
    whole = as_one(tree.text, resolved)
    return tree.text[: whole.start] + whole.text + tree.text[whole.end :]


def _read(text: str, context: BuildContext) -> Snapshot:
    rules = make_rule_set([rule for rule in all_rules() if rule.id == RULE])
    return read(text, rules, Surroundings(datetime.date(2026, 11, 24), context))
