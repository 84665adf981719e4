"""A property that is computed once and then kept with its object.

``functools.cached_property`` of Python 3.11 holds one lock for all objects of a class while it computes. A thread that
reads a script of megabytes then stops every other thread that wants to know anything about any script. What is computed
here depends on nothing that changes, so two threads may as well compute it both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class cached_property(Generic[Value]):  # noqa: N801 - It takes the place of the one in the standard library.
    """Like ``functools.cached_property``, which has no lock either from Python 3.12 on."""

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self._name = ""
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> cached_property[Value]: ...

    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Value: ...

    def __get__(self, instance: object, owner: type | None = None) -> cached_property[Value] | Value:
        if instance is None:
            return self
        # From now on the value itself is found, before this is asked.
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
