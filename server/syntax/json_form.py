"""The exec form: a JSON array of strings behind an instruction, or the reason why the text is not one.

BuildKit reads the arguments as JSON if it can and falls back to the shell form without a word if it cannot; an array
that is valid JSON but holds something other than strings is an error. Source:
https://docs.docker.com/reference/dockerfile/#exec-form
"""

from __future__ import annotations

import json
from math import isinf

from .dataclass import dataclass
from .lazy_pattern import lazy_pattern
from .logical_text import LogicalText, Span
from .whitespace import SPACES

_JSON_SPACE = " \t\n\r"
_LONE_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")
_BARE_WORD = lazy_pattern(r"[^\s,\]\[{}\"]+")


@dataclass(frozen=True, slots=True)
class JsonString:
    """One element: its decoded value and its span, quotes included; ``source`` maps the value back to the document."""

    value: str
    span: Span
    source: LogicalText


@dataclass(frozen=True, slots=True)
class JsonArray:
    """A well-formed array of strings."""

    elements: tuple[JsonString, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class NotJson:
    """Text that begins with ``[`` and yet is not a JSON array of strings.

    ``is_refused`` is true where BuildKit stops the build, false where it takes the text as shell form.
    """

    reason: str
    span: Span
    is_refused: bool


def read_json_array(text: LogicalText) -> JsonArray | NotJson | None:
    """The array that ``text`` consists of; ``None`` where it does not even begin with a bracket."""
    start = 0
    while start < len(text.text) and text.text[start] in SPACES:
        start += 1
    if text.text[start : start + 1] != "[":
        return None
    return _Reader(text, start).array()


class _Reader:
    def __init__(self, text: LogicalText, start: int) -> None:
        self.source = text
        self.text = text.text
        self.start = start
        self.at = start + 1
        self.foreign: Span | None = None

    def array(self) -> JsonArray | NotJson:
        elements: list[JsonString] = []
        self.skip_space()
        if self.peek() == "]":
            self.at += 1
            return self.finished(elements)
        while True:
            broken = self.element(elements)
            if broken is not None:
                return broken
            self.skip_space()
            character = self.peek()
            self.at += 1
            if character == "]":
                return self.finished(elements)
            if character != ",":
                return self.missing_comma_or_bracket(character)
            self.skip_space()
            if self.peek() == "]":
                return self.not_json("a comma stands before the closing bracket", self.at - 1, self.at)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip_space(self) -> None:
        while self.peek() and self.peek() in _JSON_SPACE:
            self.at += 1

    def element(self, elements: list[JsonString]) -> NotJson | None:
        begin = self.at
        if self.peek() == '"':
            try:
                value, self.at = _DECODER.raw_decode(self.text, begin)
            except ValueError as error:
                return self.bad_string(begin, error)
            value = _LONE_SURROGATE.sub("\ufffd", value)
            raw = self.source.slice(begin + 1, self.at - 1)
            source = raw if raw.text == value else LogicalText.contiguous(value, raw.source(0))
            elements.append(JsonString(value, self.source.span(begin, self.at), source))
            return None
        if self.peek() == "'":
            end = self.text.find("'", begin + 1)
            stop = len(self.text) if end < 0 else end + 1
            return self.not_json("JSON strings stand in double quotes", begin, stop)
        try:
            _, self.at = _DECODER.raw_decode(self.text, begin)
        except (ValueError, RecursionError):
            return self.bare_word(begin)
        self.foreign = self.foreign or self.source.span(begin, self.at)
        return None

    def bad_string(self, begin: int, error: ValueError) -> NotJson:
        position = getattr(error, "pos", begin)
        if "Unterminated" in str(error):
            return self.not_json("a string is not closed", begin, len(self.text))
        return self.not_json("a string holds an invalid escape or control character", position, position + 1)

    def bare_word(self, begin: int) -> NotJson:
        match = _BARE_WORD.match(self.text, begin)
        if match is None:
            reason = "the closing bracket is missing" if begin >= len(self.text) else "a string is expected here"
            return self.not_json(reason, min(begin, len(self.text) - 1), begin + 1)
        return self.not_json(f"`{match.group()}` stands without double quotes", begin, match.end())

    def missing_comma_or_bracket(self, character: str) -> NotJson:
        if not character:
            return self.not_json("the closing bracket is missing", self.start, len(self.text))
        return self.not_json("a comma is missing between two elements", self.at - 1, self.at)

    def finished(self, elements: list[JsonString]) -> JsonArray | NotJson:
        end = self.at
        if self.text[end:].strip(SPACES):
            return self.not_json("text follows the closing bracket", end, len(self.text))
        if self.foreign is not None:
            return NotJson("every element has to be a string", self.foreign, True)
        return JsonArray(tuple(elements), self.source.span(self.start, end))

    def not_json(self, reason: str, start: int, end: int) -> NotJson:
        return NotJson(reason, self.source.span(start, min(end, len(self.text))), False)


def _refuse_constant(constant: str) -> object:
    raise ValueError(constant)


def _finite(number: str) -> float:
    value = float(number)
    if isinf(value):
        raise ValueError(number)
    return value


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite, parse_int=_finite)
"""As strict as Go's decoder: no ``NaN``, no number beyond a 64-bit float."""
