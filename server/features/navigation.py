"""From a place to the name that stands there, and from a name to all its places.

Promises: what is found comes from the program model, so a name in a comment, in text that nothing reads, or out of
scope is not found. Where places overlap, as in ``FROM $BASE`` where the variable names a stage, the smaller one counts.
"""

from __future__ import annotations

from typing import NamedTuple

from ..semantics.program import Program
from ..syntax.logical_text import Span
from .heredoc_names import heredoc_names
from .occurrence import Access, Name, Occurrence
from .stage_names import stage_names
from .variables import variables


class Found(NamedTuple):
    """A name and the one of its occurrences that was asked about."""

    name: Name
    occurrence: Occurrence


def names_in(program: Program) -> list[Name]:
    """All names of a file."""
    return [*stage_names(program), *heredoc_names(program.tree), *variables(program)]


def name_at(program: Program, offset: int) -> Found | None:
    """The name at a code point of the document, or right before it."""
    found = [
        Found(name, occurrence)
        for name in names_in(program)
        for occurrence in name.occurrences
        if occurrence.span.start <= offset <= occurrence.span.end
    ]
    return min(found, key=lambda one: one.occurrence.span.end - one.occurrence.span.start, default=None)


def definition(program: Program, offset: int) -> tuple[Span, Span] | None:
    """The name at a place, and where it gets its meaning; ``None`` where nothing in this file gives it one."""
    found = name_at(program, offset)
    if found is None or found.occurrence.definition is None:
        return None
    return found.occurrence.span, found.occurrence.definition


def references(program: Program, offset: int, *, with_definitions: bool) -> list[Span]:
    """All places of the name at a place, in the order of the file."""
    found = name_at(program, offset)
    if found is None:
        return []
    return [one.span for one in found.name.occurrences if with_definitions or one.access is Access.READ]


def highlights(program: Program, offset: int) -> tuple[Occurrence, ...]:
    """All places of the name at a place with how each is used."""
    found = name_at(program, offset)
    return () if found is None else found.name.occurrences
