"""Comments that silence findings."""

from __future__ import annotations

from .engine import Analysis
from .finding import Finding


def visible_findings(analysis: Analysis) -> list[tuple[int, Finding]]:
    """The findings that no comment silences, with the index of the item each stands in."""
    return analysis.findings()
