"""Variables behind a dollar sign, and the modifiers behind their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ...semantics.environment import PLATFORM_ARGUMENTS, PREDEFINED_ARGUMENTS, Binding, BindingKind, Environment
from ...syntax.dataclass import dataclass
from ...syntax.lazy_pattern import lazy_pattern
from ...syntax.logical_text import Span
from ..cursor import open_quote
from ..reference.variables import MODIFIERS, PREDEFINED
from .offer import Offer, OfferKind

_VARIABLE = lazy_pattern(r"\$(\{?)([A-Za-z_][A-Za-z0-9_]*)?\Z")
_MODIFIER = lazy_pattern(r"\$\{[A-Za-z_][A-Za-z0-9_]*([:#%/+?-]+)\Z")

ORIGINS = {
    BindingKind.BUILD_ARGUMENT: "ARG",
    BindingKind.ENVIRONMENT: "ENV",
    BindingKind.BASE_IMAGE: "base image",
    BindingKind.PREDEFINED: "builder",
}


@dataclass(frozen=True, slots=True)
class VariableStart:
    """A variable that is being written: behind ``$`` or ``${``, or with a modifier begun behind its name."""

    name: str
    is_braced: bool
    modifier: str | None


def variable_at(text: str, escape: str, *, keeps_quotes: bool = False) -> VariableStart | None:
    """The variable that is being written at the end of a text, unless it is escaped or in single quotes."""
    match = _VARIABLE.search(text)
    modifier = _MODIFIER.search(text) if match is None else None
    found = match or modifier
    if found is None:
        return None
    before = text[: found.start()]
    escapes = len(before) - len(before.rstrip(escape))
    if escapes % 2 or before.endswith("$") or (not keeps_quotes and open_quote(before, escape) == "'"):
        return None
    if match is not None:
        return VariableStart(match.group(2) or "", bool(match.group(1)), None)
    return VariableStart("", True, None if modifier is None else modifier.group(1))


def variable_offers(
    variable: VariableStart, bindings: Iterable[Binding], where: Callable[[int], Span], following: str
) -> Iterator[Offer]:
    """What can be written: ``where`` places so many characters to the left, ``following`` is to the right."""
    if variable.modifier is not None:
        span = where(len(variable.modifier))
        for modifier, detail in MODIFIERS.items():
            if modifier.startswith(variable.modifier):
                topic = ("modifier", modifier)
                yield Offer(modifier, OfferKind.OPERATOR, span, modifier, detail=detail, topic=topic)
        return
    span = where(len(variable.name))
    closing = "}" if variable.is_braced and not re.match(r"\w*\}", following) else ""
    for binding in bindings:
        value = "" if binding.value is None else f'"{binding.value}"'
        yield Offer(
            binding.name,
            OfferKind.VARIABLE,
            span,
            f"{binding.name}{closing}",
            detail=value or PREDEFINED.get(binding.name.upper(), "value not known"),
            origin=ORIGINS[binding.kind],
            topic=("variable", binding.name) if binding.name.upper() in PREDEFINED else (),
        )


def bindings(environment: Environment, *, is_global: bool, is_run: bool = False) -> Iterator[Binding]:
    """What is declared, the newest first, and then what the base image and the builder bring."""
    names = list(environment.names())
    bound = [binding for name in names if (binding := environment.get(name)) is not None]
    ours = [binding for binding in bound if binding.kind is not BindingKind.BASE_IMAGE]
    yield from reversed(ours)
    if is_global:
        for name in PLATFORM_ARGUMENTS:
            if name not in names:
                yield Binding(name, None, BindingKind.PREDEFINED)
    yield from (binding for binding in bound if binding.kind is BindingKind.BASE_IMAGE)
    if is_run:
        proxies = [spelled for name in PREDEFINED_ARGUMENTS for spelled in (name, name.lower())]
        yield from (Binding(name, None, BindingKind.PREDEFINED) for name in proxies if name not in names)
