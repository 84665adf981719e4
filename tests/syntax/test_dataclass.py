"""Our `dataclass` against the standard library's: the same class made by both has to behave alike."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from operator import eq
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dockwright
from dockwright.syntax.dataclass import dataclass as quick

Decorator = Callable[..., Any]
FIELDS: dict[str, Callable[[], Any]] = {
    "required": lambda: dataclasses.MISSING,
    "default": lambda: 7,
    "factory": lambda: dataclasses.field(default_factory=list),
    "unset": lambda: dataclasses.field(init=False),
    "made": lambda: dataclasses.field(init=False, default_factory=dict),
    "constant": lambda: dataclasses.field(init=False, default="c"),
    "named": lambda: dataclasses.field(kw_only=True),
    "named default": lambda: dataclasses.field(kw_only=True, default=1),
    "not compared": lambda: dataclasses.field(default=0, compare=False),
    "not shown": lambda: dataclasses.field(default=0, repr=False),
}
FIRST = "first"
VALUES = st.one_of(st.integers(-2, 2), st.text(max_size=2), st.none(), st.lists(st.integers(), max_size=1))


@quick(frozen=True, slots=True)
class Pickled:
    """At the top of a module, where pickle finds it."""

    first: int
    second: str = "b"


def both(kinds: list[str], **options: bool) -> tuple[Any, Any]:
    """One class with a field of each kind, made by the standard library and by us."""
    return build(dataclasses.dataclass, kinds, **options), build(quick, kinds, **options)


def build(decorator: Decorator, kinds: list[str], **options: bool) -> Any:
    members: dict[str, Any] = {"__annotations__": {}, "__doc__": "A value.", "__qualname__": "Outer.Value"}
    for index, kind in enumerate(kinds):
        members["__annotations__"][f"field{index}"] = "object"
        value = FIELDS[kind]()
        if value is not dataclasses.MISSING:
            members[f"field{index}"] = value
    return decorator(**options)(type("Value", (), members))


def outcome(action: Callable[..., object], *arguments: Any, **named: Any) -> object:
    """What came of it: a value, or the error with its words."""
    try:
        return action(*arguments, **named)
    except Exception as error:  # noqa: BLE001 - whatever one raises the other has to raise
        return type(error), str(error)


KINDS = st.lists(st.sampled_from(sorted(FIELDS)), max_size=5).map(
    lambda kinds: sorted(kinds, key=lambda kind: kind != "required")
)
OPTIONS = st.fixed_dictionaries({"frozen": st.booleans(), "slots": st.booleans(), "eq": st.booleans()})


@given(KINDS, OPTIONS, st.lists(VALUES, max_size=6), st.dictionaries(st.sampled_from(["field0", "field3"]), VALUES))
def test_making_one(kinds: list[str], options: dict[str, bool], values: list[object], named: dict[str, object]) -> None:
    theirs, ours = both(kinds, **options)
    one, other = (outcome(made, *values, **named) for made in (theirs, ours))
    if isinstance(one, tuple):
        assert other == one
        return
    assert outcome(repr, other) == outcome(repr, one)
    for field in dataclasses.fields(theirs):
        assert outcome(getattr, other, field.name) == outcome(getattr, one, field.name)


@given(KINDS, OPTIONS, st.lists(VALUES, max_size=5), st.lists(VALUES, max_size=5))
def test_comparing_two(kinds: list[str], options: dict[str, bool], first: list[object], second: list[object]) -> None:
    answers = []
    for made in both(kinds, **options):
        one, other = (outcome(made, *values) for values in (first, second))
        if isinstance(one, tuple) or isinstance(other, tuple):
            return
        answers.append(
            (
                outcome(eq, one, other),
                outcome(eq, one, 1),
                outcome(lambda *pair: hash(pair[0]) == hash(pair[1]), one, other),
                made.__hash__ is object.__hash__,
            )
        )
    assert answers[0] == answers[1]


@given(KINDS, st.booleans())
def test_the_class_itself(kinds: list[str], slots: bool) -> None:
    theirs, ours = both(kinds, frozen=True, slots=slots)
    assert ours.__match_args__ == theirs.__match_args__
    assert getattr(ours, "__slots__", None) == getattr(theirs, "__slots__", None)
    parameters = [inspect.signature(made).parameters.values() for made in (theirs, ours)]
    assert [(p.name, p.kind) for p in parameters[0]] == [(p.name, p.kind) for p in parameters[1]]
    assert [p.default is p.empty for p in parameters[0]] == [p.default is p.empty for p in parameters[1]]
    assert ours.__init__.__qualname__ == theirs.__init__.__qualname__


def test_nothing_can_be_changed() -> None:
    value = Pickled(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'first'"):
        value.first = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'first'"):
        delattr(value, FIRST)
    assert value == Pickled(1, "b") != Pickled(2)


def test_copies() -> None:
    value = Pickled(1, "c")
    assert pickle.loads(pickle.dumps(value)) == copy.copy(value) == copy.deepcopy(value) == value
    assert dataclasses.replace(value, second="d") == Pickled(1, "d")
    assert dataclasses.asdict(value) == {"first": 1, "second": "c"}


def test_methods_of_the_class_stay() -> None:
    @quick(frozen=True)
    class Value:
        first: int

        def __repr__(self) -> str:
            return "mine"

        def __post_init__(self) -> None:
            object.__setattr__(self, "first", self.first + 1)

    assert repr(Value(1)) == "mine"
    assert Value(1).first == 2


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def test_every_frozen_class_of_the_package_is_made_by_it() -> None:
    slow = {
        f"{made.__module__}.{made.__qualname__}"
        for module in modules(dockwright)
        for made in vars(module).values()
        if isinstance(made, type) and made.__module__ == module.__name__ and hasattr(made, "__dataclass_params__")
        # What the standard library makes frozen says so in its parameters; ours is frozen by its own methods.
        if made.__dataclass_params__.frozen and not made.__dataclass_params__.order
    }
    assert slow == set()
