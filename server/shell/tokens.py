"""Operators, reserved words and the space between them."""

from __future__ import annotations

from ..syntax.lazy_pattern import lazy_pattern
from .reading import Reading

OPERATOR = lazy_pattern(r"&&|\|\||;;&|;;|;&|;|\|&|\||&(?!>)|\n|\)")
RESERVED = lazy_pattern(
    r"(?:if|then|elif|else|fi|while|until|for|select|do|done|case|esac|function|\{|\}|\[\[|!)"
    r"(?=[ \t\r\n;&|<>()]|\Z)|\(\(|\("
)
_BLANKS = lazy_pattern(r"(?:[ \t\r]|\\\r?\n)*(?:#[^\n]*)?")
_BLANK_STARTS = frozenset(" \t\r\\#")


def skip_blanks(reading: Reading) -> str:
    """Moves over blanks, joined lines and a comment; returns the character that follows, empty at the end."""
    text, at, end = reading.text, reading.position, reading.end
    if at >= end:
        return ""
    character = text[at]
    if character not in _BLANK_STARTS:
        return character
    match = _BLANKS.match(text, at, end)
    if match is not None:
        reading.position = at = match.end()
    return text[at] if at < end else ""


def skip_lines(reading: Reading) -> str:
    """Moves over line ends too, and over the here-documents between; returns as ``skip_blanks`` does."""
    character = skip_blanks(reading)
    while character == "\n":
        reading.position = reading.heredoc_ends.get(reading.position, reading.position + 1)
        character = skip_blanks(reading)
    return character


def expect(reading: Reading, token: str) -> bool:
    """Reads ``token``, or marks the script when something else is there."""
    skip_blanks(reading)
    if reading.text.startswith(token, reading.position, reading.end):
        reading.position += len(token)
        return True
    reading.fail()
    return False
