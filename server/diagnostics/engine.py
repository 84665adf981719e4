"""Run the rules over a program, and after an edit run again only those whose inputs changed.

Findings of a step are kept with the step's place in its stage; they are taken over while the step is the same object,
or a new one with the same instruction whose variables, user, directory and shell are what the rules read before.
Findings of a stage are kept while the stage is the same object. Checks of the whole file run every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from heapq import merge
from itertools import chain, repeat
from typing import NamedTuple

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.stage_contents import Kept
from ..semantics.step import Step
from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.same_ends import places_of_others
from . import outside
from .fact_checks import FactCheck, FactReport, report_facts
from .finding import Finding
from .placing import (
    Earlier,
    Placed,
    PlacedBefore,
    PlacedFinding,
    after_edit,
    in_order,
    order,
    placed,
    placed_again,
    positions_of,
)
from .rule import Call, ImageMention, RegisteredFact, Surroundings
from .rule_set import RuleSet

Found = tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class StageReport:
    """The findings of one stage: those of each step, by its position, and those of the stage as a whole.

    ``of_outside`` are those that other programs have in each step; it is empty where nobody else is asked. ``before``
    is how the findings stood before an edit, if that is known.
    """

    stage: Stage
    of_steps: list[Found]
    of_facts: tuple[FactReport, ...]
    of_stage: Found
    of_outside: list[outside.Known] = field(default_factory=list[outside.Known])
    before: PlacedBefore | None = field(default=None, repr=False)

    @cached_property
    def places(self) -> Placed:
        """All findings with the position of the item each stands in, in the order of the stage."""
        if self.before is not None:
            return after_edit(self.before, self.stage, self._of_steps, self.loose)
        return placed([*self._of_steps(0, len(self.stage.items)), *self.loose])

    @property
    def placed(self) -> tuple[PlacedFinding, ...]:
        """The findings of :attr:`places`."""
        return self.places.findings

    @cached_property
    def loose(self) -> tuple[PlacedFinding, ...]:
        """The findings that are not those of a single step, in the order of the stage."""
        items = self.stage.items
        findings = [*chain.from_iterable(report.found.facts for report in self.of_facts), *self.of_stage]
        before = self.before
        if before is not None:
            return placed_again(Earlier(before.size, self.stage.kept, before.loose), items, findings)
        positions = positions_of(items, findings) if findings else {}
        return in_order((positions[id(finding.item)], finding) for finding in findings)

    @property
    def placed_before(self) -> PlacedBefore | None:
        """What a report after an edit can take over of the places, if they are known."""
        return PlacedBefore(len(self.stage.items), self.places, self.loose) if "places" in vars(self) else None

    def _of_steps(self, start: int, stop: int) -> Iterator[PlacedFinding]:
        """The findings of the steps from one position up to another."""
        for position, found in enumerate(self.of_steps[start:stop], start):
            for finding in found:
                yield position, finding
        for position, known in enumerate(self.of_outside[start:stop], start):
            for finding in known or ():
                yield position, finding


class PlacedByStage(NamedTuple):
    """The findings of reports, with the position of the item each stands in."""

    reports: tuple[StageReport, ...]
    findings: list[tuple[PlacedFinding, ...]]


@dataclass(frozen=True, eq=False)
class Analysis:
    """The findings of a program under a set of rules, nothing suppressed yet."""

    program: Program
    rule_set: RuleSet
    surroundings: Surroundings
    reports: tuple[StageReport, ...]
    of_checks: tuple[Found, ...]
    """The findings of each check of the whole file, in the order of the rule set."""
    of_audits: Found = ()
    before: Earlier | None = field(default=None, repr=False)
    before_by_stage: PlacedByStage | None = field(default=None, repr=False)

    @cached_property
    def of_file(self) -> Found:
        """The findings that are not those of a single stage."""
        return (*chain.from_iterable(self.of_checks), *self.of_audits)

    @cached_property
    def placed_of_file(self) -> tuple[PlacedFinding, ...]:
        """The findings of the whole file with the index of the item each stands in."""
        if not self.of_file:
            return ()
        items = self.program.tree.items
        if self.before is not None:
            return placed_again(self.before, items, self.of_file)
        positions = positions_of(items, self.of_file)
        return in_order((positions[id(finding.item)], finding) for finding in self.of_file)

    @cached_property
    def placed_by_stage(self) -> list[tuple[PlacedFinding, ...]]:
        """The findings of each stage with the position of the item each stands in."""
        before, reports = self.before_by_stage, self.reports
        if before is None or len(before.reports) != len(reports):
            return [report.placed for report in reports]
        findings = before.findings.copy()
        for place in places_of_others(before.reports, reports):
            findings[place] = reports[place].placed
        return findings

    @property
    def placed_by_stage_before(self) -> PlacedByStage | None:
        """What an analysis after this one can take over of :attr:`placed_by_stage`, if it is known."""
        return PlacedByStage(self.reports, self.placed_by_stage) if "placed_by_stage" in vars(self) else None

    def placed_before(self, program: Program) -> Earlier | None:
        """What an analysis of an edited program can take over of the places of the file's findings, if known."""
        if "placed_of_file" not in vars(self):
            return None
        size = len(self.program.tree.items)
        kept = Kept(size, 0) if program is self.program else program.kept
        return Earlier(size, kept, self.placed_of_file)

    def findings(self) -> list[tuple[int, Finding]]:
        """All findings with the index of the item each stands in, in the order of the file."""
        of_stages = (
            (start + position, finding)
            for start, found in zip(self.program.starts, self.placed_by_stage, strict=True)
            for position, finding in found
        )
        return list(merge(of_stages, self.placed_of_file, key=order))


