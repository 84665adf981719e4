"""Which comments that silence findings are not needed, and which name rules that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from .dialects import Dialect, Name, Scope, Suppression
from .engine import Analysis
from .names import is_shellcheck_code, rules_named
from .rule import Rule
from .suppression import may_silence, silencing
from .suppression_reach import suppressions

_WITH_SCRIPTS = frozenset({Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK, Keyword.ONBUILD})


@dataclass(frozen=True, slots=True)
class Unused:
    """A suppression, or some of its names, that silences nothing; no ``names`` if it is the whole comment."""

    index: int
    suppression: Suppression
    names: tuple[Name, ...]


def unused(analysis: Analysis, every_rule: Sequence[Rule]) -> list[Unused]:
    """The suppressions that silence nothing although all they name is switched on.

    A name is not judged where a rule of that name is off, or where no rule has it: another tool may need it. Nor is a
    comment without names that reaches a script, since what other programs find there may not be known yet, nor one that
    may not silence anything, because it has expired or the project wants it otherwise.
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
        if may_silence(suppression, analysis.surroundings)
        for names in [_idle_names(index, suppression, used.get(id(suppression), []), analysis, every_rule)]
        if names is not None
    ]


def _idle_names(
    index: int, suppression: Suppression, silenced: Sequence[Rule], analysis: Analysis, every_rule: Sequence[Rule]
) -> tuple[Name, ...] | None:
    """The names that silence nothing, ``()`` for a whole comment without names; ``None`` if there is nothing to say."""
    if not suppression.names:
        is_judged = suppression.dialect is Dialect.DOCKWRIGHT and _means_no_script(analysis.program, index, suppression)
        return None if silenced or not is_judged else ()
    idle: list[Name] = []
    for name in suppression.names:
        named = _named(name.text, tuple(every_rule))
        is_on = bool(named) and all(rule in analysis.rule_set.rules and not rule.audits for rule in named)
        if is_on and not any(rule in named for rule in silenced):
            idle.append(name)
    return tuple(idle) or None


@lru_cache(maxsize=1024)
def _named(name: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    # Asked again for every name after every keystroke.
    return rules_named(name, rules)


def _means_no_script(program: Program, index: int, suppression: Suppression) -> bool:
    """Whether a comment speaks of a single instruction, and that one runs nothing."""
    if suppression.scope is not Scope.LINE:
        return False
    items = program.tree.items
    behind = (items[position] for position in range(index, len(items)))
    meant = next((item for item in behind if isinstance(item, Instruction)), None)
    return meant is None or meant.keyword not in _WITH_SCRIPTS


def unknown_names(program: Program, every_rule: Sequence[Rule]) -> list[tuple[int, Suppression, Name]]:
    """Names in our own comments that mean no rule, with the index of the item; other tools may know more than we do."""
    return [
        (index, suppression, name)
        for index, suppression in suppressions(program)
        if suppression.dialect is Dialect.DOCKWRIGHT
        for name in suppression.names
        if not is_shellcheck_code(name.text) and not _named(name.text, tuple(every_rule))
    ]
