"""Merge a RUN that only refreshes a package index into the RUN below it that installs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix
from ...semantics.program import Program
from ...syntax.items import BlankLine
from ..transformation import Transformation
from . import merge_runs

_INSTALLS = ("install", "add", "groupinstall", "build-dep", "upgrade", "dist-upgrade", "update")


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Merge the RUN that holds the finding with the one below."""
    items = analysis.program.tree.items
    index = next((index for index, item in enumerate(items) if item is finding.item), None)
    below = None if index is None else _installing_run_below(analysis.program, index)
    offer = merge_runs.TRANSFORMATION.offer
    if below is None or offer is None:
        return
    for fix in offer(analysis, below):
        yield replace(fix, title="Refresh the index in the RUN that installs")


def _installing_run_below(program: Program, index: int) -> int | None:
    items = program.tree.items
    below = index + 1
    while below < len(items) and isinstance(items[below], BlankLine):
        below += 1
    step = program.step_at(below) if below < len(items) else None
    if step is None or not any(invocation.subcommand in _INSTALLS for invocation in step.invocations):
        return None
    return below


TRANSFORMATION = Transformation(
    id="update-with-install",
    title="Refresh the index in the RUN that installs",
    mends=("index-update-alone",),
    mend=mend,
)