def analyse(
    program: Program, rule_set: RuleSet, surroundings: Surroundings, previous: Analysis | None = None
) -> Analysis:
    """Check a program; what ``previous`` found under the same rules and surroundings is taken over where it holds."""
    if previous is not None and previous.rule_set is rule_set and previous.surroundings == surroundings:
        reports = _reports_after(previous, program)
    else:
        reports = tuple(_new_report(stage, rule_set, surroundings, None) for stage in program.stages)
        previous = None
    of_checks = tuple(_of_dockerfile(program, rule_set, surroundings, previous))
    before = None if previous is None else previous.placed_before(program)
    by_stage = None if previous is None else previous.placed_by_stage_before
    analysis = Analysis(program, rule_set, surroundings, reports, of_checks, before=before, before_by_stage=by_stage)
    of_audits = tuple(rule_set.adjusted(finding) for audit in rule_set.audits for finding in audit(analysis))
    return replace(analysis, of_audits=of_audits) if of_audits else analysis


def _of_dockerfile(
    program: Program, rule_set: RuleSet, surroundings: Surroundings, previous: Analysis | None
) -> Iterator[Found]:
    for number, registered in enumerate(rule_set.dockerfile_checks):
        extracts = registered.extracts
        # What is said of other places may name their lines, which move with every edit.
        if (
            previous is not None
            and extracts is not None
            and not any(finding.related for finding in previous.of_checks[number])
            and program.has_the_same(previous.program, extracts)
        ):
            yield previous.of_checks[number]
        else:
            yield tuple(map(rule_set.adjusted, registered.check(program, surroundings)))


def _reports_after(previous: Analysis, program: Program) -> tuple[StageReport, ...]:
    """The reports of an edited program; mostly each stage stands where it stood and is the same object."""
    stages, reports = program.stages, list(previous.reports)
    if len(reports) != len(stages):
        known = {id(report.stage): report for report in reports}
        return tuple(_report(stage, previous, known) for stage in stages)
    places = places_of_others(previous.program.stages, stages)
    known = {id(reports[place].stage): reports[place] for place in places}
    for place in places:
        reports[place] = _report(stages[place], previous, known)
    return tuple(reports)


def _report(stage: Stage, previous: Analysis, known: dict[int, StageReport]) -> StageReport:
    """The report of a stage under the rules of ``previous``; ``known`` has reports by the identity of their stages."""
    same = known.get(id(stage))
    if same is not None and same.stage is stage:
        return same
    origin = None if stage.origin is None else stage.origin()
    return _new_report(
        stage, previous.rule_set, previous.surroundings, None if origin is None else known.get(id(origin))
    )


