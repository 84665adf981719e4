"""Every example in every rule's page: what is drawn is found, what is fixed is fixed, what is good is quiet."""

from __future__ import annotations

import datetime

import pytest
from _pytest.mark.structures import ParameterSet

from dockwright.code_actions.edits import resolve
from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.manual import Example, ManualPage, Mark, read_manual
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import CacheStrategy, Rule, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.diagnostics.selection import DEFAULT_PROFILE, options_of_profile
from dockwright.project.build_context import BuildContext
from dockwright.syntax.source_text import PositionEncoding

pytestmark = pytest.mark.filterwarnings("error")

TODAY = datetime.date(2026, 9, 1)


def surroundings(example: Example) -> Surroundings:
    files = dict(file_of(name) for name in example.options.get("files", "").split(",") if name)
    if "ignore" in example.options:
        files[".dockerignore"] = "\n".join(example.options["ignore"].split(","))
    return Surroundings(
        today=datetime.date.fromisoformat(example.options.get("today", TODAY.isoformat())),
        context=BuildContext.of_files(files) if files or "context" in example.options else BuildContext.unknown(),
        cache_strategy=CacheStrategy(example.options.get("strategy", "clean")),
        allowed_registries=listed(example, "registries"),
        allowed_repositories=listed(example, "repositories"),
        allowed_tags=listed(example, "tags"),
        require_digests="digests" in example.options,
        options=options_of_profile(example.options.get("profile", DEFAULT_PROFILE)),
    )


def file_of(name: str) -> tuple[str, str | int]:
    """A file of the context: an empty one, or with ``:5MB`` behind its name one of five megabytes."""
    path, _, size = name.partition(":")
    return path, int(size.removesuffix("MB")) * 1_000_000 if size else ""


def listed(example: Example, option: str) -> tuple[str, ...]:
    return tuple(name for name in example.options.get(option, "").split(",") if name)


def check(rule: Rule, example: Example) -> Snapshot:
    others = [RULES[name] for name in listed(example, "also")]
    return read(example.text, make_rule_set([rule, *others]), surroundings(example))


def found_marks(snapshot: Snapshot) -> list[Mark]:
    """Findings as marks; a range over several lines is drawn on its first line only."""
    marks = []
    for index, finding in snapshot.findings():
        start, end = snapshot.tree.absolute(index, finding.span)
        source = snapshot.tree.source
        first = source.position(start, PositionEncoding.UTF32)
        last = source.position(end, PositionEncoding.UTF32)
        end_column = last.character if last.line == first.line else len(source.line_text(first.line).rstrip(" \\"))
        marks.append(Mark(first.line, first.character, end_column, finding.message))
    return marks


def drawn(text: str, marks: list[Mark]) -> str:
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines.append(line)
        lines.extend(
            f"{' ' * mark.start}{'^' * max(mark.end - mark.start, 1)} {mark.message}"
            for mark in marks
            if mark.line == number
        )
    return "\n".join(lines)


RULES = {rule.id: rule for rule in all_rules()}
PAGES: dict[str, ManualPage] = {rule.id: read_manual(rule.documentation or "") for rule in all_rules()}


def examples(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(rule, number, id=f"{rule.id}-{number}")
        for rule in all_rules()
        for number, example in enumerate(PAGES[rule.id].examples)
        if example.kind == kind
    ]


@pytest.mark.parametrize(("rule", "number"), examples("bad"))
def test_bad_example_is_found_as_drawn(rule: Rule, number: int) -> None:
    example = PAGES[rule.id].examples[number]
    assert example.marks, "a bad example draws what is found"
    assert drawn(example.text, found_marks(check(rule, example))) == drawn(example.text, list(example.marks))


@pytest.mark.parametrize(("rule", "number"), examples("good"))
def test_good_example_is_quiet(rule: Rule, number: int) -> None:
    example = PAGES[rule.id].examples[number]
    assert not example.marks
    assert drawn(example.text, found_marks(check(rule, example))) == drawn(example.text, [])


@pytest.mark.parametrize(("rule", "number"), examples("fixed"))
def test_fixed_example_is_what_the_fix_makes(rule: Rule, number: int) -> None:
    fixed = PAGES[rule.id].examples[number]
    bad = PAGES[rule.id].examples[number - 1]
    assert bad.kind == "bad"
    snapshot = check(rule, bad)
    result = fix_all(snapshot, include_unsafe=True)
    assert result.snapshot.text == fixed.text
    assert fix_all(result.snapshot, include_unsafe=True).snapshot.text == fixed.text


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_page_is_complete(rule: Rule) -> None:
    page = PAGES[rule.id]
    kinds = [example.kind for example in page.examples]
    assert page.title.endswith(".")
    assert page.summary
    assert "bad" in kinds
    assert "good" in kinds
    assert ("fixed" in kinds) is (rule.fix is not None)
    needed = {"When to ignore", "Sources", "No fix" if rule.fix is None else "Fix safety"}
    assert needed - page.sections.keys() == set(), "sections that are missing"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_offered_fixes_are_as_safe_as_the_rule_says(rule: Rule) -> None:
    offered = set()
    for example in PAGES[rule.id].examples:
        if example.kind == "bad":
            snapshot = check(rule, example)
            for _, finding in snapshot.findings():
                for fix in finding.fixes:
                    edits = fix.edits()
                    assert edits is None or resolve(snapshot.tree, edits) is not None, "edits are disjoint and known"
                    offered.add(fix.safety)
    assert rule.fix is not None or not offered
