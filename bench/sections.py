"""What a part of the benchmark has to say: tables, goals met or missed, and what could not be measured.

Promises: the same text on the terminal and in the document. Leaves out: measuring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .contestants import DOCKWRIGHT, Problem
from .figures import table


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of ours, what was measured for it, and whether that meets it (None where it could not be measured)."""

    wanted: str
    measured: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Section:
    """One part's results."""

    title: str
    command: str
    explanation: str
    tables: tuple[str, ...]
    goals: tuple[Goal, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether our own program was measured."""
        return all(problem.name != DOCKWRIGHT for problem in self.problems)


def at_most(wanted: str, ratio: float | None, limit: float, unit: str = "×") -> Goal:
    """A goal that is met where the figure is at most `limit`."""
    return Goal(wanted, shown(ratio, unit), None if ratio is None else ratio <= limit)


def at_least(wanted: str, ratio: float | None, limit: float, unit: str = "×") -> Goal:
    """A goal that is met where the figure is at least `limit`."""
    return Goal(wanted, shown(ratio, unit), None if ratio is None else ratio >= limit)


def shown(figure: float | None, unit: str) -> str:
    """A figure with its unit, or that there is none."""
    return "not measured" if figure is None else f"{figure:,.2f}{unit}"


def ratio(numerator: float | None, denominator: float | None) -> float | None:
    """The quotient of two figures, None where one is missing."""
    return None if numerator is None or not denominator else numerator / denominator


def as_markdown(section: Section) -> str:
    """A section as it stands in the document."""
    parts = [f"## {section.title}", section.explanation, *section.tables]
    if section.problems:
        parts.append("Not measured:\n\n" + "\n".join(problem_lines(section.problems)))
    if section.goals:
        parts.append(goals_table(section.goals))
    parts.append(f"Made by `{section.command}`.")
    return "\n\n".join(parts)


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """A list item for each program and reason, with all the measurements that it kept from being made."""
    places: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        places.setdefault((problem.name, problem.reason), []).append(problem.where)
    return [
        f"- {name}: {reason}" + (f" ({'; '.join(where)})" if any(where) else "")
        for (name, reason), where in places.items()
    ]


def goals_table(goals: Sequence[Goal]) -> str:
    """Goals as a table."""
    words = {True: "met", False: "**missed**", None: "unknown"}
    return table(("goal", "measured", ""), [(goal.wanted, goal.measured, words[goal.met]) for goal in goals])
