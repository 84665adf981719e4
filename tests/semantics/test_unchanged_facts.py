"""What a program says of itself after an edit: which facts, and the stages as such, are those of before."""

from __future__ import annotations

import pytest

from dockwright.semantics.derivation import derive, update
from dockwright.semantics.program import Program
from dockwright.semantics.step import Step
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.tree import edit, parse

TEXT = "FROM debian:12 AS build\nRUN make\nEXPOSE 80\n\nFROM alpine\nCOPY --from=build /a /b\nRUN true\n"


def ports(step: Step) -> tuple[str, ...]:
    return tuple(word.text for word in step.instruction.words) if step.keyword is Keyword.EXPOSE else ()


def copies(step: Step) -> tuple[Step, ...]:
    return (step,) if step.keyword is Keyword.COPY else ()


def runs(step: Step) -> tuple[bool, ...]:
    return (True,) if step.keyword is Keyword.RUN else ()


def edited(before: Program, old: str, new: str) -> Program:
    for extract in (ports, copies, runs):
        list(before.select(extract))
    text = before.tree.text
    at = text.index(old)
    return update(before, edit(before.tree, at, at + len(old), new))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("make", "make all", {"ports", "copies", "runs"}),
        ("80", "8080", {"copies", "runs"}),
        ("/a /b", "/a /c", {"ports", "runs"}),
    ],
)
def test_facts(old: str, new: str, same: set[str]) -> None:
    before = derive(parse(TEXT))
    after = edited(before, old, new)
    assert {one.__name__ for one in (ports, copies, runs) if after.has_the_same(before, (one,))} == same
    fresh = derive(parse(after.tree.text))
    for extract in (ports, runs):
        assert list(after.select(extract)) == list(fresh.select(extract))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RUN make", "COPY make ."),
        ("RUN true\n", ""),
        ("RUN make\n", "RUN make\n\n"),
        ("EXPOSE 80", "RUN a\nEXPOSE 80"),
    ],
)
def test_facts_that_are_the_same_are_those_of_before(old: str, new: str) -> None:
    before = derive(parse(TEXT))
    after = edited(before, old, new)
    for extract in (ports, runs):
        if after.has_the_same(before, (extract,)):
            assert list(after.select(extract)) == list(before.select(extract))
        assert list(after.select(extract)) == list(derive(after.tree).select(extract))


@pytest.mark.parametrize(
    ("old", "new"), [("AS build", "AS built"), ("FROM alpine", "FROM debian"), ("\nFROM", "\nROM")]
)
def test_another_stage_is_never_the_same(old: str, new: str) -> None:
    before = derive(parse(TEXT))
    assert not edited(before, old, new).has_the_same(before, ())
