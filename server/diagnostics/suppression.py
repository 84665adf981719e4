"""What comments silence: where each reaches, and which findings stay visible.

A comment above an instruction speaks of that instruction, whatever comments and blank lines stand between, and so does
a comment inside of it; above FROM it speaks of the stage that FROM begins. What is read of a stage is kept with the
stage and spliced after an edit, so a keystroke costs what it touches; a stage without such comments hands out the very
tuple that its report holds.

``Analysis`` itself stays unfiltered. Reading the comments is the business of ``dialects``, writing them of
``suppression_edits``, and telling which of them are needed of ``suppression_audit``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import assert_never
from weakref import WeakKeyDictionary

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction, Item
from ..syntax.same_ends import places_of_others
from .dialects import Dialect, Scope, Suppression, suppressions_in
from .engine import Analysis, StageReport
from .finding import Finding
from .names import is_known_to, names_of, shellcheck_codes
from .placing import PlacedFinding, order
from .rule import Rule, SuppressionPolicy, Surroundings

Placed = tuple[int, Suppression]

_FREELY_ANCHORED = {Dialect.TRIVY, Dialect.KICS, Dialect.SEMGREP}
"""Tools that hang a finding about a whole stage on another line than we do."""


@dataclass(frozen=True, slots=True)
class Silencers:
    """The suppressions that reach into one stage (or the preamble), by how they reach.

    ``lines`` gives, for a position, those that speak of the item there; ``loose`` are those that speak of some line in
    it and come from a tool that hangs findings about a stage elsewhere.
    """

    lines: Mapping[int, tuple[Suppression, ...]]
    whole: tuple[Suppression, ...]
    loose: tuple[Suppression, ...]

    def of(self, position: int, rule: Rule) -> Iterator[Suppression]:
        """Those that may silence a finding of ``rule`` at a position."""
        at_position = self.lines.get(position, ())
        yield from at_position
        yield from self.whole
        if rule.stage_checks:
            yield from (loose for loose in self.loose if loose not in at_position)


@dataclass(frozen=True, slots=True)
class Comments:
    """All suppressions of a program: by position in the preamble and in each stage, and those that reach everywhere."""

    preamble: tuple[Placed, ...]
    stages: tuple[tuple[Placed, ...], ...]
    everywhere: tuple[Suppression, ...]
    is_empty: bool


_OF_PROGRAM: WeakKeyDictionary[Program, Comments] = WeakKeyDictionary()


def comments_of(program: Program) -> Comments:
    """Every suppression of a program; kept with it."""
    known = _OF_PROGRAM.get(program)
    if known is None:
        preamble = tuple(_scan(program.preamble, 0, len(program.preamble)))
        stages = _by_stage(program)
        everywhere = tuple(
            suppression
            for placed in (preamble, *stages)
            for _, suppression in placed
            if suppression.scope is Scope.FILE
        )
        is_empty = not preamble and not any(stages)
        known = _OF_PROGRAM[program] = Comments(preamble, stages, everywhere, is_empty)
    return known


def _by_stage(program: Program) -> tuple[tuple[Placed, ...], ...]:
    """The suppressions in each stage; there may be hundreds, of which an edit mostly changes one."""
    old = None if program.origin is None else program.origin()
    known = None if old is None else _OF_PROGRAM.get(old)
    if old is None or known is None or len(old.stages) != len(program.stages):
        return tuple(map(_of_stage, program.stages))
    stages = list(known.stages)
    for place in places_of_others(old.stages, program.stages):
        stages[place] = _of_stage(program.stages[place])
    return tuple(stages)


def suppressions(program: Program) -> list[Placed]:
    """Every suppression with the index of the item that holds it, in the order of the file."""
    comments = comments_of(program)
    if comments.is_empty:
        return []
    of_stages = (
        (start + position, suppression)
        for start, placed in zip(program.starts, comments.stages, strict=True)
        for position, suppression in placed
    )
    return [*comments.preamble, *of_stages]


def _of_stage(stage: Stage) -> tuple[Placed, ...]:
    known: tuple[Placed, ...] | None = stage.memo.get(_of_stage)
    if known is not None:
        return known
    items = stage.items
    origin = None if stage.origin is None else stage.origin()
    old = None if origin is None else origin.memo.get(_of_stage)
    if origin is None or old is None:
        found = tuple(_scan(items, 0, len(items)))
    else:
        before, stop = stage.kept.before, len(items) - stage.kept.after
        old_stop = len(origin.items) - stage.kept.after
        moved = len(items) - len(origin.items)
        found = (
            *(placed for placed in old if placed[0] < before),
            *_scan(items, before, stop),
            *((position + moved, suppression) for position, suppression in old if position >= old_stop),
        )
    stage.memo[_of_stage] = found
    return found


def _scan(items: Sequence[Item], start: int, stop: int) -> Iterator[Placed]:
    return (
        (position, suppression)
        for position in range(start, stop)
        if "#" in items[position].text
        for suppression in suppressions_in(items[position])
    )


@dataclass(frozen=True, slots=True)
class _Reaching:
    """The suppressions that reach into a stage, before it is worked out which of its items each one means.

    ``above`` stand behind the last instruction before the stage, and so speak of its FROM or of all of it.
    """

    own: tuple[Placed, ...]
    above: tuple[Suppression, ...]
    everywhere: tuple[Suppression, ...]
    is_last: bool

    def __bool__(self) -> bool:
        return bool(self.own or self.above or self.everywhere)


_VISIBLE: WeakKeyDictionary[StageReport, tuple[_Reaching, tuple[PlacedFinding, ...]]] = WeakKeyDictionary()


def _reaching(program: Program, stage: int) -> _Reaching:
    comments = comments_of(program)
    before, items = (
        (comments.stages[stage - 1], program.stages[stage - 1].items)
        if stage
        else (comments.preamble, program.preamble)
    )
    above = tuple(suppression for position, suppression in before if _is_trailing(items, position)) if before else ()
    return _Reaching(comments.stages[stage], above, comments.everywhere, stage + 1 == len(program.stages))


def _silencers(items: Sequence[Item], reaching: _Reaching) -> Silencers:
    """What silences findings of a stage: its own comments, those right above its FROM, and those for the file."""
    lines: dict[int, tuple[Suppression, ...]] = {}
    whole = list(reaching.everywhere)
    for suppression in reaching.above:
        if suppression.scope is Scope.LINE:
            _add(lines, range(1), suppression)
        elif suppression.scope is Scope.STAGE:
            whole.append(suppression)
    for position, suppression in reaching.own:
        if suppression.scope is Scope.LINE:
            _add(lines, _reach(items, position), suppression)
        elif suppression.scope is Scope.STAGE and (reaching.is_last or not _is_trailing(items, position)):
            whole.append(suppression)
    return Silencers(lines, tuple(whole), _loose(lines))


def _silencers_of_preamble(program: Program) -> Silencers:
    """What silences findings before the first FROM."""
    comments = comments_of(program)
    lines: dict[int, tuple[Suppression, ...]] = {}
    for position, suppression in comments.preamble:
        if suppression.scope is Scope.LINE:
            _add(lines, _reach(program.preamble, position), suppression)
    return Silencers(lines, comments.everywhere, _loose(lines))


def _add(lines: dict[int, tuple[Suppression, ...]], positions: range, suppression: Suppression) -> None:
    for position in positions:
        lines[position] = (*lines.get(position, ()), suppression)


def _reach(items: Sequence[Item], position: int) -> range:
    """The instruction that holds a comment, or all items behind it up to the next instruction."""
    if isinstance(items[position], Instruction):
        return range(position, position + 1)
    end = position + 1
    while end < len(items) and not isinstance(items[end], Instruction):
        end += 1
    return range(position + 1, min(end + 1, len(items)))


def _is_trailing(items: Sequence[Item], position: int) -> bool:
    """Whether no instruction stands at or behind a position, so that a comment there speaks of what comes next."""
    return not any(isinstance(items[index], Instruction) for index in range(position, len(items)))


def _loose(lines: Mapping[int, tuple[Suppression, ...]]) -> tuple[Suppression, ...]:
    loose: list[Suppression] = []
    for found in lines.values():
        loose.extend(one for one in found if one.dialect in _FREELY_ANCHORED and one not in loose)
    return tuple(loose)


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


def _unsilenced_in_stage(analysis: Analysis, stage: int) -> tuple[PlacedFinding, ...]:
    report = analysis.reports[stage]
    reaching = _reaching(analysis.program, stage)
    if not reaching:
        return report.placed
    known = _VISIBLE.get(report)
    if known is not None and known[0] == reaching:
        return known[1]
    silencers = _silencers(report.stage.items, reaching)
    visible = tuple(placed for placed in report.placed if not _is_silenced(placed, silencers, analysis))
    if len(visible) == len(report.placed):
        visible = report.placed
    _VISIBLE[report] = (reaching, visible)
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


def _is_silenced(placed: PlacedFinding, silencers: Silencers, analysis: Analysis) -> bool:
    position, finding = placed
    return any(
        silences(suppression, finding.rule, analysis.surroundings)
        for suppression in silencers.of(position, finding.rule)
    )


def silencing(analysis: Analysis) -> Callable[[int, Finding], Iterator[Suppression]]:
    """A function that gives, for a finding and the index of its item, the suppressions that silence it."""
    program = analysis.program
    known: dict[int | None, Silencers] = {}

    def of_finding(index: int, finding: Finding) -> Iterator[Suppression]:
        stage = program.stage_at(index)
        if stage not in known:
            known[stage] = (
                _silencers_of_preamble(program)
                if stage is None
                else _silencers(program.stages[stage].items, _reaching(program, stage))
            )
        position = index if stage is None else index - program.starts[stage]
        candidates = known[stage].of(position, finding.rule)
        return (found for found in candidates if silences(found, finding.rule, analysis.surroundings))

    return of_finding
