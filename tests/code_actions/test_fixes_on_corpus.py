"""Every fix on every file of the corpus: the result parses, the finding goes, nothing new comes, all else stays.

BuildKit's own parser reads each result. A fix that is offered has been proven by our own analysis already; here it is
also held against what we did not write, and against being run twice.
"""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import prove
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import fixes_for
from dockwright.diagnostics.dialects import suppressions_in
from dockwright.diagnostics.finding import Safety
from dockwright.diagnostics.registry import all_rules
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext
from dockwright.syntax.items import Comment, Directive, Instruction

buildkit = pytest.importorskip("dockerfile", reason="BuildKit's parser (PyPI `dockerfile`) is not installed")

RULES = make_rule_set(all_rules())
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def buildkit_accepts(text: str) -> bool:
    try:
        buildkit.parse_string(text)
    except buildkit.GoParseError:
        return False
    return True


def comments(snapshot: Snapshot) -> Counter[str]:
    """All comments, those inside instructions and those that became parser directives included.

    The names of directives may be written in lower case by a fix, so case is left out.
    """
    found: Counter[str] = Counter()
    for item in snapshot.tree.items:
        if isinstance(item, Comment | Directive):
            found[item.text.strip("# \t\r\n").casefold()] += 1
        elif isinstance(item, Instruction):
            found.update(item.text[span.start : span.end].strip("# \t") for span in item.head.comments)
    return found


def those_that_silence(snapshot: Snapshot) -> Counter[str]:
    """The comments that silence findings of some tool; what they no longer silence is what a fix takes away."""
    return Counter(
        item.text.strip("# \t\r\n").casefold()
        for item in snapshot.tree.items
        if isinstance(item, Comment) and suppressions_in(item)
    )


def check_result(before: Snapshot, after: Snapshot, name: str, *, may_lose: Counter[str] | None = None) -> None:
    if buildkit_accepts(before.text):
        assert buildkit_accepts(after.text), f"{name}: BuildKit does not read the result"
    lost = comments(before) - comments(after) - (may_lose or Counter())
    assert not lost, f"{name}: comments are lost: {list(lost)}"
    assert before.text.count("\r\n") == 0 or after.text.count("\n") == after.text.count("\r\n"), f"{name}: line ends"
    assert "\r" in before.text or "\r" not in after.text, f"{name}: line ends"


def test_each_fix(corpus_file: Path) -> None:
    before = read(corpus_file.read_bytes().decode("utf-8", "replace"), RULES, SURROUNDINGS)
    counts = before.rule_counts()
    for _, finding in before.findings():
        for fix in fixes_for(before.analysis, finding):
            name = f"{finding.rule.id} ({fix.title})"
            proven = prove(before, finding, fix)
            if proven is None:
                continue
            fresh = read(proven.result.text, RULES, SURROUNDINGS)
            new_counts = fresh.rule_counts()
            assert new_counts[finding.rule.id] < counts[finding.rule.id], f"{name}: the finding stays"
            grown = {rule: count for rule, count in new_counts.items() if count > counts[rule]}
            assert not grown or fix.uncovers, f"{name}: new findings {grown}"
            is_about_comments = finding.rule.id in ("unused-suppression", "unused-foreign-suppression")
            check_result(before, fresh, name, may_lose=those_that_silence(before) if is_about_comments else None)


@pytest.mark.parametrize("safety", list(Safety), ids=lambda safety: safety.value)
def test_fixing_all_reaches_a_fixed_point(corpus_file: Path, safety: Safety) -> None:
    include_unsafe = safety is Safety.UNSAFE
    before = read(corpus_file.read_bytes().decode("utf-8", "replace"), RULES, SURROUNDINGS)
    fixed = fix_all(before, include_unsafe=include_unsafe)
    check_result(before, fixed.snapshot, "fix all", may_lose=those_that_silence(before) if include_unsafe else None)
    again = fix_all(read(fixed.snapshot.text, RULES, SURROUNDINGS), include_unsafe=include_unsafe)
    assert again.snapshot.text == fixed.snapshot.text
    assert not again.applied
