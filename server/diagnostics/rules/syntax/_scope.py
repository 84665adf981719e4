"""Which variables a place in a stage sees, and why it does not see others."""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.environment import PLATFORM_ARGUMENTS, PREDEFINED_ARGUMENTS
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import KeyValue
from ._references import Reference, references

ALWAYS_SET = ("PATH",)
"""What BuildKit sets where the base image does not."""

BUILDER_ARGUMENTS = (*PLATFORM_ARGUMENTS, "TARGETSTAGE")
"""What the builder knows, and passes to a stage that declares it with ARG."""

_WITH_OWN_DEFAULT = (":-", "-", ":+", "+", ":?", "?")


def undefined(step: Step) -> Iterator[Reference]:
    """The variables of a step that nothing before it defines, as far as the file says.

    Left out is what :func:`empty_on_purpose` has, and proxies, which the builder passes on by itself.
    """
    return (reference for reference in _unset(step) if not _may_be_empty(reference))


def empty_on_purpose(step: Step) -> Iterator[Reference]:
    """Those that nothing defines, and that are written so as to be undefined sometimes.

    They have a default (``${X:-default}``), or are appended to themselves (``X=$X:/more``).
    """
    return (reference for reference in _unset(step) if _may_be_empty(reference))


def _unset(step: Step) -> Iterator[Reference]:
    if step.is_deferred:
        return
    for reference in references(step.item):
        name = reference.expansion.name
        if not name or name in ALWAYS_SET or name.upper() in PREDEFINED_ARGUMENTS:
            continue
        if not is_bound(step, name) and not _is_bound_by_pair_before(step, reference, name):
            yield reference


def _may_be_empty(reference: Reference) -> bool:
    expansion, pair = reference.expansion, reference.pair
    return expansion.operator in _WITH_OWN_DEFAULT or (pair is not None and pair.key.text == expansion.name)


def is_bound(step: Step, name: str) -> bool:
    """Whether something before the step defines the variable; on Windows capitals make no difference."""
    environment = step.before.environment
    if environment.get(name) is not None:
        return True
    if step.traits.facts.is_windows is not True:
        return False
    return any(known.lower() == name.lower() for known in environment.names())


def _is_bound_by_pair_before(step: Step, reference: Reference, name: str) -> bool:
    """Whether an earlier pair of the same ARG sets the variable."""
    pair = reference.pair
    if pair is None or step.keyword is not Keyword.ARG:
        return False
    return any(other.key.text == name for other in _before(step, pair))


def _before(step: Step, pair: KeyValue) -> Iterator[KeyValue]:
    return (other for other in step.item.key_values if other.span < pair.span)


def sets_itself(step: Step, name: str) -> bool:
    """Whether the step is an ENV that sets the variable."""
    return step.keyword is Keyword.ENV and any(pair.key.text == name for pair in step.item.key_values)
