"""Findings as SARIF 2.1.0, with the fixes as replacements that a viewer can apply.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Lines and columns count from 1, columns in UTF-16
code units. A fingerprint is made of the rule and the text it points at, so that a finding is known again when lines
above it come or go (section 3.27.17).
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from ..diagnostics.finding import Confidence, Safety, Severity
from ..diagnostics.pages import RULE_PAGES
from ..syntax.source_text import SourceText
from .record import FileRecord, FindingRecord, FixRecord, Run

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}
_RANKS = {Confidence.HIGH: 90.0, Confidence.MEDIUM: 60.0, Confidence.LOW: 30.0}


def sarif(run: Run, version: str) -> str:
    """The log as indented text; ``version`` is that of Dockwright."""
    rules = {finding.rule: finding for _, finding in run.placed()}
    order = {rule: index for index, rule in enumerate(sorted(rules))}
    driver = {
        "name": "Dockwright",
        "version": version,
        "informationUri": RULE_PAGES,
        "rules": [_rule(rules[rule]) for rule in order],
    }
    results = [result for file in run.files for result in _results(file, order)]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


def _rule(finding: FindingRecord) -> dict[str, Any]:
    tags = [finding.category, *(name for names in finding.aliases.values() for name in names)]
    return {
        "id": finding.rule,
        "helpUri": finding.page,
        "properties": {"tags": list(dict.fromkeys(tags))},
    }


def _results(file: FileRecord, order: dict[str, int]) -> list[dict[str, Any]]:
    source = SourceText.read(file.text)
    seen: Counter[str] = Counter()
    results: list[dict[str, Any]] = []
    for finding in file.findings:
        print_of_place = _fingerprint(file, finding)
        seen[print_of_place] += 1
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": order[finding.rule],
            "level": _LEVELS[finding.severity],
            "rank": _RANKS[finding.confidence],
            "message": {"text": finding.message},
            "locations": [_location(file, source, finding.start, finding.end)],
            "partialFingerprints": {"rangeText/v1": f"{print_of_place}:{seen[print_of_place]}"},
        }
        if finding.related:
            result["relatedLocations"] = [
                {**_location(file, source, related.start, related.end), "message": {"text": related.message}}
                for related in finding.related
            ]
        if finding.fix is not None:
            result["fixes"] = [_fix(file, source, finding.fix)]
        results.append(result)
    return results


def _fingerprint(file: FileRecord, finding: FindingRecord) -> str:
    said = f"{finding.rule}\0{file.text[finding.start : finding.end]}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _location(file: FileRecord, source: SourceText, start: int, end: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(file), "region": _region(source, start, end)}}


def _artifact(file: FileRecord) -> dict[str, str]:
    return {"uri": quote(file.path.replace("\\", "/"), errors="surrogateescape")}


def _region(source: SourceText, start: int, end: int) -> dict[str, int]:
    first, last = source.position(start), source.position(end)
    return {
        "startLine": first.line + 1,
        "startColumn": first.character + 1,
        "endLine": last.line + 1,
        "endColumn": last.character + 1,
    }


def _fix(file: FileRecord, source: SourceText, fix: FixRecord) -> dict[str, Any]:
    note = "" if fix.safety is Safety.SAFE else f" (unsafe: {fix.reason or 'look at it before you apply it'})"
    replacements = [
        {"deletedRegion": _region(source, edit.start, edit.end), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title + note},
        "artifactChanges": [{"artifactLocation": _artifact(file), "replacements": replacements}],
    }
