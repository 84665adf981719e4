"""Refactorings of whole stages, on the corpus: read by BuildKit, without new findings, and finished after one run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dockwright.code_actions.proof import new_findings, try_fix
from dockwright.code_actions.refactoring import refactored
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import all_transformations, mending_transformations
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule_set import make_rule_set

from .test_fixes_on_corpus import SURROUNDINGS, buildkit_accepts, comments

RULES = make_rule_set(rule for rule in all_rules() if rule.is_default)
NAMES = ("build-packages", "cache-order", "common-stage", "development-target", "wheels-stage")
MOST_RUNS = 5


def results(name: str, before: Snapshot) -> Iterator[str]:
    """Each text that the transformation makes of a file, once."""
    (transformation,) = (each for each in all_transformations() if each.id == name)
    assert transformation.offer is not None
    found: dict[str, None] = {}
    for index in range(len(before.tree.items)):
        for fix in transformation.offer(before.analysis, index):
            tried = try_fix(before, fix)
            if tried is not None:
                found[tried.result.text] = None
    return iter(found)


@pytest.mark.parametrize("name", NAMES)
def test_on_the_corpus(corpus_file: Path, name: str) -> None:
    before = read(corpus_file.read_bytes().decode("utf-8", "replace"), RULES, SURROUNDINGS)
    for text in results(name, before):
        after = read(text, RULES, SURROUNDINGS)
        assert buildkit_accepts(text) or not buildkit_accepts(before.text), f"{name}: BuildKit does not read the result"
        # What stands in two targets afterwards is found in both.
        known = before.rule_counts() if name == "development-target" else ()
        assert not new_findings(before, after).keys() - set(known), f"{name}: new findings"
        assert set(comments(before)) == set(comments(after)), f"{name}: comments are lost"
        assert "\r\n" not in before.text or text.count("\n") == text.count("\r\n"), f"{name}: line ends"
        assert len(refactored(after, name).done) < MOST_RUNS, f"{name}: never finished"


def test_refactorings_mend_nothing_and_the_others_do() -> None:
    mending = mending_transformations()
    assert all(transformation.mends for transformation in mending)
    others = [each for each in all_transformations() if each not in mending]
    assert {each.id for each in others} >= set(NAMES)
    assert not any(each.mends for each in others)
