"""Reads the part of YAML in which people write small configuration files, so that no other package is needed for it.

Read are mappings and lists in blocks and in brackets, plain and quoted texts, numbers, ``true`` and ``false``, ``null``
and comments (https://yaml.org/spec/1.2.2/, core schema). Everything else, such as anchors, tags and texts over several
lines, raises ``YamlProblem`` with its line rather than being read wrongly.
"""

from __future__ import annotations

import json
import re

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern


class YamlProblem(Exception):  # noqa: N818 - the text that was given is at fault
    """A text that is not YAML, or more of it than is read here; ``line`` is 1-based."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    text: str


_KEY = lazy_pattern(r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'\[\]{},#&*!|>%@`][^#]*?))[ \t]*:(?=[ \t]|$)""")
_FLOW = lazy_pattern(
    r"""[ \t]*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\[\]{},]|:(?=[ \t\]},]|$)|(?:[^\[\]{},:"']|:(?![ \t]))+)"""
)
_NUMBER = lazy_pattern(r"[-+]?[0-9]+")


def read_yaml(text: str) -> object:
    """The value of a document; an empty one is ``None``. Raises ``YamlProblem``."""
    lines = [
        _Line(number, len(raw) - len(raw.lstrip(" ")), stripped)
        for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1)
        if (stripped := _without_comment(raw).strip()) and stripped != "---"
    ]
    if not lines:
        return None
    value, rest = _block(lines, lines[0].indent)
    if rest:
        raise YamlProblem(rest[0].number, "the indentation does not fit")
    return value


def _without_comment(line: str) -> str:
    quote = ""
    for at, character in enumerate(line):
        if quote:
            quote = "" if character == quote and (quote == "'" or line[at - 1] != "\\") else quote
        elif character in "\"'" and (at == 0 or line[at - 1] in " \t[{,:"):
            quote = character
        elif character == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at]
    return line


def _block(lines: list[_Line], indent: int) -> tuple[object, list[_Line]]:
    """The value that stands at an indentation, and the lines behind it."""
    first = lines[0]
    if "\t" in first.text[: len(first.text) - len(first.text.lstrip())]:
        raise YamlProblem(first.number, "a tab cannot indent")
    if first.text == "-" or first.text.startswith("- "):
        return _list(lines, indent)
    if _KEY.match(first.text):
        return _mapping(lines, indent)
    return _scalar(first), lines[1:]


def _list(lines: list[_Line], indent: int) -> tuple[object, list[_Line]]:
    items: list[object] = []
    while lines and lines[0].indent == indent and (lines[0].text == "-" or lines[0].text.startswith("- ")):
        line = lines[0]
        inner = line.text[1:].lstrip()
        if inner:
            # What stands behind the dash begins a block of its own, indented as far as it stands.
            lines = [_Line(line.number, indent + len(line.text) - len(inner), inner), *lines[1:]]
            item, lines = _block(lines, lines[0].indent)
        else:
            item, lines = _nested(lines[1:], indent + 1)
        items.append(item)
    return items, lines


def _mapping(lines: list[_Line], indent: int) -> tuple[object, list[_Line]]:
    mapping: dict[str, object] = {}
    while lines and lines[0].indent == indent:
        line = lines[0]
        match = _KEY.match(line.text)
        if match is None:
            raise YamlProblem(line.number, "a key with a colon behind it is missing")
        key = str(_plain_or_quoted(match[0].rstrip(": \t") if match[3] else match[0].rpartition(":")[0].strip(), line))
        if key in mapping:
            raise YamlProblem(line.number, f"the key `{key}` is there twice")
        inner = line.text[match.end() :].strip()
        if inner:
            mapping[key], lines = _scalar(_Line(line.number, indent, inner)), lines[1:]
        else:
            # A list may stand as far left as the key that it belongs to.
            is_list = len(lines) > 1 and lines[1].indent == indent and re.match(r"-( |$)", lines[1].text)
            mapping[key], lines = _nested(lines[1:], indent if is_list else indent + 1)
    return mapping, lines


def _nested(lines: list[_Line], least: int) -> tuple[object, list[_Line]]:
    return _block(lines, lines[0].indent) if lines and lines[0].indent >= least else (None, lines)


def _scalar(line: _Line) -> object:
    if line.text[0] not in "[{":
        return _plain_or_quoted(line.text, line)
    tokens = [match[1].strip() for match in _FLOW.finditer(line.text)]
    value, rest = _flow([token for token in tokens if token], line)
    if rest:
        raise YamlProblem(line.number, "something stands behind the closing bracket")
    return value


def _flow(tokens: list[str], line: _Line) -> tuple[object, list[str]]:
    """A value in brackets, and the tokens behind it."""
    if not tokens:
        raise YamlProblem(line.number, "brackets over several lines are not read")
    first, *tokens = tokens
    if first == "[":
        items: list[object] = []
        while tokens and tokens[0] != "]":
            item, tokens = _flow(tokens, line)
            items.append(item)
            tokens = tokens[1:] if tokens[:1] == [","] else tokens
        return items, _closed(tokens, line)
    if first == "{":
        mapping: dict[str, object] = {}
        while tokens and tokens[0] != "}":
            key, tokens = _flow(tokens, line)
            if tokens[:1] != [":"]:
                raise YamlProblem(line.number, "a colon is missing behind a key")
            mapping[str(key)], tokens = _flow(tokens[1:], line)
            tokens = tokens[1:] if tokens[:1] == [","] else tokens
        return mapping, _closed(tokens, line)
    if first in ("]", "}", ",", ":"):
        raise YamlProblem(line.number, f"`{first}` stands where a value should")
    return _plain_or_quoted(first, line), tokens


def _closed(tokens: list[str], line: _Line) -> list[str]:
    if not tokens:
        raise YamlProblem(line.number, "brackets over several lines are not read")
    return tokens[1:]


def _plain_or_quoted(text: str, line: _Line) -> object:
    if text[0] == "'":
        if len(text) < 2 or text[-1] != "'":
            raise YamlProblem(line.number, "a quoted text does not end on its line")
        return text[1:-1].replace("''", "'")
    if text[0] == '"':
        try:
            return json.loads(text)
        except ValueError:
            raise YamlProblem(line.number, "a quoted text cannot be read") from None
    if text[0] in "&*!|>%@`":
        raise YamlProblem(line.number, f"`{text[0]}` begins something that is not read here")
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if text in ("~", "null", "Null", "NULL"):
        return None
    return int(text) if _NUMBER.fullmatch(text) else text
