"""Prove a fix on a copy before it is offered: the finding goes, nothing new appears, the file still parses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..diagnostics.finding import Finding, Fix, Severity
from ..diagnostics.outside import unanswered
from ..syntax.dataclass import dataclass
from ..syntax.problems import problems
from .edits import TextEdit, resolve
from .snapshot import Snapshot, after_edits, settled


@dataclass(frozen=True, slots=True, eq=False)
class ProvenFix:
    """A fix whose edits were made on a copy; ``result`` is that copy."""

    fix: Fix
    edits: tuple[TextEdit, ...]
    result: Snapshot


def prove(snapshot: Snapshot, finding: Finding, fix: Fix) -> ProvenFix | None:
    """The fix with its edits, or ``None`` if it does not apply, does not mend, or brings something new."""
    proven = try_fix(snapshot, fix)
    if proven is None:
        return None
    if finding.rule not in snapshot.analysis.rule_set.rules:
        # Another program found it, so that program has to look at the copy.
        proven = replace(proven, result=settled(proven.result))
        if any(unanswered(proven.result.analysis)):
            return None
    return proven if mends(snapshot, proven, finding.rule.id) else None


def try_fix(snapshot: Snapshot, fix: Fix) -> ProvenFix | None:
    """The fix applied to a copy; ``None`` where it does not apply or changes nothing."""
    edits = fix.edits()
    resolved = None if edits is None else resolve(snapshot.tree, edits)
    if not resolved:
        return None
    result = after_edits(snapshot, resolved)
    return None if result.text == snapshot.text else ProvenFix(fix, resolved, result)


def mends(before: Snapshot, proven: ProvenFix, rule: str) -> bool:
    """Whether ``rule`` found less afterwards and nothing is new, problems of syntax included.

    What a fix merely uncovers does not count, unless it is an error.
    """
    after = proven.result
    if after.rule_counts()[rule] >= before.rule_counts()[rule]:
        return False
    new = new_findings(before, after)
    if new and not proven.fix.uncovers:
        return False
    if any(finding.severity is Severity.ERROR and finding.rule.id in new for _, finding in after.findings()):
        return False
    return sum(1 for _ in problems(after.tree)) <= sum(1 for _ in problems(before.tree))


def new_findings(before: Snapshot, after: Snapshot) -> Counter[str]:
    """How many more findings each rule has afterwards; rules that have no more are left out."""
    return after.rule_counts() - before.rule_counts()
