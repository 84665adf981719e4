"""Evaluate words with variables as BuildKit's shell lexer does, where ``None`` stands for a value that is not known."""

from __future__ import annotations

import re

from ..syntax.dataclass import dataclass
from ..syntax.expansion import Expansion, Literal, Part
from ..syntax.words import Word
from .environment import Lookup


@dataclass(frozen=True, slots=True)
class _Value:
    """``text`` is ``None`` if unknown; ``is_set`` is ``None`` if even that is unknown."""

    text: str | None
    is_set: bool | None


def evaluate(word: Word, lookup: Lookup, *, is_complete: bool = True) -> str | None:
    """The value of a word; ``None`` if it depends on something unknown.

    A variable that ``lookup`` does not find is empty where ``is_complete`` says that every variable is known, else
    unknown.
    """
    return _join(word.parts.parts, lookup, is_complete)


def _join(parts: tuple[Part, ...], lookup: Lookup, is_complete: bool) -> str | None:
    texts: list[str] = []
    for part in parts:
        text = part.text if isinstance(part, Literal) else _expand(part, lookup, is_complete)
        if text is None:
            return None
        texts.append(text)
    return "".join(texts)


def _value(name: str, lookup: Lookup, is_complete: bool) -> _Value:
    binding = lookup(name)
    if binding is None:
        return _Value("", False) if is_complete else _Value(None, None)
    if not binding.is_set:
        # A build argument without a default is required by design; the build may pass anything.
        return _Value(None, None)
    return _Value(binding.value, True)


def _expand(expansion: Expansion, lookup: Lookup, is_complete: bool) -> str | None:
    if expansion.problem is not None:
        return None
    value = _value(expansion.name, lookup, is_complete)
    operator = expansion.operator
    if operator is None:
        return value.text
    argument = _join(expansion.argument, lookup, is_complete)
    match operator:
        case ":-" | "-" | ":+" | "+":
            return _default_or_alternative(operator, value, argument)
        case ":?" | "?":
            return value.text
        case "#" | "##" | "%" | "%%":
            return None if value.text is None or argument is None else _trim(operator, value.text, argument)
        case "/" | "//":
            replacement = _join(expansion.replacement, lookup, is_complete)
            if value.text is None or argument is None or replacement is None:
                return None
            if not value.is_set:
                return ""
            return _replace(value.text, argument, replacement, is_everywhere=operator == "//")
        case _:
            return None


def _default_or_alternative(operator: str, value: _Value, argument: str | None) -> str | None:
    """``${x:-y}``: the declared default of a required argument is the word written here."""
    if operator.endswith("-") and value.is_set is None:
        return argument if value.text is None else value.text
    if value.is_set is None or (value.is_set and value.text is None):
        return None
    is_present = bool(value.text) if operator.startswith(":") else value.is_set
    if operator.endswith("-"):
        return value.text if is_present else argument
    return argument if is_present else ""


def _replace(text: str, pattern: str, replacement: str, *, is_everywhere: bool) -> str:
    """As Go's ``ReplaceAllString``: an empty match right behind another match does not count."""
    pieces: list[str] = []
    at, last_end = 0, -1
    for match in re.finditer(_pattern(pattern), text, re.DOTALL):
        if match.start() == match.end() == last_end:
            continue
        pieces += text[at : match.start()], replacement
        at = last_end = match.end()
        if not is_everywhere:
            break
    return "".join([*pieces, text[at:]])


def _trim(operator: str, text: str, pattern: str) -> str:
    ends = range(len(text) + 1)
    whole = re.compile(_pattern(pattern), re.DOTALL)
    if operator[0] == "#":
        lengths = ends if operator == "#" else reversed(ends)
        return next((text[length:] for length in lengths if whole.fullmatch(text[:length])), text)
    starts = reversed(ends) if operator == "%" else ends
    return next((text[:start] for start in starts if whole.fullmatch(text[start:])), text)


def _pattern(pattern: str) -> str:
    """A shell pattern (``*``, ``?``, backslash) as a regular expression; other characters stand for themselves."""
    result: list[str] = []
    index = 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\" and index + 1 < len(pattern):
            index += 1
            result.append(re.escape(pattern[index]))
        elif character == "*":
            result.append(".*")
        elif character == "?":
            result.append(".")
        else:
            result.append(re.escape(character))
        index += 1
    return "".join(result)
