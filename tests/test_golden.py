"""Golden cases under ``tests/golden``: a Dockerfile and what stands beside it, the findings, the file after fixing.

A case is one text file of sections, each opened by a line ``-- name --``. ``about`` says what it shows, ``options`` may
hold ``today=…``, ``strategy=…`` and ``rules=all`` (default rules otherwise), ``Dockerfile`` is the file that is
checked, ``findings`` its findings as ``line:column-line:column rule severity message`` (1-based lines and columns in
code points), ``Dockerfile.fixed`` the file after the safe fixes, or with ``unsafe`` among the options after all fixes.
All other sections are files of the build context.

``pytest --update-golden`` rewrites the expected sections; read the difference before committing it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import CacheStrategy, Surroundings
from dockwright.diagnostics.rule_set import RuleSet, make_rule_set
from dockwright.diagnostics.selection import options_of_profile
from dockwright.project.build_context import BuildContext
from dockwright.syntax.source_text import PositionEncoding

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.rglob("*.txt"))
_SECTION = re.compile(r"^-- (.+) --$", re.MULTILINE)
_EXPECTED = ("findings", "Dockerfile.fixed")


@dataclass(frozen=True)
class Case:
    path: Path
    sections: dict[str, str]

    @property
    def options(self) -> dict[str, str]:
        words = self.sections.get("options", "").split()
        return {name: value for name, _, value in (word.partition("=") for word in words)}

    def surroundings(self) -> Surroundings:
        known = {"about", "options", "Dockerfile", *_EXPECTED}
        files = {name: text for name, text in self.sections.items() if name not in known}
        return Surroundings(
            today=datetime.date.fromisoformat(self.options.get("today", "2026-09-01")),
            context=BuildContext.of_files(files) if files else BuildContext.unknown(),
            cache_strategy=CacheStrategy(self.options.get("strategy", "clean")),
        )

    def rule_set(self) -> RuleSet:
        wanted = self.options.get("rules", "default")
        if wanted == "default":
            return make_rule_set(rule for rule in all_rules() if rule.is_default)
        names = set(wanted.split(","))
        return make_rule_set(rule for rule in all_rules() if wanted == "all" or rule.id in names)


def load(path: Path) -> Case:
    text = path.read_bytes().decode()
    marks = list(_SECTION.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return Case(path, {mark[1]: text[mark.end() + 1 : end] for mark, end in zip(marks, ends, strict=True)})


def described(snapshot: Snapshot) -> str:
    lines = []
    for index, finding in snapshot.findings():
        start, end = (
            snapshot.tree.source.position(offset, PositionEncoding.UTF32)
            for offset in snapshot.tree.absolute(index, finding.span)
        )
        place = f"{start.line + 1}:{start.character + 1}-{end.line + 1}:{end.character + 1}"
        lines.append(f"{place} {finding.rule.id} {finding.severity.value} {finding.message}\n")
    return "".join(lines)


def results(case: Case) -> dict[str, str]:
    snapshot = read(case.sections["Dockerfile"], case.rule_set(), case.surroundings())
    found = {"findings": described(snapshot)}
    if "Dockerfile.fixed" in case.sections:
        found["Dockerfile.fixed"] = fix_all(snapshot, include_unsafe="unsafe" in case.options).snapshot.text
    return found


def rewrite(case: Case, found: dict[str, str]) -> None:
    sections = {name: found.get(name, text) for name, text in case.sections.items()}
    text = "".join(f"-- {name} --\n{section}" for name, section in sections.items())
    case.path.write_bytes(text.encode())


def test_the_options_of_a_profile_bring_back_no_other_false_alarm() -> None:
    """Those who come from hadolint hear again what others do not want to, in these cases and in no more."""
    rules = make_rule_set(rule for rule in all_rules() if "hadolint" in rule.also_known_as)
    back: dict[str, set[str]] = {}
    for path in GOLDEN.glob("false-positives/*.txt"):
        case = load(path)
        plain = case.surroundings()
        with_options = replace(plain, options=options_of_profile("hadolint"))
        before, after = (_found(case, rules, each) for each in (plain, with_options))
        for rule, _ in after - before:
            back.setdefault(rule, set()).add(path.name[:2])
    assert "43" in back.pop("healthcheck-missing")
    # 70 is about programs that download; that its first stage keeps lists is no matter of that case.
    assert back == {
        "apt-lists-left": {"70"},
        "apt-unpinned-package": {"01"},
        "consecutive-run": {"28"},
        "copy-from-unknown-stage": {"36", "37"},
        "root-user": {"39", "41"},
        "shell-form-command": {"49", "51", "63"},
        "user-by-name": {"39", "40", "41", "42"},
    }


def _found(case: Case, rules: RuleSet, surroundings: Surroundings) -> set[tuple[str, int]]:
    """The rules that find something, and the place of the instruction."""
    snapshot = read(case.sections["Dockerfile"], rules, surroundings)
    return {(finding.rule.id, index) for index, finding in snapshot.findings()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(GOLDEN).as_posix())
def test_golden_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = load(path)
    assert "about" in case.sections, "a case says what it shows"
    found = results(case)
    if request.config.getoption("--update-golden"):
        rewrite(case, found)
        return
    assert "findings" in case.sections
    for name, text in found.items():
        assert text == case.sections[name], f"{name} of {path.name}"
