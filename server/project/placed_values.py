"""Values of a data file with the places where they are written: what the readers of YAML, JSON and HCL give.

All spans are code points of the file. ``None`` in place of a value means that nobody can tell it from the file alone:
an expression, a reference to nothing, or text that could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. ``span`` covers it without quotes; ``is_literal`` if what is written there is the value itself."""

    value: str
    span: Span
    is_literal: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order of the file; a key may be there twice."""

    entries: tuple[tuple[Text, Node], ...] = ()

    def get(self, name: str) -> Node:
        """The value of a key, the last one where there are several."""
        return next((value for key, value in reversed(self.entries) if key.value == name), None)

    def has(self, name: str) -> bool:
        """Whether there is such a key, whatever its value."""
        return any(key.value == name for key, _ in self.entries)

    def table(self, name: str) -> Table | None:
        """The value of a key, if it is a table."""
        value = self.get(name)
        return value if isinstance(value, Table) else None

    def text(self, name: str) -> Text | None:
        """The value of a key, if it is a scalar."""
        value = self.get(name)
        return value if isinstance(value, Text) else None


Node = Text | Listing | Table | None


def texts_in(node: Node) -> Iterator[Text | None]:
    """The scalars of a list, or the one scalar that stands in its place; ``None`` for what is unknown."""
    if isinstance(node, Listing):
        for item in node.items:
            yield item if isinstance(item, Text) else None
    else:
        yield node if isinstance(node, Text) else None
