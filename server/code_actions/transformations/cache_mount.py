"""Mount a cache for the package managers that a RUN calls."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix
from ..cache_mounts import mount_fix
from ..places import step_of
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Mount what the RUN lacks."""
    step = step_of(analysis, finding)
    if step is not None:
        yield from mount_fix(analysis.program, step)


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Mount what the RUN lacks, whether or not a rule minds."""
    step = analysis.program.step_at(index)
    if step is not None:
        yield from mount_fix(analysis.program, step)


TRANSFORMATION = Transformation(
    id="cache-mount",
    title="Mount a cache for the package manager",
    mends=("missing-cache-mount",),
    mend=mend,
    offer=offer,
)
