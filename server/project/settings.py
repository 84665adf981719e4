"""The grammar of one setting: its kind, what it says when nothing is said, and what it is for.

A field of ``Configuration`` is declared with ``setting``; parser, JSON schema and manual read the declaration, so that
a setting is written down once. What the settings are is left to ``configuration``.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import Any

from ..syntax.dataclass import dataclass


class Shape(Enum):
    """The kinds of values that need no further word."""

    BOOLEAN = "true or false"
    TEXTS = "a list of texts; a single text stands for a list of one"
    MENTIONS = "a list of rules: ids of ours or of other tools, categories, or `ALL`, which are checked higher up"
    PATTERNS = "a list of path patterns in the manner of .gitignore, relative to the file that states them"
    PATH = "a path, relative to the file that states it"
    MENTIONS_BY_PATTERN = "a table from path pattern to a list of rules"
    PATH_BY_PATTERN = "a table from path pattern to a path"
    RULES = "a table from rule to its severity, or to a table with `severity` and the rule's own options"


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number, no smaller than ``minimum``."""

    minimum: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


Kind = Shape | Integer | Choice


class Merge(Enum):
    """What happens to a value of an extended configuration when the extending one states the same setting."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Setting:
    """The declaration of one setting; ``name`` is spelled as in TOML, with hyphens."""

    name: str
    kind: Kind
    default: object
    description: str
    merge: Merge

    @property
    def attribute(self) -> str:
        """The name of the field that holds the value."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a field's metadata says of its setting; the name is that of the field."""

    kind: Kind
    default: object
    description: str
    merge: Merge


def setting(kind: Kind, default: object, description: str, merge: Merge = Merge.REPLACE) -> Any:
    """A field of a dataclass that is a setting."""
    metadata = {"setting": Declaration(kind, default, description, merge)}
    if isinstance(default, dict):
        return field(default_factory=dict[str, object], metadata=metadata)
    return field(default=default, metadata=metadata)
