"""Transformations that stand on their own: which rules each mends, and how to ask for it.

A transformation is one module of ``transformations/``, or of ``refactorings/`` if it mends nothing. It makes one
:class:`Transformation` called ``TRANSFORMATION``. A fix of one small span stands in its rule's file instead.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import ModuleType

from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Finding, Fix
from ..syntax.dataclass import dataclass


def mends_nothing(analysis: Analysis, finding: Finding) -> Iterable[Fix]:
    """The ``mend`` of a transformation that has to be asked for."""
    del analysis, finding
    return ()


@dataclass(frozen=True, slots=True)
class Transformation:
    """A change that may mend findings of several rules or be asked for without any.

    ``mend`` proposes fixes for a finding of one of the rules in ``mends``; ``offer`` proposes fixes for the item with
    the given index of the tree, without a finding. ``why_not`` gives the reasons why nothing is offered for an item
    where somebody may expect it, and nothing elsewhere. ``extracts`` says that it puts a part of the file into one of
    its own.
    """

    id: str
    title: str
    mends: tuple[str, ...] = ()
    mend: Callable[[Analysis, Finding], Iterable[Fix]] = mends_nothing
    offer: Callable[[Analysis, int], Iterable[Fix]] | None = None
    why_not: Callable[[Analysis, int], tuple[str, ...]] | None = None
    extracts: bool = False


@cache
def all_transformations() -> tuple[Transformation, ...]:
    """Every transformation, ordered by id."""
    from . import refactorings

    found = (*mending_transformations(), *_in(refactorings))
    return tuple(sorted(found, key=lambda transformation: transformation.id))


@cache
def mending_transformations() -> tuple[Transformation, ...]:
    """Those that mend findings, which are needed by whoever shows findings; the others take time to load."""
    from . import transformations

    return tuple(_in(transformations))


def _in(package: ModuleType) -> Iterator[Transformation]:
    for info in pkgutil.iter_modules(package.__path__):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{info.name}").TRANSFORMATION


def fixes_for(analysis: Analysis, finding: Finding) -> tuple[Fix, ...]:
    """The rule's own fixes and those of the transformations that mend it."""
    others = (
        fix
        for transformation in mending_transformations()
        if finding.rule.id in transformation.mends
        for fix in transformation.mend(analysis, finding)
    )
    return (*finding.fixes, *others)
