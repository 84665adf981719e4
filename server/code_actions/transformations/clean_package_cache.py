"""Keep a package cache out of the layer: by an option, by cleaning up in the same RUN, or by a cache mount.

The project's cache strategy decides which comes first. Nothing is cleaned up that a later step needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Finding, Fix
from ...semantics.package_caches import is_last_left
from ..package_caches import CACHES, cache_fixes
from ..places import call_of, step_of
from ..transformation import Transformation


def mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """Mend the call that the finding underlines."""
    step = step_of(analysis, finding)
    invocation = None if step is None else call_of(step, finding)
    if step is not None and invocation is not None:
        yield from cache_fixes(analysis, step, invocation, CACHES[finding.rule.id])


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Clean up every cache that the step leaves, whether or not a rule minds."""
    step = analysis.program.step_at(index)
    if step is None:
        return
    for cache in CACHES.values():
        for invocation in step.invocations:
            if is_last_left(step, invocation, cache):
                yield from cache_fixes(analysis, step, invocation, cache)


TRANSFORMATION = Transformation(
    id="clean-package-cache",
    title="Keep the package cache out of the layer",
    mends=tuple(CACHES),
    mend=mend,
    offer=offer,
)
