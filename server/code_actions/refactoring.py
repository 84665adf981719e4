"""Make one transformation wherever it is offered in a file, as somebody would who asks for it by name."""

from __future__ import annotations

from collections.abc import Iterator

from ..syntax.dataclass import dataclass
from .proof import ProvenFix, try_fix
from .snapshot import Snapshot
from .transformation import Transformation, all_transformations

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Refactored:
    """The file afterwards, and what was done, in order."""

    snapshot: Snapshot
    done: tuple[ProvenFix, ...]


def refactored(snapshot: Snapshot, name: str) -> Refactored:
    """The file after the transformation with this id, made at the first place that offers it until there is none.

    Raises ``KeyError`` where there is no such transformation.
    """
    transformation = _named(name)
    done: list[ProvenFix] = []
    while len(done) < _MOST_ROUNDS:
        found = next(_offered(snapshot, transformation), None)
        if found is None:
            break
        done.append(found)
        snapshot = found.result
    return Refactored(snapshot, tuple(done))


def reasons_against(snapshot: Snapshot, name: str) -> Iterator[tuple[int, str]]:
    """Why the transformation is not offered where one may expect it, with the 0-based lines of those places."""
    why_not = _named(name).why_not
    if why_not is None:
        return
    for index, line in enumerate(snapshot.tree.lines):
        for reason in why_not(snapshot.analysis, index):
            yield line, reason


def _named(name: str) -> Transformation:
    return {transformation.id: transformation for transformation in all_transformations()}[name]


def _offered(snapshot: Snapshot, transformation: Transformation) -> Iterator[ProvenFix]:
    if transformation.offer is None:
        return
    for index in range(len(snapshot.tree.items)):
        for fix in transformation.offer(snapshot.analysis, index):
            tried = try_fix(snapshot, fix)
            if tried is not None:
                yield tried
