"""Find the step and the call that a finding is about."""

from __future__ import annotations

from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Finding
from ..semantics.step import Step
from ..shell.invocation import Invocation


def step_of(analysis: Analysis, finding: Finding) -> Step | None:
    """The step in whose instruction a finding stands."""
    items = analysis.program.tree.items
    index = next((index for index, item in enumerate(items) if item is finding.item), None)
    return None if index is None else analysis.program.step_at(index)


def call_of(step: Step, finding: Finding) -> Invocation | None:
    """The call whose subcommand, or whose name, a finding underlines."""
    for invocation in step.invocations:
        word = invocation.subcommand_word or invocation.tool_word
        if word.span == finding.span:
            return invocation
    return None
