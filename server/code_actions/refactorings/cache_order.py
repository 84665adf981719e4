"""Bring the instructions of a stage into an order in which more of them come from the build cache.

Copies manifests before the sources, as the rule for that proposes, and makes the moves of ``cache_order``, until there
is nothing left to move. Leaves out stages of several hundred instructions, which take longer than an editor waits.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...diagnostics.rule import Surroundings
from ...diagnostics.rules.build_cache import context_copied_before_dependencies
from ...semantics.derivation import update
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...syntax.grammar import Keyword
from ...syntax.tree import edit
from ..cache_order import earlier_place, edits_of_move, moves
from ..edits import as_one, resolve
from ..system_installs import installs_packages
from ..transformation import Transformation

TITLE = "Reorder for the build cache"
_MOST_MOVES = 50
_MOST_ITEMS = 500


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Reorder a stage, asked for on its FROM."""
    program = analysis.program
    number = _asked_for(program, index)
    if number is None:
        return
    text, done, reason = _reordered(program, number, analysis.surroundings)
    if not done:
        return
    from ..multi_stage.convert import edits_of

    title = f"{TITLE}: {'; '.join(dict.fromkeys(done))}"
    yield Fix(title, Safety.SAFE if reason is None else Safety.UNSAFE, lambda: edits_of(program.tree, text), reason)


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why packages are not installed before what is copied; nothing where there is something to move."""
    program = analysis.program
    number = _asked_for(program, index)
    if number is None or _reordered(program, number, analysis.surroundings)[1]:
        return ()
    stage = program.stages[number]
    reasons: list[str] = []
    for position, step in stage.steps_with(Keyword.RUN):
        found = earlier_place(stage, position) if installs_packages(step) else None
        if isinstance(found, str):
            reasons.append(f"the install in line {program.tree.lines[index + position] + 1} is not moved up: {found}")
    return tuple(reasons)


def _asked_for(program: Program, index: int) -> int | None:
    number = program.stage_at(index)
    if number is None or program.starts[number] != index:
        return None
    return number if len(program.stages[number].items) <= _MOST_ITEMS else None


def _reordered(program: Program, number: int, surroundings: Surroundings) -> tuple[str, list[str], str | None]:
    """The text after all moves in a stage, what was moved, and why a person has to look at it, if one has to."""
    done: list[str] = []
    reason: str | None = None
    while len(done) < _MOST_MOVES:
        found = _next(program.stages[number], surroundings)
        if found is None:
            break
        edits, what, caution = found
        reason = reason or caution
        resolved = resolve(program.tree, edits)
        if not resolved:
            break
        done.append(what)
        whole = as_one(program.tree.text, resolved)
        program = update(program, edit(program.tree, whole.start, whole.end, whole.text))
    return program.tree.text, done, reason


def _next(stage: Stage, surroundings: Surroundings) -> tuple[tuple[Edit, ...], str, str | None] | None:
    for move in moves(stage):
        return edits_of_move(stage, move), move.what, None
    for finding in context_copied_before_dependencies.check(stage, surroundings):
        for fix in finding.fixes:
            edits = fix.edits()
            if edits is not None:
                return edits, "manifests before sources", fix.reason
    return None


TRANSFORMATION = Transformation(id="cache-order", title=TITLE, offer=offer, why_not=why_not)
