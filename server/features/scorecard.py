"""How a Dockerfile stands: a grade for each thing that rules protect, and what would raise it.

A grade says how loud the loudest finding is, and nothing is weighed against anything else: **A** nothing was found,
**B** hints and information only, **C** a warning, **D** an error. The grade of the file is its lowest one. So whoever
mends the findings that are listed first in a category raises its grade for certain. ``docs/scorecard.md`` says the same
for people. Leaves out: what is switched off or ignored by a comment, as it is nowhere shown; and judging a file without
a stage.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ..code_actions.snapshot import Snapshot
from ..diagnostics.finding import Finding, Safety, Severity
from ..diagnostics.pages import page_of
from ..diagnostics.rule import Category
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span
from ..syntax.tree import Tree


class Grade(Enum):
    """From best to worst."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


_GRADES = {
    Severity.ERROR: Grade.D,
    Severity.WARNING: Grade.C,
    Severity.INFORMATION: Grade.B,
    Severity.HINT: Grade.B,
}

_MEANINGS = {
    Grade.A: "nothing found",
    Grade.B: "hints only",
    Grade.C: "warnings",
    Grade.D: "errors",
}

_NAMES = {
    Category.CORRECTNESS: "Correctness",
    Category.SECURITY: "Security",
    Category.SIZE: "Size",
    Category.BUILD_SPEED: "Build speed",
    Category.REPRODUCIBILITY: "Reproducibility",
    Category.MAINTAINABILITY: "Maintainability",
    Category.STYLE: "Style",
}


@dataclass(frozen=True, slots=True)
class Improvement:
    """What one rule has found. ``span`` is that of the first finding, in code points of the document.

    ``fixable`` says how many of the ``count`` findings come with a safe fix.
    """

    rule: str
    title: str
    grade: Grade
    count: int
    fixable: int
    page: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """The grade of one category; what keeps it down stands first in ``improvements``."""

    name: str
    grade: Grade
    improvements: tuple[Improvement, ...]

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return _MEANINGS[self.grade]

    @property
    def raising(self) -> tuple[Improvement, ...]:
        """What has to be mended for the next better grade."""
        return tuple(one for one in self.improvements if one.grade is self.grade)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The grades of a file, and what is known of the image that it builds, as pairs of name and value."""

    grade: Grade
    marks: tuple[Mark, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """The card in one line: the grade, and the categories that are not at their best."""
        low = [f"{mark.name.lower()} {mark.grade.value}" for mark in self.marks if mark.grade is not Grade.A]
        return f"Grade {self.grade.value}" + (f": {', '.join(low)}" if low else ", nothing found")


def scorecard(snapshot: Snapshot) -> Scorecard | None:
    """The card of a file; ``None`` where there is no stage to judge."""
    if not snapshot.analysis.program.stages:
        return None
    found: dict[Category, list[tuple[int, Finding]]] = {category: [] for category in Category}
    for index, finding in snapshot.findings():
        found[finding.rule.category].append((index, finding))
    marks = tuple(_mark(snapshot.tree, category, findings) for category, findings in found.items())
    return Scorecard(_lowest(mark.grade for mark in marks), marks, tuple(_facts(snapshot)))


def _lowest(grades: Iterable[Grade]) -> Grade:
    order = list(Grade)
    return max(grades, key=order.index, default=Grade.A)


def _mark(tree: Tree, category: Category, findings: list[tuple[int, Finding]]) -> Mark:
    by_rule: dict[str, list[tuple[int, Finding]]] = {}
    for index, finding in findings:
        by_rule.setdefault(finding.rule.id, []).append((index, finding))
    order = list(Grade)
    improvements = sorted(
        (_improvement(tree, group) for group in by_rule.values()),
        key=lambda one: (-order.index(one.grade), one.rule),
    )
    return Mark(_NAMES[category], _lowest(one.grade for one in improvements), tuple(improvements))


def _improvement(tree: Tree, findings: list[tuple[int, Finding]]) -> Improvement:
    index, first = findings[0]
    return Improvement(
        first.rule.id,
        first.rule.title,
        _lowest(_GRADES[finding.severity] for _, finding in findings),
        len(findings),
        sum(any(fix.safety is Safety.SAFE for fix in finding.fixes) for _, finding in findings),
        page_of(first.rule),
        tree.absolute(index, first.span),
    )


def _facts(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    """What the model knows of the image that is built by default; the unknown is left out."""
    program = snapshot.analysis.program
    yield "Stages", str(len(program.stages))
    shipped = next((stage for stage in reversed(program.stages) if stage.role is StageRole.SHIPPED), None)
    if shipped is None:
        return
    if shipped.base.value:
        yield "Built on", shipped.base.value
    facts = shipped.facts
    if facts.megabytes is not None and not facts.holds_nothing_else:
        least, most = facts.megabytes
        yield "Base image", f"{least} MB" if least == most else f"{least} to {most} MB"
    user = shipped.contents.states[-1].user.value
    if user is not None:
        yield "Runs as", user
