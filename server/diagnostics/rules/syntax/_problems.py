"""Turn what BuildKit refuses into findings of the rule that is responsible for it.

Where another frontend than Docker's reads the file, nothing is reported, since its language is not known. Problems in
stages are collected step by step and kept over edits; comment lines inside stages are left out, of which none but one
longer than BuildKit reads could be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.dataclass import dataclass
from ....syntax.items import Item
from ....syntax.problems import Problem, item_problems
from ...finding import Edit, Finding, Fix, Safety
from ...rule import Rule
from ._frontend import is_read_by_docker


@dataclass(frozen=True, slots=True)
class Located:
    """A problem and where it is; ``step`` is ``None`` above the first FROM."""

    item: Item
    problem: Problem
    step: Step | None


def problems_in(program: Program) -> Iterator[Located]:
    """All problems of items."""
    if not is_read_by_docker(program):
        return
    for item in program.preamble:
        for problem in item_problems(item):
            yield Located(item, problem, None)
    yield from program.facts(_in_step)


def _in_step(step: Step) -> tuple[Located, ...]:
    return tuple(Located(step.item, problem, step) for problem in item_problems(step.item))


def finding(rule: Rule, located: Located, *, fixes: tuple[Fix, ...] = ()) -> Finding:
    """The problem as a finding, with the word that was likely meant as an unsafe fix."""
    problem = located.problem
    return rule.at(
        located.item, problem.span, problem.message.rstrip("."), fixes=fixes or replacing(located.item, problem)
    )


def replacing(item: Item, problem: Problem, *, is_lower: bool = False) -> tuple[Fix, ...]:
    """Put the suggested text, in small letters if asked for, in the place of what is written."""
    if problem.suggestion is None:
        return ()
    suggestion = problem.suggestion.lower() if is_lower else problem.suggestion
    edit = Edit(item, problem.span, suggestion)
    reason = "another word may have been meant"
    return (Fix(f"Change to `{suggestion}`", Safety.UNSAFE, lambda: (edit,), reason, uncovers=True),)
