"""Turn what the engine found into records: findings with their best proven fix, and what fixing everything did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..code_actions.fix_all import fix_all
from ..code_actions.proof import prove
from ..code_actions.snapshot import Snapshot
from ..code_actions.transformation import fixes_for
from ..diagnostics.finding import Finding, Safety
from ..diagnostics.pages import page_of
from .record import SEVERITIES, AppliedRecord, FileRecord, FindingRecord, FixRecord, RelatedRecord


def file_record(path: str, snapshot: Snapshot, *, with_fixes: bool = True) -> FileRecord:
    """The findings of a file; proving fixes costs time, so leave them out where nobody sees them."""
    findings = tuple(_record(snapshot, index, finding, with_fixes=with_fixes) for index, finding in snapshot.findings())
    return FileRecord(path, snapshot.text, findings)


def fixed_record(path: str, snapshot: Snapshot, *, include_unsafe: bool) -> FileRecord:
    """The findings that remain after fixing all that can be fixed, and what was done."""
    fixed = fix_all(snapshot, include_unsafe=include_unsafe)
    remaining = file_record(path, fixed.snapshot)
    applied = tuple(AppliedRecord(fix.rule, fix.title, fix.safety) for fix in fixed.applied)
    return FileRecord(path, remaining.text, remaining.findings, snapshot.text, applied)


def loudest(record: FileRecord, most: int) -> tuple[FileRecord, int]:
    """The record with at most so many findings, and how many are left out: the quietest, and of those the last."""
    left_out = len(record.findings) - most
    if left_out <= 0:
        return record, 0
    ranked = sorted(record.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    kept = set(map(id, ranked[:most]))
    return replace(record, findings=tuple(one for one in record.findings if id(one) in kept)), left_out


def _record(snapshot: Snapshot, index: int, finding: Finding, *, with_fixes: bool) -> FindingRecord:
    start, end = snapshot.tree.absolute(index, finding.span)
    return FindingRecord(
        rule=finding.rule.id,
        page=page_of(finding.rule),
        category=finding.rule.category.value,
        aliases={tool: names for tool, names in finding.rule.also_known_as.items() if names},
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        start=start,
        end=end,
        fix=_fix(snapshot, finding) if with_fixes else None,
        related=tuple(_related(snapshot, finding)),
    )


def _fix(snapshot: Snapshot, finding: Finding) -> FixRecord | None:
    """The first fix that holds, safe ones first."""
    for fix in sorted(fixes_for(snapshot.analysis, finding), key=lambda fix: fix.safety is not Safety.SAFE):
        proven = prove(snapshot, finding, fix)
        if proven is not None:
            return FixRecord(fix.title, fix.safety, proven.edits, fix.reason)
    return None


def _related(snapshot: Snapshot, finding: Finding) -> Iterator[RelatedRecord]:
    for related in finding.related:
        for index, item in enumerate(snapshot.tree.items):
            if item is related.item:
                start, end = snapshot.tree.absolute(index, related.span)
                yield RelatedRecord(start, end, related.message)
