"""What comments silence: whether a suppression counts, and which findings stay visible.

A stage without such comments hands out the very tuple that its report holds. ``Analysis`` itself stays unfiltered.
Which items a comment reaches is the business of ``suppression_reach``, reading comments that of ``dialects``, writing
them that of ``suppression_edits``, and telling which of them are needed that of ``suppression_audit``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from typing import assert_never
from weakref import WeakKeyDictionary

from .dialects import Dialect, Suppression
from .engine import Analysis, StageReport
from .finding import Finding
from .names import is_known_to, names_of, shellcheck_codes
from .placing import PlacedFinding, order
from .rule import Rule, SuppressionPolicy, Surroundings
from .suppression_reach import Reaching, Silencers, comments_of, reaching, silencers, silencers_of_preamble


def may_silence(suppression: Suppression, surroundings: Surroundings) -> bool:
    """Whether a suppression has not expired, and is allowed to silence what it names."""
    if suppression.expires is not None and surroundings.today > suppression.expires:
        return False
    match surroundings.suppressions:
        case SuppressionPolicy.ALLOW:
            return True
        case SuppressionPolicy.REQUIRE_REASON:
            return suppression.reason is not None
        case SuppressionPolicy.FORBID:
            return False
        case _:
            assert_never(surroundings.suppressions)


def silences(suppression: Suppression, rule: Rule, surroundings: Surroundings) -> bool:
    """Whether a suppression names the rule (or everything), has not expired, and is allowed to."""
    if not may_silence(suppression, surroundings):
        return False
    if suppression.dialect is Dialect.SHELLCHECK and suppression.names:
        codes = shellcheck_codes(rule.id)
        return any(code in shellcheck_codes(name.text) for name in suppression.names for code in codes)
    if suppression.keys:
        return not suppression.keys.isdisjoint(names_of(rule)) or (
            suppression.dialect is Dialect.DOCKWRIGHT and rule.category.value in suppression.keys
        )
    return suppression.dialect is Dialect.DOCKWRIGHT or is_known_to(rule, suppression.dialect.value)


def visible_by_stage(analysis: Analysis) -> list[tuple[PlacedFinding, ...]]:
    """The findings of each stage that no comment silences and no baseline knows, with their positions in the stage.

    The same tuples as long as nothing changed; without suppressions they are ``placed`` of the reports themselves.
    """
    spoken = _unsilenced_by_stage(analysis)
    return [_new(analysis, placed) for placed in spoken] if analysis.surroundings.known else spoken


def visible_of_file(analysis: Analysis) -> tuple[PlacedFinding, ...]:
    """The same for findings of checks of the whole file, with the indexes of their items."""
    spoken = _unsilenced_of_file(analysis)
    return _new(analysis, spoken) if analysis.surroundings.known else spoken


_KNOWN: WeakKeyDictionary[Analysis, frozenset[int]] = WeakKeyDictionary()


def _new(analysis: Analysis, placed: tuple[PlacedFinding, ...]) -> tuple[PlacedFinding, ...]:
    """The findings that the baseline does not know."""
    if not placed:
        return placed
    known = _KNOWN.get(analysis)
    if known is None:
        from .known_findings import known_among

        every = (finding for _, finding in unsilenced_findings(analysis))
        known = _KNOWN[analysis] = known_among(every, analysis.surroundings.known)
    return tuple(one for one in placed if id(one[1]) not in known) if known else placed


def _unsilenced_by_stage(analysis: Analysis) -> list[tuple[PlacedFinding, ...]]:
    if comments_of(analysis.program).is_empty:
        return analysis.placed_by_stage
    return [_unsilenced_in_stage(analysis, stage) for stage in range(len(analysis.reports))]


_VISIBLE: WeakKeyDictionary[StageReport, tuple[Reaching, tuple[PlacedFinding, ...]]] = WeakKeyDictionary()


def _unsilenced_in_stage(analysis: Analysis, stage: int) -> tuple[PlacedFinding, ...]:
    report = analysis.reports[stage]
    found = reaching(analysis.program, stage)
    if not found:
        return report.placed
    known = _VISIBLE.get(report)
    if known is not None and known[0] == found:
        return known[1]
    these = silencers(report.stage.items, found)
    visible = tuple(placed for placed in report.placed if not _is_silenced(placed, these, analysis))
    if len(visible) == len(report.placed):
        visible = report.placed
    _VISIBLE[report] = (found, visible)
    return visible


def _unsilenced_of_file(analysis: Analysis) -> tuple[PlacedFinding, ...]:
    if comments_of(analysis.program).is_empty:
        return analysis.placed_of_file
    silencing_of = silencing(analysis)
    return tuple(
        (index, finding) for index, finding in analysis.placed_of_file if not any(silencing_of(index, finding))
    )


def visible_findings(analysis: Analysis) -> list[PlacedFinding]:
    """All findings that are shown, with the index of the item each stands in, in the order of the file."""
    return _in_order(analysis, visible_by_stage(analysis), visible_of_file(analysis))


def unsilenced_findings(analysis: Analysis) -> list[PlacedFinding]:
    """All findings that no comment silences, be they known or not."""
    return _in_order(analysis, _unsilenced_by_stage(analysis), _unsilenced_of_file(analysis))


def _in_order(
    analysis: Analysis, by_stage: list[tuple[PlacedFinding, ...]], of_file: Iterable[PlacedFinding]
) -> list[PlacedFinding]:
    of_stages = (
        (start + position, finding)
        for start, found in zip(analysis.program.starts, by_stage, strict=True)
        for position, finding in found
    )
    return list(merge(of_stages, of_file, key=order))


def _is_silenced(placed: PlacedFinding, these: Silencers, analysis: Analysis) -> bool:
    position, finding = placed
    return any(
        silences(suppression, finding.rule, analysis.surroundings) for suppression in these.of(position, finding.rule)
    )


def silencing(analysis: Analysis) -> Callable[[int, Finding], Iterator[Suppression]]:
    """A function that gives, for a finding and the index of its item, the suppressions that silence it."""
    program = analysis.program
    known: dict[int | None, Silencers] = {}

    def of_finding(index: int, finding: Finding) -> Iterator[Suppression]:
        stage = program.stage_at(index)
        if stage not in known:
            known[stage] = (
                silencers_of_preamble(program)
                if stage is None
                else silencers(program.stages[stage].items, reaching(program, stage))
            )
        position = index if stage is None else index - program.starts[stage]
        candidates = known[stage].of(position, finding.rule)
        return (found for found in candidates if silences(found, finding.rule, analysis.surroundings))

    return of_finding
