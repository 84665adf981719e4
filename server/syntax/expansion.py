"""Variables in words: ``$x``, ``${x}`` and its modifiers, quotes and escapes, as BuildKit's shell lexer reads them.

A word becomes parts: literals and expansions, each with its source span. Nothing is evaluated here; the semantics layer
does that. Source: https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from .dataclass import dataclass
from .logical_text import LogicalText, Span

SPECIAL_PARAMETERS = "@*#?-$!0"
"""One-character names, as in POSIX; BuildKit never finds a value for them."""

_MODIFIERS = "+-?#%"
_DEEPEST = 100
"""BuildKit knows no such limit; nobody comes near it, and Python's stack ends somewhere."""


def _may_stand_in_name(character: str) -> bool:
    return character.isalpha() or character.isdecimal() or character == "_"


def reads_to(word: LogicalText, start: int, escape: str) -> int:
    """The offset behind the double-quoted string or expansion at ``start``; -1 if BuildKit's lexer gives up in it."""
    reader = _Reader(word, escape)
    reader.at = start + 1 if word.text[start] == '"' else start
    if word.text[start] == '"':
        reader.until('"', raw_escapes=True, in_quotes=True)
    else:
        reader.dollar(quoted=False)
    return -1 if reader.is_lost else reader.at


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands for itself, quotes and escapes already taken away."""

    text: str
    span: Span
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    """A variable that is replaced.

    ``operator`` is ``None`` for ``$x`` and ``${x}``, else one of ``:-  -  :+  +  :?  ?  #  ##  %  %%  /  //``.
    ``argument`` is the word behind the operator (for ``/`` the pattern), ``replacement`` the text behind the second
    slash. ``problem`` says why BuildKit refuses it, if it does.
    """

    name: str
    span: Span
    name_span: Span
    is_braced: bool
    operator: str | None = None
    argument: tuple[Part, ...] = ()
    replacement: tuple[Part, ...] = ()
    problem: str | None = None
    is_quoted: bool = False


Part = Literal | Expansion


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a word, and why BuildKit cannot read it (an open quote or brace), if so."""

    parts: tuple[Part, ...]
    problem: str | None

    def expansions(self) -> tuple[Expansion, ...]:
        """All expansions, those inside the arguments of others included, in source order."""
        found: list[Expansion] = []
        _collect(self.parts, found)
        return tuple(found)

    def static_value(self) -> str | None:
        """The value of a word without expansions, else ``None``."""
        if any(isinstance(part, Expansion) for part in self.parts):
            return None
        return "".join(part.text for part in self.parts if isinstance(part, Literal))


def _collect(parts: tuple[Part, ...], found: list[Expansion]) -> None:
    for part in parts:
        if isinstance(part, Expansion):
            found.append(part)
            _collect(part.argument, found)
            _collect(part.replacement, found)


def read_parts(word: LogicalText, escape: str, *, keeps_quotes: bool = False) -> WordParts:
    """Take a raw word apart; never raises. ``keeps_quotes`` is for bodies of heredocs, where quotes mean nothing."""
    if not any(mark in word.text for mark in ("$", "'", '"', escape)):
        if not word.text:
            return WordParts((), None)
        return WordParts((Literal(word.text, word.span(0, len(word.text)), False),), None)
    reader = _Reader(word, escape, "" if keeps_quotes else "'\"")
    parts = reader.until(None, raw_escapes=False)
    return WordParts(parts, reader.problem)


