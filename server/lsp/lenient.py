"""Read parameters as lsprotocol types although parts of them are not what the types allow.

Clients of tomorrow say things that today's types do not know, such as a new kind of symbol, and the converter then
refuses the whole. Promises: a part that is refused is left out, as if the client had not said it; the rest is kept.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from .json_rpc import is_object

Structured = TypeVar("Structured")
Path = tuple[str | int, ...]

MOST_ROUNDS = 100
"""Each round drops something, so this is never reached by what an editor sends."""


def structure_leniently(
    structure: Callable[[Any, type[Structured]], Structured], value: Any, into: type[Structured]
) -> Structured:
    """``value`` as ``into`` by a cattrs converter's ``structure``, without the parts that do not fit.

    Raises what the converter raises if nothing is left to drop.
    """
    value = copy.deepcopy(value)
    for _ in range(MOST_ROUNDS):
        try:
            return structure(value, into)
        except ExceptionGroup as error:
            paths = sorted(set(_faults(error, ())), key=len)
            dropped = [_drop(value, path) for path in paths]
            if not any(dropped):
                raise
    return structure(value, into)


def _faults(error: BaseException, path: Path) -> Iterator[Path]:
    if not isinstance(error, ExceptionGroup):
        yield path
        return
    for inner in cast("ExceptionGroup[Exception]", error).exceptions:
        yield from _faults(inner, (*path, *_steps(inner)))


def _steps(error: BaseException) -> Iterator[str | int]:
    """Where in its holder a fault is: cattrs attaches notes that know the attribute or the index."""
    for note in getattr(error, "__notes__", ()):
        name, index = getattr(note, "name", None), getattr(note, "index", None)
        if isinstance(name, str):
            yield _camel_case(name)
        elif isinstance(index, int):
            yield index


def _camel_case(name: str) -> str:
    first, *rest = name.strip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def _drop(value: Any, path: Path) -> bool:
    """Take the innermost member that the path leads to out of ``value``; whether anything went."""
    holder: Any = None
    last: Any = None
    for step in path:
        if isinstance(step, str) and is_object(value) and step in value:
            holder, last, value = value, step, value[step]
        else:
            # An element of an array is not taken out by itself: the others would move while their faults remain.
            break
    if holder is None:
        return False
    del holder[last]
    return True
