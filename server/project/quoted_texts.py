"""Quoted texts as JSON, YAML and HCL write them."""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .placed_values import Text

_DOUBLE = lazy_pattern(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = lazy_pattern(r"'((?:[^']|'')*)'", re.DOTALL)
_ESCAPE = lazy_pattern(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|\r?\n[ \t]*|.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}


def quoted_text(text: str, at: int) -> tuple[Text, int] | None:
    """The text in quotes that begins at ``at``, and where it ends; ``None`` where a quote is missing."""
    found = (_DOUBLE if text[at : at + 1] == '"' else _SINGLE).match(text, at)
    if found is None:
        return None
    written = found[1]
    value = _ESCAPE.sub(_unescaped, written) if text[at] == '"' else written.replace("''", "'")
    return Text(value, Span(*found.span(1)), value == written), found.end()


def _unescaped(found: re.Match[str]) -> str:
    escape = found[1]
    if escape[0] in "uUx" and len(escape) > 1:
        number = int(escape[1:], 16)
        return chr(number) if number < 0x110000 else ""
    if escape[0] in "\r\n":
        return ""
    return _LETTERS.get(escape, escape)
