"""A plan for people: what stands in which stage and why, what is gone, what was done besides."""

from __future__ import annotations

from collections.abc import Iterator

from .convert import Conversion
from .plan import Change, PlannedLine

_MARKS = {Change.KEPT: " ", Change.EDITED: "~", Change.ADDED: "+"}
_WIDTH = 60


def explained(conversion: Conversion) -> Iterator[str]:
    """Lines of text: kept ones begin with a blank, edited ones with ``~``, added ones with ``+``, others with ``-``."""
    plan = conversion.plan
    for stage in plan.stages:
        yield f"Stage `{stage.name}`:" if stage.name is not None else "Last stage, which is shipped:"
        for line in stage.lines:
            yield f"  {_MARKS[line.change]} {_shown(line.text):<{_WIDTH}}  {_reason(line)}"
    if plan.left_out:
        yield "Left out:"
        for gone in plan.left_out:
            yield f"  - {_shown(gone.text):<{_WIDTH}}  {gone.reason}"
    for title in conversion.finishing:
        yield f"Then: {title}"
    for note in plan.notes:
        yield f"Note: {note}"


def _reason(line: PlannedLine) -> str:
    return line.reason


def _shown(text: str) -> str:
    """The first line that says something, cut where it is long."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = next((line for line in lines if not line.startswith("#")), lines[0] if lines else "")
    return said if len(said) <= _WIDTH else f"{said[: _WIDTH - 1]}…"
