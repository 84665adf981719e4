"""The values of a YAML file that is read as a whole or not at all, as plain texts, lists and tables.

Of plain scalars, ``true``, ``false`` and ``null`` are what they stand for, and all others texts
(https://yaml.org/spec/1.2.2/, core schema); leaves numbers to those who expect one.
"""

from __future__ import annotations

from .placed_values import Listing, Node, Text
from .yaml_reader import read_with_gap

_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
}


class YamlProblem(Exception):  # noqa: N818 - the text that was given is at fault
    """A text that is not YAML, or more of it than is read here; ``line`` is 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} cannot be read")
        self.line = line


def yaml_values(text: str) -> object:
    """The value of a document; an empty one is ``None``. Raises ``YamlProblem``."""
    node, gap = read_with_gap(text)
    if gap is not None:
        raise YamlProblem(text.count("\n", 0, gap) + 1)
    return _value(node, text)


def _value(node: Node, text: str) -> object:
    if node is None:
        return None
    if isinstance(node, Text):
        is_quoted = text[node.span.start - 1 : node.span.start] in ("'", '"')
        return node.value if is_quoted else _CONSTANTS.get(node.value, node.value)
    if isinstance(node, Listing):
        return [_value(item, text) for item in node.items]
    return {key.value: _value(value, text) for key, value in node.entries}