class _Reader:
    """One pass over a word; ``at`` is the logical offset of the next character."""

    def __init__(self, word: LogicalText, escape: str, quotes: str = "'\"") -> None:
        self.word = word
        self.text = word.text
        self.escape = escape
        self.quotes = quotes
        self.at = 0
        self.problem: str | None = None
        self.is_lost = False
        self.depth = 0

    def fail(self, problem: str) -> None:
        """Note why BuildKit's lexer gives up here; only the first reason counts."""
        self.problem = self.problem or problem
        self.is_lost = True

    def until(self, stop: str | None, *, raw_escapes: bool, in_quotes: bool = False) -> tuple[Part, ...]:
        """Parts up to the unquoted ``stop`` character, which is consumed, or to the end of the word."""
        parts: list[Part] = []
        start, collected = self.at, ""
        quoted = in_quotes

        def flush(end: int) -> None:
            nonlocal collected
            if collected or quoted:
                parts.append(Literal(collected, self.word.span(start, end), quoted))
            collected = ""

        while self.at < len(self.text):
            character = self.text[self.at]
            if character == stop:
                flush(self.at)
                self.at += 1
                return tuple(parts)
            if character == "$":
                before = self.at
                self.depth += 1
                expansion = self.dollar(quoted)
                self.depth -= 1
                if expansion is None:
                    collected += "$"
                    continue
                flush(before)
                parts.append(expansion)
                start, quoted = self.at, in_quotes
            elif character == "'" and not in_quotes and self.quotes:
                collected += self.single_quoted()
                quoted = True
            elif character == '"' and not in_quotes and self.quotes:
                flush(self.at)
                self.at += 1
                parts.extend(self.until('"', raw_escapes=raw_escapes, in_quotes=True))
                start, quoted = self.at, in_quotes
            elif character == self.escape:
                collected += self.escaped(in_quotes, raw_escapes)
            else:
                collected += character
                self.at += 1
        flush(self.at)
        if stop is not None:
            construct = {'"': "a double quote is not closed", "/": "the slash before the replacement is missing"}
            self.fail(construct.get(stop, "a brace is not closed"))
        return tuple(parts)

    def single_quoted(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            self.fail("a single quote is not closed")
            end = len(self.text)
        value = self.text[self.at + 1 : end]
        self.at = min(end + 1, len(self.text))
        return value

    def escaped(self, in_quotes: bool, raw: bool) -> str:
        following = self.text[self.at + 1 : self.at + 2]
        self.at += 1 + len(following)
        if not following:
            return self.escape if in_quotes else ""
        if not in_quotes:
            return self.escape + following if raw else following
        if following in ('"', "$", self.escape):
            return self.escape + following if raw else following
        # An escape character that escapes nothing stays; BuildKit writes it twice where it also keeps escapes.
        return self.escape * (1 + raw) + following

    def name(self) -> str:
        start = self.at
        first = self.text[start : start + 1]
        if first.isdecimal():
            while self.text[self.at : self.at + 1].isdecimal():
                self.at += 1
        elif first and first in SPECIAL_PARAMETERS:
            self.at += 1
        else:
            while _may_stand_in_name(self.text[self.at : self.at + 1]):
                self.at += 1
        return self.text[start : self.at]

    def dollar(self, quoted: bool) -> Expansion | None:
        """The expansion at a dollar sign; ``None``, with the sign consumed, where it stands for itself."""
        start = self.at
        self.at += 1
        if self.text[self.at : self.at + 1] != "{":
            name = self.name()
            if not name:
                return None
            return Expansion(
                name, self.word.span(start, self.at), self.word.span(start + 1, self.at), False, is_quoted=quoted
            )
        self.at += 1
        name_start = self.at
        if self.depth > _DEEPEST:
            return self.broken(start, name_start, "variables are nested too deeply")
        if self.text[self.at : self.at + 1] in ("{", "}", ":", ""):
            return self.broken(start, name_start)
        name = self.name()
        name_span = self.word.span(name_start, self.at)
        return self.modified(start, name, name_span, quoted)

    def broken(self, start: int, name_start: int, why: str = "a variable has no name") -> Expansion:
        end = self.text.find("}", self.at)
        self.at = len(self.text) if end < 0 else end + 1
        reason = "a brace is not closed" if end < 0 else why
        self.fail(reason)
        return Expansion(
            "", self.word.span(start, self.at), self.word.span(name_start, name_start), True, problem=reason
        )

    def modified(self, start: int, name: str, name_span: Span, quoted: bool) -> Expansion:
        operator = self.operator()
        argument: tuple[Part, ...] = ()
        replacement: tuple[Part, ...] = ()
        problem: str | None = None
        if operator is None:
            end = self.text.find("}", self.at)
            problem = "a brace is not closed" if end < 0 else f"`{self.text[self.at : end]}` is not a known modifier"
            self.at = len(self.text) if end < 0 else end + 1
            self.fail(problem)
        elif operator[:1] == ":" and operator not in (":-", ":+", ":?"):
            argument = self.until("}", raw_escapes=False)
            problem = f"`{operator}` is not a known modifier"
            self.problem = self.problem or problem
        elif operator in ("/", "//"):
            argument = self.until("/", raw_escapes=True)
            replacement = self.until("}", raw_escapes=True)
        elif operator:
            argument = self.until("}", raw_escapes=operator[0] in "#%")
        span = self.word.span(start, self.at)
        return Expansion(name, span, name_span, True, operator or None, argument, replacement, problem, quoted)

    def operator(self) -> str | None:
        """The operator behind a name, consumed; ``""`` where the brace closes at once; ``None`` if there is none."""
        character = self.text[self.at : self.at + 1]
        if character == "}":
            self.at += 1
            return ""
        if character == ":" and self.at + 1 < len(self.text):
            self.at += 2
            return self.text[self.at - 2 : self.at]
        if character and (character in _MODIFIERS or character == "/"):
            doubled = self.text[self.at + 1 : self.at + 2] == character and character in "#%/"
            self.at += 2 if doubled else 1
            return character * 2 if doubled else character
        return None
