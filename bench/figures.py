"""Turn measured times into figures and figures into tables.

Promises: percentiles are measured values (nearest rank), never interpolated. Leaves out: judging the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

NANOSECONDS_A_MILLISECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What a series of times comes to, in milliseconds."""

    count: int
    median: float
    p90: float
    p99: float


def summarise(times_ns: Sequence[int]) -> Summary:
    """Figures of a series that holds at least one time, in nanoseconds."""
    ordered = sorted(times_ns)
    return Summary(len(ordered), nearest_rank(ordered, 50), nearest_rank(ordered, 90), nearest_rank(ordered, 99))


def nearest_rank(ordered_ns: Sequence[int], percent: int) -> float:
    """The smallest measured time, in milliseconds, that `percent` of the times do not exceed."""
    return ordered_ns[max(0, ceil(len(ordered_ns) * percent / 100) - 1)] / NANOSECONDS_A_MILLISECOND


def milliseconds(value: float) -> str:
    """A time in milliseconds with about three significant digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(value: float) -> str:
    """A ratio such as `2.4×`."""
    return f"{value:,.0f}×" if value >= 100 else f"{value:.1f}×" if value >= 10 else f"{value:.2f}×"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, aligned to be read in a terminal too; the first column is text, the rest figures."""
    widths = [max(len(row[column]) for row in (headers, *rows)) for column in range(len(headers))]
    rule = [("-" * widths[0]), *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [headers, rule, *rows]
    return "\n".join("| " + " | ".join(aligned(row, widths)) + " |" for row in lines)


def aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Cells brought to their column's width."""
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
