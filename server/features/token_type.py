"""The types of semantic tokens, a small choice of the standard ones."""

from __future__ import annotations

from enum import IntEnum


class TokenType(IntEnum):
    """The index of a type in the legend."""

    KEYWORD = 0
    COMMENT = 1
    STRING = 2
    VARIABLE = 3
    OPERATOR = 4
    FUNCTION = 5
    PARAMETER = 6
    PROPERTY = 7
    TYPE = 8
    CLASS = 9
    DECORATOR = 10
    MACRO = 11


LEGEND = tuple(kind.name.lower() for kind in TokenType)
"""The names of the types (LSP 3.17, ``SemanticTokenTypes``)."""
