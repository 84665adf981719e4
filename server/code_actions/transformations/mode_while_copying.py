"""Set the mode of a file while it is copied, and leave out the RUN behind that did it.

Not safe: ``--chmod`` needs BuildKit. Nothing is offered where a comment stands before the RUN, which would then
speak of something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Finding, Fix, Safety
from ...syntax.items import BlankLine
from ...syntax.logical_text import Span
from ..edits import removed
from ..transformation import Transformation


def _mend(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    items = analysis.program.tree.items
    index = next((index for index, item in enumerate(items) if item is finding.item), 0)
    above = index - 1
    while above > 0 and isinstance(items[above], BlankLine):
        above -= 1
    copy, change = analysis.program.step_at(above), analysis.program.step_at(index)
    mode = change.invocations[0].operand_values[0] if copy is not None and change is not None else None
    if copy is None or mode is None or not mode.isdigit():
        return
    end = copy.item.keyword_span.end
    edits = (Edit(copy.item, Span(end, end), f" --chmod={mode}"), *removed(items, index, index + 1))
    yield Fix(f"Copy with --chmod={mode}", Safety.UNSAFE, lambda: edits, "`--chmod` needs BuildKit")


TRANSFORMATION = Transformation(
    id="mode-while-copying",
    title="Set the mode while copying",
    mends=("mode-changed-after-copy",),
    mend=_mend,
)
