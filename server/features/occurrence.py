"""A name in a Dockerfile and the places where it stands.

Names are those of stages, of build arguments and environment variables, and the delimiters of heredocs. All spans are
code points of the document and cover the name alone, without dollar sign, braces or quotes.
"""

from __future__ import annotations

from enum import Enum

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span


class NameKind(Enum):
    """What a name is the name of."""

    STAGE = "stage"
    VARIABLE = "variable"
    HEREDOC = "heredoc"


class Access(Enum):
    """Whether a place gives the name its meaning or makes use of it."""

    WRITE = "write"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place. ``text`` is what is written there, which need not be the name: a stage can be given by its number.

    ``definition`` is where a person who asks for the meaning wants to go, ``None`` if that is not in this file.
    """

    span: Span
    text: str
    access: Access
    definition: Span | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its places in the order of the file.

    ``obstacle`` is a sentence without a full stop that says why it cannot be renamed, ``None`` if it can.
    """

    kind: NameKind
    text: str
    occurrences: tuple[Occurrence, ...]
    obstacle: str | None = None
