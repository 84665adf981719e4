"""Which comments that silence findings are not needed, and which name rules that do not exist."""

from __future__ import annotations

from collections.abc import Sequence

from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from .dialects import Dialect, Name, Suppression
from .engine import Analysis
from .names import is_shellcheck_code, rules_named
from .rule import Rule
from .suppression import silencing, suppressions


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
    silencing_of = silencing(analysis)
    for index, finding in analysis.findings():
        for suppression in silencing_of(index, finding):
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