def _new_report(stage: Stage, rule_set: RuleSet, surroundings: Surroundings, old: StageReport | None) -> StageReport:
    of_steps = _of_steps(stage, rule_set, surroundings, old)
    of_stage = tuple(
        rule_set.adjusted(finding) for check in rule_set.stage_checks for finding in check(stage, surroundings)
    )
    of_facts = _of_facts(stage, rule_set, surroundings, old)
    before = None if old is None else old.placed_before
    return StageReport(stage, of_steps, of_facts, of_stage, _of_outside(stage, rule_set, old), before)


def _of_outside(stage: Stage, rule_set: RuleSet, old: StageReport | None) -> list[outside.Known]:
    if rule_set.outside is None:
        return []
    if old is None:
        return outside.of_steps(stage.steps, rule_set.outside)
    return outside.after_edit(stage, old, rule_set.outside)


def _of_facts(
    stage: Stage, rule_set: RuleSet, surroundings: Surroundings, old: StageReport | None
) -> tuple[FactReport, ...]:
    def check_with(registered: RegisteredFact) -> FactCheck:
        return lambda fact: map(rule_set.adjusted, registered.check(fact, surroundings))

    befores = repeat(None) if old is None else old.of_facts
    return tuple(
        report_facts(registered.extract, check_with(registered), stage, None if old is None else old.stage, before)
        for registered, before in zip(rule_set.fact_checks, befores, strict=False)
    )


def _of_steps(stage: Stage, rule_set: RuleSet, surroundings: Surroundings, old: StageReport | None) -> list[Found]:
    if old is None:
        return [_check(step, rule_set, surroundings) for step in stage.steps]
    kept = stage.kept
    stop = len(stage.steps) - kept.after
    old_stop = len(old.stage.steps) - kept.after
    candidates = {id(step.item): (step, found) for step, found in _middle(old, kept.before, old_stop)}
    middle = [_check_again(step, rule_set, surroundings, candidates) for step in stage.steps[kept.before : stop]]
    return [*old.of_steps[: kept.before], *middle, *old.of_steps[old_stop:]]


def _middle(old: StageReport, start: int, stop: int) -> Iterator[tuple[Step, Found]]:
    for step, found in zip(old.stage.steps[start:stop], old.of_steps[start:stop], strict=True):
        if step is not None:
            yield step, found


def _check_again(
    step: Step | None,
    rule_set: RuleSet,
    surroundings: Surroundings,
    candidates: dict[int, tuple[Step, Found]],
) -> Found:
    if step is None:
        return ()
    candidate = candidates.get(id(step.item))
    if candidate is not None and _would_find_the_same(step, candidate[0]):
        step.reads.update(candidate[0].reads)
        step.asked_neighbours.update(candidate[0].asked_neighbours)
        return candidate[1]
    return _check(step, rule_set, surroundings)


def _would_find_the_same(step: Step, old: Step) -> bool:
    before, old_before = step.before, old.before
    return (
        step.item is old.item
        and all(step.neighbours[asked.value] is old.neighbours[asked.value] for asked in tuple(old.asked_neighbours))
        and step.traits == old.traits
        and step.images == old.images
        and before.user == old_before.user
        and before.workdir == old_before.workdir
        and before.shell == old_before.shell
        and before.environment.is_complete == old_before.environment.is_complete
        # A copy, since another thread that looks at the old step may add to what was read.
        and all(before.environment.get(name) == binding for name, binding in tuple(old.reads.items()))
    )


def _check(step: Step | None, rule_set: RuleSet, surroundings: Surroundings) -> Found:
    return () if step is None else tuple(_findings(step, rule_set, surroundings))


def _findings(step: Step, rule_set: RuleSet, surroundings: Surroundings) -> Iterator[Finding]:
    for check in rule_set.by_keyword[step.keyword]:
        yield from map(rule_set.adjusted, check(step, surroundings))
    for invocation in step.invocations:
        for call_check in rule_set.by_tool.get(invocation.tool, ()):
            yield from map(rule_set.adjusted, call_check(Call(step, invocation), surroundings))
    for use in step.images:
        for image_check in rule_set.by_image[use.kind]:
            yield from map(rule_set.adjusted, image_check(ImageMention(step, use), surroundings))
    if step.item is step.traits.base.instruction:
        base = step.traits.base
        for image_check in rule_set.by_image[base.kind]:
            yield from map(rule_set.adjusted, image_check(ImageMention(step, base), surroundings))
