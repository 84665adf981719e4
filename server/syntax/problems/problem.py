"""One thing that is wrong, and the nearest right word where there is one."""

from __future__ import annotations

from collections.abc import Iterable

from ..dataclass import dataclass
from ..logical_text import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Why BuildKit stops here. ``span`` is relative to the item; ``suggestion`` is the text that should stand there."""

    code: str
    message: str
    span: Span
    suggestion: str | None = None


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` was most likely meant to be, letter case aside; ``None`` if none is near."""
    lowered = word.lower()
    limit = 1 if len(word) <= 3 else 2
    best: tuple[int, str] | None = None
    for candidate in candidates:
        if abs(len(candidate) - len(word)) <= limit:
            distance = _distance(lowered, candidate.lower())
            if distance <= limit and (best is None or distance < best[0]):
                best = distance, candidate
    return None if best is None else best[1]


def likeliest(word: str, known: Iterable[str]) -> str | None:
    """Like :func:`closest`, where ``known`` are all words there are: those that begin with ``word`` come before others.

    So a word that is being typed is taken for what it is becoming; the only one that begins with it may be far longer.
    """
    candidates = tuple(known)
    begun = [candidate for candidate in candidates if candidate.lower().startswith(word.lower())]
    return begun[0] if len(begun) == 1 else closest(word, begun or candidates)


def did_you_mean(suggestion: str | None, prefix: str = "") -> str:
    """The tail of a message: a question, or nothing."""
    return "" if suggestion is None else f"; did you mean `{prefix}{suggestion}`?"


def _distance(left: str, right: str) -> int:
    """How many letters have to be added, dropped, changed or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and other == left[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
