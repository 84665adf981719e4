"""``dataclass`` for the values of this package, made quickly.

The standard library writes six methods of a frozen class as text and compiles each of them, which for all values here
took a third of the time from the start of the process until a small file was checked. Here only ``__init__`` is
compiled, because it runs for every value, and mostly once for all classes of as many fields; the other methods are
closures over the fields.

Promises what ``dataclasses.dataclass`` does for a frozen class that inherits from no other dataclass, ``fields`` and
``replace`` included; every other class is left to it. Type checkers see the original. Leaves out: copying by pickle of
a class whose fields are not all set.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

_Made = type[Any]


def _dataclass(
    cls: _Made | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
) -> _Made | Callable[[_Made], _Made]:
    def make(made: _Made) -> _Made:
        if not frozen or order:
            return dataclasses.dataclass(made, frozen=frozen, slots=slots, eq=eq, order=order)
        return _frozen(made, slots=slots, eq=eq)

    return make if cls is None else make(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _frozen(cls: _Made, *, slots: bool, eq: bool) -> _Made:
    own = set(vars(cls))
    # The standard library would write the signature there, which it takes a tokenizer to find.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: _Made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
    fields = dataclasses.fields(made)
    methods: dict[str, object] = {
        "__init__": _initialiser(made, fields, slots=slots),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__repr__": _representation,
    }
    if eq:
        values = _values_of([field.name for field in fields if field.compare])
        methods |= {"__eq__": _equality(values), "__hash__": _hash_of(values)}
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _initialiser(made: _Made, fields: tuple[Field[Any], ...], *, slots: bool) -> Callable[..., None]:
    """``__init__`` as the standard library would write it."""
    is_plain = all(field.init and not field.kw_only and field.default_factory is MISSING for field in fields)
    if is_plain and not hasattr(made, "__post_init__"):
        initialiser = _from_template(made, fields, slots=slots)
    else:
        initialiser = _compiled(made, fields, slots=slots)
    initialiser.__qualname__ = f"{made.__qualname__}.__init__"
    initialiser.__module__ = made.__module__
    return initialiser


def _from_template(made: _Made, fields: tuple[Field[Any], ...], *, slots: bool) -> Callable[..., None]:
    """For fields that are all given, or have a plain default: only the names differ from class to class."""
    names = tuple(field.name for field in fields)
    code = _template(len(names), slots)
    named: dict[str, object] = {}
    if slots:
        named = {f"_set{index}": vars(made)[name].__set__ for index, name in enumerate(names)}
        constants = code.co_consts
    else:
        named["_set"] = object.__setattr__
        constants = tuple(names[value] if isinstance(value, int) else value for value in code.co_consts)
    defaults = tuple(field.default for field in fields if field.default is not MISSING)
    return FunctionType(code.replace(co_varnames=("self", *names), co_consts=constants), named, "__init__", defaults)


@cache
def _template(count: int, slots: bool) -> CodeType:
    """The code of an ``__init__`` of so many fields, which stand in it as numbers."""
    parameters = [f"value{index}" for index in range(count)]
    sets = [
        f"_set{index}(self, value{index})" if slots else f"_set(self, {index}, value{index})" for index in range(count)
    ]
    names: dict[str, Any] = {}
    exec(f"def __init__({', '.join(['self', *parameters])}):\n " + ("\n ".join(sets) or "pass"), names)
    code: CodeType = names["__init__"].__code__
    return code


def _compiled(made: _Made, fields: tuple[Field[Any], ...], *, slots: bool) -> Callable[..., None]:
    names: dict[str, object] = {"_set": object.__setattr__, "_missing": MISSING}
    lines: list[str] = []
    for field in fields:
        names |= {f"_default_{field.name}": field.default, f"_make_{field.name}": field.default_factory}
        value = _value(field)
        if value is not None and slots:
            # A third less time than object.__setattr__, which has to look for the slot by its name.
            names[f"_set_{field.name}"] = vars(made)[field.name].__set__
            lines.append(f"_set_{field.name}(self, {value})")
        elif value is not None:
            lines.append(f"_set(self, {field.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    named_only = [_parameter(field) for field in fields if field.init and field.kw_only]
    parameters = [_parameter(field) for field in fields if field.init and not field.kw_only]
    written = ", ".join(["self", *parameters, *(["*", *named_only] if named_only else [])])
    exec(f"def __init__({written}):\n " + ("\n ".join(lines) or "pass"), names)
    return names["__init__"]  # type: ignore[return-value]


def _parameter(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=_missing"
    return field.name if field.default is MISSING else f"{field.name}=_default_{field.name}"


def _value(field: Field[Any]) -> str | None:
    """What a field is set to, as an expression of ``__init__``; None for one that is left unset."""
    made = f"_make_{field.name}()" if field.default_factory is not MISSING else None
    if field.init:
        return f"{made} if {field.name} is _missing else {field.name}" if made else field.name
    return made or (None if field.default is MISSING else f"_default_{field.name}")


def _values_of(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    if not names:
        return lambda _value: ()
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda value: (only(value),)
    return attrgetter(*names)


def _equality(values: Callable[[Any], tuple[object, ...]]) -> Callable[[Any, object], bool]:
    def equals(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals


def _hash_of(values: Callable[[Any], tuple[object, ...]]) -> Callable[[Any], int]:
    def hash_value(self: Any) -> int:
        return hash(values(self))

    return hash_value


def _representation(self: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_to_set(_self: Any, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
