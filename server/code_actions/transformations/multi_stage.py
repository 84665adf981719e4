"""Convert a file with one stage to one that builds in a stage of its own and ships what runs."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Nothing: a rewrite of the file has to be asked for."""
    del analysis, finding
    yield from ()


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Convert the file when asked on its only FROM."""
    program = analysis.program
    if len(program.stages) != 1 or program.starts[0] != index:
        return
    # It takes part of the rules along, and is hardly ever asked for.
    from ..multi_stage.convert import convert, edits_of
    from ..multi_stage.plan import Refusal

    found = convert(analysis)
    if isinstance(found, Refusal):
        return

    def edits() -> tuple[Edit, ...]:
        return edits_of(program.tree, found.text)

    reason = "the image holds less than before, and whether the program needs what is gone shows when it runs"
    yield Fix("Convert to a multi-stage build", Safety.UNSAFE, edits, reason)


TRANSFORMATION = Transformation(
    id="multi-stage",
    title="Convert to a multi-stage build",
    mends=(),
    mend=mend,
    offer=offer,
)
