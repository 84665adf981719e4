"""What can be done about a document at a range: quick fixes, comments that ignore, and transformations.

Each proposal was tried on a copy before it is offered. Findings are matched by where they are, never by comparing
diagnostics that a client sends back, since some clients rebuild those. Leaves out: the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from functools import partial

from ..code_actions.edits import TextEdit, as_one
from ..code_actions.proof import ProvenFix, prove, try_fix
from ..code_actions.snapshot import Snapshot
from ..code_actions.transformation import Transformation, all_transformations, fixes_for
from ..diagnostics.finding import Edit, Finding, Fix, Safety
from ..diagnostics.suppression_edits import ignore_here, ignore_in_file
from ..syntax.dataclass import dataclass


class Purpose(Enum):
    """Why a proposal is made."""

    FIX = "fix"
    IGNORE = "ignore"
    REFACTOR = "refactor"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that was tried and can be offered.

    ``answered`` are the findings that it answers: the rule and the code points of each. ``start`` and ``end`` are those
    of the first (or of the item to transform); together with the title they find it again. ``caution`` says why it is
    unsafe, if it is.
    """

    purpose: Purpose
    title: str
    answered: tuple[tuple[str, int, int], ...]
    start: int
    end: int
    edits: tuple[TextEdit, ...]
    caution: str | None
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A finding, the index of its item, and the code points that it covers."""

    index: int
    finding: Finding
    start: int
    end: int


def places_in(snapshot: Snapshot, start: int, end: int) -> list[Place]:
    """The findings that touch code points ``[start, end]``, in the order of the file."""
    tree = snapshot.tree
    first = tree.index_at_line(tree.source.line_of(start))
    last = tree.index_at_line(tree.source.line_of(end))
    found: list[Place] = []
    for index, finding in snapshot.findings():
        if first <= index <= last:
            span = tree.absolute(index, finding.span)
            if span.start <= end and span.end >= start:
                found.append(Place(index, finding, span.start, span.end))
    return found


def propose(snapshot: Snapshot, start: int, end: int, purposes: frozenset[Purpose]) -> Iterator[Proposal | None]:
    """The proposals for code points ``[start, end]``; ``None`` in between is a good moment to let others go on."""
    places = places_in(snapshot, start, end)
    if Purpose.FIX in purposes:
        for place in places:
            yield from _fixes(snapshot, place)
    if purposes & {Purpose.REFACTOR, Purpose.EXTRACT}:
        yield from _refactorings(snapshot, start, purposes)
    if Purpose.IGNORE in purposes:
        for place in places:
            yield from _ignoring(snapshot, place)


def _fixes(snapshot: Snapshot, place: Place) -> Iterator[Proposal | None]:
    proven: list[ProvenFix] = []
    for fix in fixes_for(snapshot.analysis, place.finding):
        found = prove(snapshot, place.finding, fix)
        yield None
        if found is not None:
            proven.append(found)
    safe = [found for found in proven if found.fix.safety is Safety.SAFE]
    for found in proven:
        yield _proposal(Purpose.FIX, place, found, is_preferred=safe == [found])


def _ignoring(snapshot: Snapshot, place: Place) -> Iterator[Proposal | None]:
    for fix in (ignore_here(snapshot.tree, place.index, place.finding), ignore_in_file(snapshot.tree, place.finding)):
        # A comment cannot make anything worse, so that it works is all there is to try.
        tried = None if fix is None else try_fix(snapshot, fix)
        if tried is not None:
            yield _proposal(Purpose.IGNORE, place, tried)


def purpose_of(transformation: Transformation) -> Purpose:
    """Why a transformation is offered to those who ask for one."""
    return Purpose.EXTRACT if transformation.extracts else Purpose.REFACTOR


def _refactorings(snapshot: Snapshot, start: int, purposes: frozenset[Purpose]) -> Iterator[Proposal | None]:
    tree = snapshot.tree
    index = tree.index_at_line(tree.source.line_of(start))
    if index < 0:
        return
    item_start = tree.start(index)
    for transformation in all_transformations():
        purpose = purpose_of(transformation)
        if transformation.offer is None or purpose not in purposes:
            continue
        for fixes in _by_title(transformation.offer(snapshot.analysis, index)):
            tried = try_fix(snapshot, replace(fixes[0], edits=partial(_all_edits, fixes)))
            if tried is None and len(fixes) > 1:
                tried = try_fix(snapshot, fixes[0])
            yield None
            if tried is not None:
                yield _rewrite(snapshot, fixes[0], item_start, tried.edits, purpose)


def _by_title(fixes: Iterable[Fix]) -> Iterator[list[Fix]]:
    """The fixes of one item by their titles: nobody could tell those of one title apart, so they are made together."""
    found: dict[str, list[Fix]] = {}
    for fix in fixes:
        found.setdefault(fix.title, []).append(fix)
    yield from found.values()


def _all_edits(fixes: list[Fix]) -> tuple[Edit, ...]:
    # Items that read alike are equal, and still not the same.
    found = {(id(edit.item), edit.span, edit.text): edit for fix in fixes for edit in fix.edits() or ()}
    return tuple(found.values())


def conversion(snapshot: Snapshot) -> Proposal | None:
    """The conversion of a file with one stage to a multi-stage build; ``None`` where there is none."""
    program = snapshot.analysis.program
    offers = [each.offer for each in all_transformations() if each.id == "multi-stage" and each.offer is not None]
    if len(program.starts) != 1:
        return None
    start = snapshot.tree.start(program.starts[0])
    for offer in offers:
        for fix in offer(snapshot.analysis, program.starts[0]):
            tried = try_fix(snapshot, fix)
            if tried is not None:
                return _rewrite(snapshot, fix, start, tried.edits)
    return None


def _rewrite(
    snapshot: Snapshot, fix: Fix, start: int, edits: tuple[TextEdit, ...], purpose: Purpose = Purpose.REFACTOR
) -> Proposal:
    """A transformation of the item at ``start``; one that has to be confirmed is one edit, so that it is made whole."""
    caution = _caution(fix)
    if caution is not None:
        edits = (as_one(snapshot.text, edits),)
    return Proposal(purpose, fix.title, (), start, start, edits, caution)


def _proposal(purpose: Purpose, place: Place, tried: ProvenFix, *, is_preferred: bool = False) -> Proposal:
    return Proposal(
        purpose,
        tried.fix.title,
        ((place.finding.rule.id, place.start, place.end),),
        place.start,
        place.end,
        tried.edits,
        _caution(tried.fix),
        is_preferred,
    )


def _caution(fix: Fix) -> str | None:
    if fix.safety is Safety.SAFE:
        return None
    return fix.reason or "This may change what the build does."


def merged(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals for a text without those that do what another one does."""
    by_change: dict[tuple[str, TextEdit], Proposal] = {}
    for proposal in proposals:
        key = (proposal.title, as_one(text, proposal.edits))
        known = by_change.get(key)
        by_change[key] = proposal if known is None else _both(known, proposal)
    return list(by_change.values())


def _both(one: Proposal, other: Proposal) -> Proposal:
    answered = tuple(dict.fromkeys((*one.answered, *other.answered)))
    return Proposal(
        one.purpose,
        one.title,
        answered,
        one.start,
        one.end,
        one.edits,
        one.caution,
        one.is_preferred or other.is_preferred,
    )


def has_safe_fix(snapshot: Snapshot) -> bool:
    """Whether any finding comes with a safe fix; whether it can be proven is not asked."""
    return any(
        fix.safety is Safety.SAFE
        for _, finding in snapshot.findings()
        if finding.rule.fix is Safety.SAFE
        for fix in fixes_for(snapshot.analysis, finding)
    )
