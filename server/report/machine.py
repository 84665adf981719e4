"""Findings as Dockwright's own JSON; the schema is ``docs/schema/check-1.json``.

Lines and columns are those of the Language Server Protocol: from 0, columns in UTF-16 code units.
"""

from __future__ import annotations

import json
from typing import Any

from ..syntax.source_text import SourceText
from .record import FindingRecord, FixRecord, Run

SCHEMA_VERSION = 1
"""Grows when something is taken away or changes its meaning, not when something is added."""


def document(run: Run) -> dict[str, Any]:
    """``{"version", "findings": […]}`` of JSON's own types."""
    findings: list[dict[str, Any]] = []
    for file in run.files:
        source = SourceText.read(file.text)
        findings.extend({"file": file.path, **_finding(source, finding)} for finding in file.findings)
    return {"version": SCHEMA_VERSION, "findings": findings}


def machine(run: Run) -> str:
    """The document as indented text."""
    return json.dumps(document(run), indent=2, ensure_ascii=False)


def _finding(source: SourceText, finding: FindingRecord) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "aliases": {tool: list(names) for tool, names in finding.aliases.items()},
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "range": _range(source, finding.start, finding.end),
        "fix": None if finding.fix is None else _fix(source, finding.fix),
    }


def _fix(source: SourceText, fix: FixRecord) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safety": fix.safety.value,
        "edits": [{"range": _range(source, edit.start, edit.end), "newText": edit.text} for edit in fix.edits],
    }


def _range(source: SourceText, start: int, end: int) -> dict[str, dict[str, int]]:
    return {"start": source.position(start)._asdict(), "end": source.position(end)._asdict()}
