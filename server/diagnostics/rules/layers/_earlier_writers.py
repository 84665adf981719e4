"""What a step takes away that earlier instructions wrote, and which of them certainly did."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ....semantics.file_effects import FileEffect, PathEffect, path_effects
from ....semantics.mounts import is_below
from ....semantics.step import Step


def taken_from_others(step: Step, is_wanted: Callable[[PathEffect], bool]) -> list[PathEffect]:
    """The wanted effects of a step on places that it did not write itself."""
    found: list[PathEffect] = []
    written: list[str] = []
    for effect in path_effects(step):
        if effect.effect is FileEffect.WRITES:
            written.append(effect.path)
        elif is_wanted(effect) and not any(_touch(path, effect.place) for path in written):
            found.append(effect)
    return found


def certain_writer(
    earlier: Iterable[PathEffect], taken: PathEffect, *, counts: Callable[[PathEffect], bool] = lambda _: True
) -> PathEffect | None:
    """The last of the earlier effects that wrote what is taken: the very path, or something below it.

    ``counts`` says which of those that write something are meant.
    """
    path = taken.place
    if path == "/" or any(mark in path for mark in "*?["):
        return None
    written: PathEffect | None = None
    for effect in earlier:
        if effect.effect is FileEffect.WRITES and is_below(effect.path, path):
            written = effect if counts(effect) else written
        elif effect.effect is FileEffect.REMOVES and is_below(path, effect.place):
            written = None
    return written


def _touch(one: str, other: str) -> bool:
    return is_below(one, other) or is_below(other, one)
