"""What Bake and Compose files say of Dockerfiles: which one is built, up to which stage, with which build arguments.

A :class:`BuildTarget` is a target of Bake or a service of Compose as it is after inheritance. Whether it belongs to a
Dockerfile is answered with yes, no or unknown: a path with variables in it could be any. Paths are absolute and
``/``-separated. Leaves out: the two kinds of files, which ``bake_targets`` and ``compose_services`` read.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from posixpath import isabs, join, normpath
from typing import NamedTuple

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span
from .placed_values import Node, Table, Text


class Belongs(Enum):
    """Whether a target is built from a Dockerfile."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class MentionKind(Enum):
    """What a word of a build file is the name of."""

    STAGE = "stage"
    ARGUMENT = "argument"


class Mention(NamedTuple):
    """The name of a stage or a build argument in a build file; ``span`` is in code points of that file."""

    file: str
    kind: MentionKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class BuildTarget:
    """A target or service. ``dockerfiles`` are the paths that it may be built from, the likeliest first.

    They are ``None`` where the file does not tell, and empty where it is built from no file at all. ``named`` is the
    word for the Dockerfile.
    """

    file: str
    name: str
    dockerfiles: tuple[str, ...] | None
    mentions: tuple[Mention, ...]
    named: Span | None = None

    def belongs_to(self, dockerfile: str, exists: Callable[[str], bool]) -> Belongs:
        """Whether it is built from this Dockerfile; ``exists`` tells which files there are."""
        if self.dockerfiles is None:
            return Belongs.UNKNOWN
        found = next((path for path in self.dockerfiles if exists(path)), None)
        return Belongs.YES if found == dockerfile else Belongs.NO


UNSTATED = object()
"""In place of the value of a key that is not there."""


def dockerfile_paths(
    folders: tuple[str, ...], context: Text | object | None, dockerfile: Text | object | None
) -> tuple[str, ...] | None:
    """Where a Dockerfile may be, seen from the folders that a build may be started in.

    ``UNSTATED`` stands for a key that is not there, ``None`` for a value that is not known.
    """
    if context is None or dockerfile is None or _holds_variable(context) or _holds_variable(dockerfile):
        return None
    place = context.value if isinstance(context, Text) else "."
    name = dockerfile.value if isinstance(dockerfile, Text) else "Dockerfile"
    if _is_elsewhere(place):
        return ()
    return tuple(normpath(name if isabs(name) else join(folder, place, name)) for folder in folders)


def _is_elsewhere(context: str) -> bool:
    """Whether a context is no folder: a repository, an archive or another target."""
    return "://" in context or context.startswith(("git@", "github.com/", "target:", "docker-image:", "-"))


def _holds_variable(value: object) -> bool:
    return isinstance(value, Text) and "$" in value.value


def mention_of_stage(file: str, value: Node) -> Mention | None:
    """The stage that a target is built up to; ``None`` where that is not written as a plain name."""
    if not isinstance(value, Text) or not value.is_literal or not value.value or "$" in value.value:
        return None
    return Mention(file, MentionKind.STAGE, value.value, value.span)


def mentions_of_arguments(file: str, arguments: Node) -> dict[str, Mention]:
    """The build arguments that a table, or a list of ``NAME=value``, gives, by name."""
    found: dict[str, Mention] = {}
    if isinstance(arguments, Table):
        for key, _ in arguments.entries:
            if key.is_literal and "$" not in key.value:
                found[key.value] = Mention(file, MentionKind.ARGUMENT, key.value, key.span)
    elif arguments is not None and not isinstance(arguments, Text):
        for item in arguments.items:
            name = item.value.partition("=")[0] if isinstance(item, Text) else ""
            if isinstance(item, Text) and item.is_literal and name and "$" not in name:
                span = Span(item.span.start, item.span.start + len(name))
                found[name] = Mention(file, MentionKind.ARGUMENT, name, span)
    return found
