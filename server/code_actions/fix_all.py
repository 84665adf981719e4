"""Apply all fixes of a safety to a fixed point: disjoint ones together, then read again, until nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..diagnostics.finding import Finding, Fix, Safety
from ..syntax.dataclass import dataclass
from .edits import TextEdit, are_disjoint
from .proof import ProvenFix, new_findings, prove
from .snapshot import Snapshot, after_edits, settled
from .transformation import fixes_for

MOST_ROUNDS = 20
"""Rounds after which fixing stops even if fixes remain; a guard, since each round removes a finding for good."""


@dataclass(frozen=True, slots=True)
class AppliedFix:
    """A fix that was made, and the rule it mended."""

    rule: str
    title: str
    safety: Safety


@dataclass(frozen=True, slots=True, eq=False)
class FixedDocument:
    """The document after fixing, and what was done to it."""

    snapshot: Snapshot
    applied: tuple[AppliedFix, ...]


def fix_all(snapshot: Snapshot, *, include_unsafe: bool = False) -> FixedDocument:
    """Mend what can be mended; unsafe fixes only on request."""
    applied: list[AppliedFix] = []
    for _ in range(MOST_ROUNDS):
        chosen = _disjoint(_proven(snapshot, include_unsafe))
        if not chosen:
            break
        together = _together(snapshot, chosen)
        if together is None:
            chosen = chosen[:1]
            together = chosen[0][1].result
        snapshot = settled(together)
        applied.extend(AppliedFix(rule, proven.fix.title, proven.fix.safety) for rule, proven in chosen)
    return FixedDocument(snapshot, tuple(applied))


def _proven(snapshot: Snapshot, include_unsafe: bool) -> Iterable[tuple[str, ProvenFix]]:
    for _, finding in snapshot.findings():
        for fix in _candidates(snapshot, finding, include_unsafe):
            proven = prove(snapshot, finding, fix)
            if proven is not None:
                yield finding.rule.id, proven
                break


def _candidates(snapshot: Snapshot, finding: Finding, include_unsafe: bool) -> list[Fix]:
    fixes = [fix for fix in fixes_for(snapshot.analysis, finding) if include_unsafe or fix.safety is Safety.SAFE]
    return sorted(fixes, key=lambda fix: fix.safety is Safety.UNSAFE)


def _disjoint(proven: Iterable[tuple[str, ProvenFix]]) -> list[tuple[str, ProvenFix]]:
    taken: list[TextEdit] = []
    chosen: list[tuple[str, ProvenFix]] = []
    for rule, candidate in proven:
        merged = sorted([*taken, *candidate.edits])
        if are_disjoint(merged):
            taken = merged
            chosen.append((rule, candidate))
    return chosen


def _together(snapshot: Snapshot, chosen: list[tuple[str, ProvenFix]]) -> Snapshot | None:
    """All chosen fixes at once; ``None`` where together they bring something that none of them brings alone."""
    edits = sorted(edit for _, proven in chosen for edit in proven.edits)
    result = settled(after_edits(snapshot, edits))
    expected: Counter[str] = Counter()
    for _, proven in chosen:
        expected += new_findings(snapshot, proven.result)
    return result if new_findings(snapshot, result) <= expected else None
