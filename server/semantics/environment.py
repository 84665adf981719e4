"""Variables in force at one place: build arguments and environment variables, with where each value comes from.

Values are evaluated with the defaults written in the file; ``None`` means that a value cannot be known from it. Scope
rules: https://docs.docker.com/reference/dockerfile/#scope and
https://docs.docker.com/reference/dockerfile/#using-arg-variables
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from enum import Enum
from types import MappingProxyType

from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction
from ..syntax.words import KeyValue


class BindingKind(Enum):
    """Where a variable comes from."""

    BUILD_ARGUMENT = "ARG"
    ENVIRONMENT = "ENV"
    BASE_IMAGE = "the base image"
    PREDEFINED = "the builder"


@dataclass(frozen=True, slots=True)
class Binding:
    """A variable and its value; ``None`` where the value is not known.

    ``is_set`` is false for a build argument declared without a default: it is empty unless the build passes a value.
    ``instruction`` and ``key_value`` say where it was bound, if in this file.
    """

    name: str
    value: str | None
    kind: BindingKind
    instruction: Instruction | None = None
    key_value: KeyValue | None = None
    is_set: bool = True


PLATFORM_ARGUMENTS = (
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
)
"""Set by BuildKit for FROM, and for a stage that declares them with ARG
(https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope)."""

PREDEFINED_ARGUMENTS = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY")
"""Usable in RUN without ARG, in lower case too (https://docs.docker.com/reference/dockerfile/#predefined-args)."""

BUILDKIT_ARGUMENTS = ("BUILDKIT_", "SOURCE_DATE_EPOCH", "TARGETSTAGE")
"""Names or prefixes that BuildKit itself gives a meaning
(https://docs.docker.com/reference/dockerfile/#buildkit-built-in-build-args)."""


def predefined(name: str) -> Binding | None:
    """The binding of a variable that the builder provides, if it does."""
    if name in PLATFORM_ARGUMENTS or name.upper() in PREDEFINED_ARGUMENTS or name.startswith(BUILDKIT_ARGUMENTS):
        return Binding(name, None, BindingKind.PREDEFINED)
    return None


_EMPTY: Mapping[str, Binding] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables at one place. An ENV hides an ARG of the same name.

    ``is_complete`` is false where the base image is not known well enough to say that a variable is undefined.
    """

    variables: Mapping[str, Binding] = field(default_factory=lambda: _EMPTY)
    arguments: Mapping[str, Binding] = field(default_factory=lambda: _EMPTY)
    is_complete: bool = True

    def get(self, name: str) -> Binding | None:
        """The binding that ``$name`` refers to; ``None`` if nothing in this file or its known base defines it."""
        return self.variables.get(name) or self.arguments.get(name)

    def get_or_predefined(self, name: str) -> Binding | None:
        """As :meth:`get`, and what the builder provides in the global scope."""
        return self.get(name) or predefined(name)

    def names(self) -> Iterator[str]:
        """All names that are bound."""
        yield from self.variables
        yield from (name for name in self.arguments if name not in self.variables)

    def with_variables(self, bindings: list[Binding]) -> Environment:
        """The environment after an ENV."""
        added = {binding.name: binding for binding in bindings}
        return replace(self, variables=MappingProxyType({**self.variables, **added}))

    def with_arguments(self, bindings: list[Binding]) -> Environment:
        """The environment after an ARG."""
        added = {binding.name: binding for binding in bindings}
        return replace(self, arguments=MappingProxyType({**self.arguments, **added}))


Lookup = Callable[[str], Binding | None]
"""How evaluation asks for a variable."""
