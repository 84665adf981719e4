"""What comments silence: where each reaches, which findings stay visible, and which comments silence nothing.

A comment above an instruction speaks of that instruction, whatever comments and blank lines stand between, and so does
a comment inside of it; above FROM it speaks of the stage that FROM begins. What is read of a stage is kept with the
stage and spliced after an edit, so a keystroke costs what it touches; a stage without such comments hands out the very
tuple that its report holds.

``Analysis`` itself stays unfiltered. Reading the comments is the business of ``dialects``, writing them of
``suppression_edits``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from types import MappingProxyType
from weakref import WeakKeyDictionary

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..syntax.items import Instruction, Item
from .dialects import Dialect, Name, Scope, Suppression, suppressions_in
from .engine import Analysis, StageReport
from .finding import Finding
from .names import is_known_to, is_shellcheck_code, names_of, rules_named
from .rule import Rule, SuppressionPolicy, Surroundings

Placed = tuple[int, Suppression]
PlacedFinding = tuple[int, Finding]

_FREELY_ANCHORED = {Dialect.TRIVY, Dialect.KICS, Dialect.SEMGREP}
"""Tools that hang a finding about a whole stage on another line than we do."""


@dataclass(frozen=True, slots=True)
class Silencers:
    """The suppressions that reach into one stage (or the preamble), by how they reach.

    ``lines`` gives, for a position, those that speak of the item there; ``loose`` are those that speak of some line in
    it and come from a tool that hangs findings about a stage elsewhere.
    """

    lines: Mapping[int, tuple[Suppression, ...]] = field(default_factory=lambda: MappingProxyType({}))
    whole: tuple[Suppression, ...] = ()
    loose: tuple[Suppression, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.whole)

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


_OF_STAGE: WeakKeyDictionary[Stage, tuple[Placed, ...]] = WeakKeyDictionary()
_OF_PROGRAM: WeakKeyDictionary[Program, Comments] = WeakKeyDictionary()
_VISIBLE: WeakKeyDictionary[StageReport, tuple[Silencers, tuple[PlacedFinding, ...]]] = WeakKeyDictionary()


def comments_of(program: Program) -> Comments:
    """Every suppression of a program; kept with it."""
    known = _OF_PROGRAM.get(program)
    if known is None:
        preamble = tuple(_scan(program.preamble, 0, len(program.preamble)))
        stages = tuple(_of_stage(stage) for stage in program.stages)
        everywhere = tuple(
            suppression
            for placed in (preamble, *stages)
            for _, suppression in placed
            if suppression.scope is Scope.FILE
        )
        known = _OF_PROGRAM[program] = Comments(preamble, stages, everywhere)
    return known


def suppressions(program: Program) -> list[Placed]:
    """Every suppression with the index of the item that holds it, in the order of the file."""
    comments = comments_of(program)
    of_stages = (
        (start + position, suppression)
        for start, placed in zip(program.starts, comments.stages, strict=True)
        for position, suppression in placed
    )
    return [*comments.preamble, *of_stages]


def _of_stage(stage: Stage) -> tuple[Placed, ...]:
    known = _OF_STAGE.get(stage)
    if known is not None:
        return known
    items = stage.items
    origin = None if stage.origin is None else stage.origin()
    old = None if origin is None else _OF_STAGE.get(origin)
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
    _OF_STAGE[stage] = found
    return found


def _scan(items: Sequence[Item], start: int, stop: int) -> Iterator[Placed]:
    return (
        (position, suppression)
        for position in range(start, stop)
        if "#" in items[position].text
        for suppression in suppressions_in(items[position])
    )


def silencers_of_stage(program: Program, stage: int) -> Silencers:
    """What silences findings of a stage: its own comments, those right above its FROM, and those for the file."""
    comments = comments_of(program)
    items = program.stages[stage].items
    above, above_items = (
        (comments.stages[stage - 1], program.stages[stage - 1].items)
        if stage
        else (comments.preamble, program.preamble)
    )
    is_last = stage + 1 == len(program.stages)
    own = comments.stages[stage]
    if not own and not above and not comments.everywhere:
        return _NONE
    lines: dict[int, tuple[Suppression, ...]] = {}
    whole = list(comments.everywhere)
    for position, suppression in above:
        if _is_trailing(above_items, position):
            if suppression.scope is Scope.LINE:
                _add(lines, range(1), suppression)
            elif suppression.scope is Scope.STAGE:
                whole.append(suppression)
    for position, suppression in own:
        if suppression.scope is Scope.LINE:
            _add(lines, _reach(items, position), suppression)
        elif suppression.scope is Scope.STAGE and (is_last or not _is_trailing(items, position)):
            whole.append(suppression)
    return Silencers(lines, tuple(whole), _loose(lines))


def silencers_of_preamble(program: Program) -> Silencers:
    """What silences findings before the first FROM."""
    comments = comments_of(program)
    lines: dict[int, tuple[Suppression, ...]] = {}
    for position, suppression in comments.preamble:
        if suppression.scope is Scope.LINE:
            _add(lines, _reach(program.preamble, position), suppression)
    return Silencers(lines, comments.everywhere, _loose(lines)) if lines or comments.everywhere else _NONE


_NONE = Silencers()


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


def silences(suppression: Suppression, rule: Rule, surroundings: Surroundings) -> bool:
    """Whether a suppression names the rule (or everything), has not expired, and is allowed to."""
    if suppression.expires is not None and surroundings.today > suppression.expires:
        return False
    if surroundings.suppressions is SuppressionPolicy.FORBID:
        return False
    if surroundings.suppressions is SuppressionPolicy.REQUIRE_REASON and suppression.reason is None:
        return False
    if suppression.keys:
        return not suppression.keys.isdisjoint(names_of(rule)) or (
            suppression.dialect is Dialect.DOCKWRIGHT and rule.category.value in suppression.keys
        )
    return suppression.dialect is Dialect.DOCKWRIGHT or is_known_to(rule, suppression.dialect.value)


def visible_in_stage(analysis: Analysis, stage: int) -> tuple[PlacedFinding, ...]:
    """The findings of one stage that no comment silences, with their positions in the stage.

    The same tuple as long as nothing changed; without suppressions it is ``reports[stage].placed`` itself.
    """
    report = analysis.reports[stage]
    silencers = silencers_of_stage(analysis.program, stage)
    if not silencers:
        return report.placed
    known = _VISIBLE.get(report)
    if known is not None and known[0] == silencers:
        return known[1]
    visible = tuple(placed for placed in report.placed if not _is_silenced(placed, silencers, analysis))
    if len(visible) == len(report.placed):
        visible = report.placed
    _VISIBLE[report] = (silencers, visible)
    return visible


def visible_of_file(analysis: Analysis) -> tuple[PlacedFinding, ...]:
    """The findings of checks of the whole file that no comment silences, with the indexes of their items."""
    return tuple(
        (index, finding) for index, finding in analysis.placed_of_file if not any(_silencing(analysis, index, finding))
    )


def visible_findings(analysis: Analysis) -> list[PlacedFinding]:
    """All findings that no comment silences, with the index of the item each stands in, in the order of the file."""
    of_stages = (
        (start + position, finding)
        for stage, start in enumerate(analysis.program.starts)
        for position, finding in visible_in_stage(analysis, stage)
    )
    return list(merge(of_stages, visible_of_file(analysis), key=_order))


def _order(placed: PlacedFinding) -> tuple[int, int, int, str]:
    index, finding = placed
    return index, finding.span.start, finding.span.end, finding.rule.id


def _is_silenced(placed: PlacedFinding, silencers: Silencers, analysis: Analysis) -> bool:
    position, finding = placed
    return any(
        silences(suppression, finding.rule, analysis.surroundings)
        for suppression in silencers.of(position, finding.rule)
    )


def _silencing(analysis: Analysis, index: int, finding: Finding) -> Iterator[Suppression]:
    """The suppressions that silence a finding at an index."""
    program = analysis.program
    stage = program.stage_at(index)
    silencers = silencers_of_preamble(program) if stage is None else silencers_of_stage(program, stage)
    position = index if stage is None else index - program.starts[stage]
    candidates = silencers.of(position, finding.rule)
    return (found for found in candidates if silences(found, finding.rule, analysis.surroundings))


@dataclass(frozen=True, slots=True)
class Unused:
    """A suppression, or some of its names, that silences nothing; no ``names`` if it is the whole comment."""

    index: int
    suppression: Suppression
    names: tuple[Name, ...]


def unused(analysis: Analysis, every_rule: Sequence[Rule]) -> list[Unused]:
    """The suppressions that silence nothing although all they name is switched on.

    A name is not judged where a rule of that name is off, or where no rule has it: another tool may need it.
    ``every_rule`` holds the rules there are. Costs time in proportion to the findings if there is any suppression.
    """
    placed = suppressions(analysis.program)
    if not placed:
        return []
    used: dict[int, list[Rule]] = {}
    for index, finding in analysis.findings():
        for suppression in _silencing(analysis, index, finding):
            used.setdefault(id(suppression), []).append(finding.rule)
    return [
        Unused(index, suppression, names if len(names) < len(suppression.names) else ())
        for index, suppression in placed
        for names in [_idle_names(suppression, used.get(id(suppression), []), analysis, every_rule)]
        if names is not None
    ]


def _idle_names(
    suppression: Suppression, silenced: Sequence[Rule], analysis: Analysis, every_rule: Sequence[Rule]
) -> tuple[Name, ...] | None:
    """The names that silence nothing, ``()`` for a whole comment without names; ``None`` if there is nothing to say."""
    if not suppression.names:
        return None if silenced or suppression.dialect is not Dialect.DOCKWRIGHT else ()
    idle: list[Name] = []
    for name in suppression.names:
        named = rules_named(name.text, every_rule)
        is_on = bool(named) and all(rule in analysis.rule_set.rules for rule in named)
        if is_on and not any(rule in named for rule in silenced):
            idle.append(name)
    return tuple(idle) or None


def unknown_names(program: Program, every_rule: Sequence[Rule]) -> list[tuple[int, Suppression, Name]]:
    """Names in our own comments that mean no rule, with the index of the item; other tools may know more than we do."""
    return [
        (index, suppression, name)
        for index, suppression in suppressions(program)
        if suppression.dialect is Dialect.DOCKWRIGHT
        for name in suppression.names
        if not is_shellcheck_code(name.text) and not rules_named(name.text, every_rule)
    ]
