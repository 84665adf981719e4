"""Findings of other programs, as far as they are known at the moment.

A program such as ShellCheck answers later than an analysis can wait. An analysis takes what is known of each step and
remembers the steps of which nothing is known yet; once there are answers, ``refreshed`` fills them in and leaves all
other findings as they are. Who asks the program, and when, is decided higher up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..semantics.stage import Stage
from ..semantics.step import Step
from .finding import Finding

if TYPE_CHECKING:
    from .engine import Analysis, StageReport

Known = tuple[Finding, ...] | None
"""The findings of one step, ``None`` as long as they are not known."""


class Outside(Protocol):
    """A source of findings that our rules do not make."""

    @property
    def note(self) -> str | None:
        """What went wrong with it, for people; ``None`` if nothing did."""
        ...

    def known(self, step: Step) -> Known:
        """What is known of a step; quick, and without asking anybody."""
        ...

    def answer(self, steps: Sequence[Step]) -> None:
        """Find out about steps now, where the caller may be kept waiting; afterwards ``known`` has the answers."""
        ...


def of_steps(steps: Iterable[Step | None], outside: Outside) -> list[Known]:
    """What is known of each step; an item that is no step has no findings."""
    return [() if step is None else outside.known(step) for step in steps]


def after_edit(stage: Stage, old: StageReport, outside: Outside) -> list[Known]:
    """What is known of a stage whose kept steps are those of an old report."""
    kept = stage.kept
    stop, old_stop = len(stage.steps) - kept.after, len(old.stage.steps) - kept.after
    middle = of_steps(stage.steps[kept.before : stop], outside)
    return [*old.of_outside[: kept.before], *middle, *old.of_outside[old_stop:]]


def unanswered(analysis: Analysis) -> Iterator[Step]:
    """The steps of which an analysis does not know yet what others find."""
    for report in analysis.reports:
        if None in report.of_outside:
            for step, known in zip(report.stage.steps, report.of_outside, strict=True):
                if step is not None and known is None:
                    yield step


def refreshed(analysis: Analysis) -> Analysis:
    """The analysis with what has become known since; the same object if that is nothing."""
    outside = analysis.rule_set.outside
    if outside is None:
        return analysis
    reports = tuple(_refreshed(report, outside) for report in analysis.reports)
    if all(new is old for new, old in zip(reports, analysis.reports, strict=True)):
        return analysis
    return replace(analysis, reports=reports)


def settled(analysis: Analysis) -> Analysis:
    """The analysis after asking about what is not known, where its source lets one wait for answers."""
    outside = analysis.rule_set.outside
    steps = [] if outside is None else list(unanswered(analysis))
    if outside is None or not steps:
        return analysis
    outside.answer(steps)
    return refreshed(analysis)


def _refreshed(report: StageReport, outside: Outside) -> StageReport:
    if None not in report.of_outside:
        return report
    of_outside = [
        outside.known(step) if step is not None and known is None else known
        for step, known in zip(report.stage.steps, report.of_outside, strict=True)
    ]
    return (
        report
        if of_outside.count(None) == report.of_outside.count(None)
        else replace(report, of_outside=of_outside, before=None)
    )
