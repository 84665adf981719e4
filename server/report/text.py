"""Findings for people: what, where, the source lines with the range drawn under them, and what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..diagnostics.finding import Safety
from ..syntax.source_text import PositionEncoding, SourceText
from .frame import frame
from .record import FileRecord, FindingRecord, FixRecord, Run
from .style import Style


def text(run: Run, style: Style) -> Iterator[str]:
    """The findings, line by line without line ends; an empty line between them."""
    for file in run.files:
        source = SourceText.read(file.text)
        for finding in file.findings:
            yield from _finding(file, source, finding, style)
            yield ""


def short(run: Run, style: Style) -> Iterator[str]:
    """One line a finding, in the form that compilers use: ``path:line:column: severity: message [rule]``."""
    for file in run.files:
        source = SourceText.read(file.text)
        for finding in file.findings:
            severity = style.by_severity(finding.severity, finding.severity.value)
            place = style.bold(_place(file, source, finding.start))
            yield f"{place}: {severity}: {finding.message} [{style.link(finding.rule, finding.page)}]"


def _finding(file: FileRecord, source: SourceText, finding: FindingRecord, style: Style) -> Iterator[str]:
    severity = style.by_severity(finding.severity, finding.severity.value)
    yield f"{style.bold(_place(file, source, finding.start))} {severity} {style.link(finding.rule, finding.page)}"
    yield from style.wrapped(finding.message, "  ")
    yield from frame(source, finding.start, finding.end, finding.severity, style)
    for related in finding.related:
        place = _place(file, source, related.start)
        yield from style.wrapped(f"{place} {related.message}", "    ", "  - ")
        yield from frame(source, related.start, related.end, finding.severity, style)
    if finding.fix is not None:
        yield from _fix(finding.fix, style)


def _fix(fix: FixRecord, style: Style) -> Iterator[str]:
    label = f"  {fix.safety.value} fix: "
    title = f"{fix.title} ({fix.reason.rstrip('.')})" if fix.reason else fix.title
    first, *rest = style.wrapped(title, "    ", label)
    yield style.paint(label, 32 if fix.safety is Safety.SAFE else 33) + first[len(label) :]
    yield from rest


def _place(file: FileRecord, source: SourceText, offset: int) -> str:
    line, character = source.position(offset, PositionEncoding.UTF32)
    return f"{file.path}:{line + 1}:{character + 1}"


def summary(run: Run) -> str:
    """``12 findings in 3 files, 7 fixable (5 safe)``, or that there is nothing to say."""
    findings = [finding for _, finding in run.placed()]
    if not findings:
        return f"No findings in {counted(len(run.files), 'file')}"
    files = sum(bool(file.findings) for file in run.files)
    said = f"{counted(len(findings), 'finding')} in {counted(files, 'file')}"
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    if not fixes:
        return said
    safe = sum(fix.safety is Safety.SAFE for fix in fixes)
    return f"{said}, {len(fixes)} fixable ({safe} safe)"


def fixed(run: Run, *, would: bool = False) -> str:
    """``Fixed 7 findings in 2 files (5 safe, 2 unsafe)``."""
    applied = [fix for file in run.files for fix in file.applied]
    files = sum(bool(file.applied) for file in run.files)
    verb = "Would fix" if would else "Fixed"
    if not applied:
        return f"{verb} nothing"
    safe = sum(fix.safety is Safety.SAFE for fix in applied)
    kinds = f" ({safe} safe, {len(applied) - safe} unsafe)" if safe < len(applied) else ""
    return f"{verb} {counted(len(applied), 'finding')} in {counted(files, 'file')}{kinds}"


def applied(run: Run, style: Style) -> Iterator[str]:
    """What was fixed, file by file: how often each fix was made."""
    for file in run.files:
        if file.applied:
            yield f"{style.bold(file.path)}"
            for (rule, title), count in Counter((fix.rule, fix.title) for fix in file.applied).items():
                times = f" ({count} times)" if count > 1 else ""
                yield from style.wrapped(f"{title}{times} [{rule}]", "      ", "  fixed: ")


def statistics(run: Run, style: Style) -> Iterator[str]:
    """How many findings each rule has, most frequent first."""
    counts = Counter(finding.rule for _, finding in run.placed())
    fixable = Counter(finding.rule for _, finding in run.placed() if finding.fix is not None)
    gutter = max((len(str(count)) for count in counts.values()), default=0)
    for rule, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        note = f"  {style.dim(f'{fixable[rule]} fixable')}" if fixable[rule] else ""
        yield f"{count:>{gutter}}  {rule}{note}"


def counted(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
