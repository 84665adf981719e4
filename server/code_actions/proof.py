"""Prove a fix on a copy before it is offered: the finding goes, nothing new appears, the file still parses."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.finding import Finding, Fix
from ..syntax.problems import problems
from .edits import TextEdit, resolve
from .snapshot import Snapshot, after_edits


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
    return proven if mends(snapshot, proven.result, finding.rule.id) else None


def try_fix(snapshot: Snapshot, fix: Fix) -> ProvenFix | None:
    """The fix applied to a copy; ``None`` where it does not apply or changes nothing."""
    edits = fix.edits()
    resolved = None if edits is None else resolve(snapshot.tree, edits)
    if not resolved:
        return None
    result = after_edits(snapshot, resolved)
    return None if result.text == snapshot.text else ProvenFix(fix, resolved, result)


def mends(before: Snapshot, after: Snapshot, rule: str) -> bool:
    """Whether ``rule`` found less afterwards and no rule found more, and no problem of syntax is new."""
    counts, new_counts = before.rule_counts(), after.rule_counts()
    if new_counts[rule] >= counts[rule]:
        return False
    if any(count > counts[name] for name, count in new_counts.items()):
        return False
    return sum(1 for _ in problems(after.tree)) <= sum(1 for _ in problems(before.tree))
