"""Where the comments stand that suppress findings, and which items each of them reaches.

A comment above an instruction speaks of that instruction, whatever comments and blank lines stand between, and so does
a comment inside of it; above FROM it speaks of the stage that FROM begins. What is read of a stage is kept with the
stage and spliced after an edit, so a keystroke costs what it touches.

Reading a comment is the business of ``dialects``. Whether a suppression counts, and which findings are left, is told by
``suppression``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction, Item
from .dialects import Dialect, Scope, Suppression, suppressions_in
from .rule import Rule

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
    before = program.before
    known = None if before is None else _OF_PROGRAM.get(before)
    if known is None:
        return tuple(map(_of_stage, program.stages))
    stages = list(known.stages)
    for place in program.changed_stages:
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
class Reaching:
    """The suppressions that reach into a stage, before it is worked out which of its items each one means.

    ``above`` stand behind the last instruction before the stage, and so speak of its FROM or of all of it.
    """

    own: tuple[Placed, ...]
    above: tuple[Suppression, ...]
    everywhere: tuple[Suppression, ...]
    is_last: bool

    def __bool__(self) -> bool:
        return bool(self.own or self.above or self.everywhere)


def reaching(program: Program, stage: int) -> Reaching:
    """The suppressions that reach into a stage, by its number."""
    comments = comments_of(program)
    before, items = (
        (comments.stages[stage - 1], program.stages[stage - 1].items)
        if stage
        else (comments.preamble, program.preamble)
    )
    above = tuple(suppression for position, suppression in before if _is_trailing(items, position)) if before else ()
    return Reaching(comments.stages[stage], above, comments.everywhere, stage + 1 == len(program.stages))


def silencers(items: Sequence[Item], found: Reaching) -> Silencers:
    """What silences findings of a stage: its own comments, those right above its FROM, and those for the file."""
    lines: dict[int, tuple[Suppression, ...]] = {}
    whole = list(found.everywhere)
    for suppression in found.above:
        if suppression.scope is Scope.LINE:
            _add(lines, range(1), suppression)
        elif suppression.scope is Scope.STAGE:
            whole.append(suppression)
    for position, suppression in found.own:
        if suppression.scope is Scope.LINE:
            _add(lines, _reach(items, position), suppression)
        elif suppression.scope is Scope.STAGE and (found.is_last or not _is_trailing(items, position)):
            whole.append(suppression)
    return Silencers(lines, tuple(whole), _loose(lines))


def silencers_of_preamble(program: Program) -> Silencers:
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
