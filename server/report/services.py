"""Findings for services that read the output of a build: GitHub, GitLab, Checkstyle and JUnit readers, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from ..diagnostics.finding import Severity
from ..syntax.source_text import PositionEncoding, SourceText
from .record import FileRecord, FindingRecord, Run
from .text import summary


def _lines_and_columns(source: SourceText, finding: FindingRecord) -> tuple[int, int, int, int]:
    """Where a finding begins and ends, lines and columns from 1, columns in code points."""
    start = source.position(finding.start, PositionEncoding.UTF32)
    end = source.position(finding.end, PositionEncoding.UTF32)
    return start.line + 1, start.character + 1, end.line + 1, end.character + 1


_GITHUB_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}


def github(run: Run) -> Iterator[str]:
    """Workflow commands that GitHub Actions shows beside the code.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    for file in run.files:
        source = SourceText.read(file.text)
        for finding in file.findings:
            line, column, end_line, end_column = _lines_and_columns(source, finding)
            # GitHub draws columns only inside of one line.
            columns = f",col={column},endColumn={end_column}" if line == end_line else ""
            yield (
                f"::{_GITHUB_COMMANDS[finding.severity]} file={_escaped(file.path, ',:')},line={line}"
                f",endLine={end_line}{columns},title={_escaped(finding.rule, ',:')}::{_escaped(finding.message, '')}"
            )


def _escaped(text: str, more: str) -> str:
    for character in ("%", "\r", "\n", *more):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


_GITLAB_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.INFORMATION: "minor",
    Severity.HINT: "info",
}


def gitlab(run: Run) -> str:
    """A code quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""
    entries: list[dict[str, Any]] = []
    seen: set[str] = set()
    for file in run.files:
        source = SourceText.read(file.text)
        for finding in file.findings:
            line, _, end_line, _ = _lines_and_columns(source, finding)
            entry = {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": _gitlab_fingerprint(file, finding, seen),
                "severity": _GITLAB_SEVERITIES[finding.severity],
                "location": {"path": file.path, "lines": {"begin": line, "end": end_line}},
            }
            entries.append(entry)
    return json.dumps(entries, indent=2, ensure_ascii=False)


def _gitlab_fingerprint(file: FileRecord, finding: FindingRecord, seen: set[str]) -> str:
    """The same for the same finding in the same text, and never twice in one report."""
    number = 0
    while True:
        said = f"{file.path}\0{finding.rule}\0{file.text[finding.start : finding.end]}\0{number}"
        fingerprint = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        if fingerprint not in seen:
            seen.add(fingerprint)
            return fingerprint
        number += 1


_CHECKSTYLE_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "info",
    Severity.HINT: "info",
}


def checkstyle(run: Run) -> Iterator[str]:
    """The XML of Checkstyle, which many services read."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="4.3">'
    for file in run.files:
        source = SourceText.read(file.text)
        yield f"  <file {_attributes(name=file.path)}>"
        for finding in file.findings:
            line, column, _, _ = _lines_and_columns(source, finding)
            attributes = _attributes(
                line=str(line),
                column=str(column),
                severity=_CHECKSTYLE_SEVERITIES[finding.severity],
                message=finding.message,
                source=f"dockwright.{finding.rule}",
            )
            yield f"    <error {attributes}/>"
        yield "  </file>"
    yield "</checkstyle>"


def junit(run: Run) -> Iterator[str]:
    """The XML of JUnit: a suite a file, a failed case a finding, and one passed case for a clean file."""
    failures = sum(len(file.findings) for file in run.files)
    cases = sum(max(len(file.findings), 1) for file in run.files)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {_attributes(name='dockwright', tests=str(cases), failures=str(failures))}>"
    for file in run.files:
        source = SourceText.read(file.text)
        count = len(file.findings)
        yield f"  <testsuite {_attributes(name=file.path, tests=str(max(count, 1)), failures=str(count))}>"
        if not file.findings:
            yield f"    <testcase {_attributes(name='dockwright', classname=file.path)}/>"
        for finding in file.findings:
            line, column, _, _ = _lines_and_columns(source, finding)
            place = f"{file.path}:{line}:{column}"
            yield f"    <testcase {_attributes(name=f'{finding.rule} at {line}:{column}', classname=file.path)}>"
            failure = _attributes(type=finding.severity.value, message=finding.message)
            yield f"      <failure {failure}>{_xml(f'{place} {finding.message}')}</failure>"
            yield "    </testcase>"
        yield "  </testsuite>"
    yield "</testsuites>"


def _attributes(**values: str) -> str:
    return " ".join(f'{name}="{_xml(value)}"' for name, value in values.items())


def _xml(text: str) -> str:
    """Escaped text; what XML 1.0 cannot hold in any form is replaced."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    escaped = escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return "".join(character if _fits_xml(character) else "\ufffd" for character in escaped)


def _fits_xml(character: str) -> bool:
    return character >= " " and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


def markdown(run: Run) -> Iterator[str]:
    """A table a file, for comments on a merge request and for summaries of jobs."""
    for file in run.files:
        if not file.findings:
            continue
        source = SourceText.read(file.text)
        yield f"### {_cell(file.path)}"
        yield ""
        yield "| Line | Severity | Rule | Message | Fix |"
        yield "|---:|---|---|---|---|"
        for finding in file.findings:
            line, _, _, _ = _lines_and_columns(source, finding)
            fix = "" if finding.fix is None else f"{_cell(finding.fix.title)} ({finding.fix.safety.value})"
            rule = f"[{finding.rule}]({finding.page})"
            yield f"| {line} | {finding.severity.value} | {rule} | {_cell(finding.message)} | {fix} |"
        yield ""
    yield f"{summary(run)}."


def _cell(text: str) -> str:
    """Text that neither ends a table cell nor becomes HTML."""
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())
