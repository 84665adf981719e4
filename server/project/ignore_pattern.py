"""One pattern of a ``.dockerignore`` file, compiled the way Docker does it.

Docker turns a pattern into a regular expression of Go's dialect (RE2) and hands the user's own characters through to
it, so that ``\\d`` means a digit and a star in a character class means something odd. The outcome, not the intention,
decides which files reach a build, so it is followed here: the same expression is put together, then read by the rules
of https://github.com/google/re2/wiki/Syntax and written down again for ``re``. What Docker refuses is refused here.

Left out: the Unicode classes ``\\pL`` and ``\\PL``, which Python cannot spell; such a pattern matches nothing. Rules of
Windows clients are left out too: there, ``\\`` separates folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Matcher = Callable[[str], bool]

_ESCAPED_BY_DOCKER = frozenset(".+()|{}$")
_PERL_CLASSES = {"d": "0-9", "s": r"\t\n\f\r ", "w": "0-9A-Za-z_"}
_PERL_COMPLEMENTS = {"D": r"[^0-9]", "S": r"[^\t\n\f\r ]", "W": "[^0-9A-Za-z_]"}
_ASSERTIONS = {"b": r"\b", "B": r"\B", "A": r"\A", "z": r"\Z"}
_CONTROL = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_POSIX_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}


class PatternError(ValueError):
    """The pattern passes Docker's first look and fails once a file is compared with it."""


def compiled(pattern: str) -> Matcher:
    """The test of a path (relative, cleaned, ``/``-separated) against a cleaned pattern without its ``!``.

    Raises ``PatternError``, and only that, where Go's expression compiler refuses the pattern.
    """
    kind, expression = _go_expression(pattern)
    match kind:
        case "exact":
            return lambda path: path == pattern
        case "prefix":
            return lambda path: path.startswith(pattern[:-2])
        case "suffix":
            suffix = pattern[2:]
            if suffix.startswith("/"):
                return lambda path: path.endswith(suffix) or path == suffix[1:]
            return lambda path: path.endswith(suffix)
        case _:
            return _expression_matcher(expression)


def _expression_matcher(expression: str) -> Matcher:
    written = _Reader(expression).python_expression()
    if written is None:
        return lambda _path: False
    try:
        found = re.compile(written, re.ASCII).match
    except (re.error, OverflowError) as error:
        raise PatternError(str(error)) from None
    return lambda path: found(path) is not None


def _go_expression(pattern: str) -> tuple[str, str]:
    """How Docker compares this pattern (exact, prefix, suffix, expression), and the expression.

    The kind is what the *last* special piece asked for, except that a leading ``**`` asks for a suffix: that is why
    ``**/*.log`` is an expression and ``**/log`` is not.
    """
    kind, expression = "exact", ["^"]
    text = pattern.removeprefix("\ufeff")
    position = 0
    while position < len(text):
        start, character = position, text[position]
        position += 1
        if character == "*" and text.startswith("*", position):
            position += 1
            position += text.startswith("/", position)
            if position < len(text):
                expression.append("(.*/)?")
                kind = "expression"
            elif kind == "exact":
                kind = "prefix"
            else:
                expression.append(".*")
                kind = "expression"
            if start == 0:
                kind = "suffix"
        elif character in "*?[]":
            expression.append({"*": "[^/]*", "?": "[^/]"}.get(character, character))
            kind = "expression"
        elif character == "\\":
            expression.append("\\" + text[position : position + 1])
            kind = "expression" if position < len(text) else kind
            position += 1
        else:
            expression.append("\\" + character if character in _ESCAPED_BY_DOCKER else character)
    # A lone backslash at the end escapes this very anchor.
    return kind, "".join(expression) + "$"


class _Reader:
    """Reads an expression of Go's dialect, as far as ``_go_expression`` can make one, and writes it for ``re``."""

    def __init__(self, expression: str) -> None:
        self.text = expression
        self.position = 0
        self.is_unspellable = False

    def python_expression(self) -> str | None:
        """The same expression for ``re``; None where ``re`` has no words for it."""
        written: list[str] = []
        while self.position < len(self.text):
            character = self.text[self.position]
            if character == "[":
                self.position += 1
                written.append(self._class())
            elif character == "\\":
                self.position += 1
                written.append(self._escape_outside())
            else:
                self.position += 1
                # Docker's own operators and the user's `^` keep their meaning; a lone `]` is itself.
                written.append(
                    r"\Z" if character == "$" else character if character in "^.*?()" else re.escape(character)
                )
        return None if self.is_unspellable else "".join(written)

    def _escape_outside(self) -> str:
        letter = self._peek()
        if letter == "Q":
            self.position += 1
            quoted, _, _ = self.text[self.position :].partition("\\E")
            self.position += len(quoted) + len("\\E")
            return re.escape(quoted)
        if letter in _ASSERTIONS:
            self.position += 1
            return _ASSERTIONS[letter]
        special = self._class_escape()
        if special is not None:
            return f"[{special}]" if letter in _PERL_CLASSES else special
        return re.escape(self._escaped_character())

    def _class_escape(self) -> str | None:
        """The ranges of ``\\d`` and the like, a whole class for ``\\D`` and the like, None for any other escape."""
        letter = self._peek()
        if letter in ("p", "P"):
            name = self.text[self.position + 1 : self.position + 2]
            if name not in tuple("CLMNPSZ"):
                raise PatternError(f"`\\{letter}` names no class of characters")
            self.position += 2
            self.is_unspellable = True
            return ""
        if letter in _PERL_CLASSES or letter in _PERL_COMPLEMENTS:
            self.position += 1
            return _PERL_CLASSES.get(letter) or _PERL_COMPLEMENTS[letter]
        return None

    def _escaped_character(self) -> str:
        """The one character that an escape stands for, read from behind its backslash."""
        letter = self._peek()
        self.position += 1
        if letter in _CONTROL:
            return _CONTROL[letter]
        if letter == "x":
            return self._number(r"[0-9A-Fa-f]{2}", 16)
        if letter in tuple("01234567"):
            self.position -= 1
            return self._number(r"0[0-7]{0,2}|[1-7][0-7]{1,2}", 8)
        if letter == "" or letter.isalnum() or letter > "\x7f":
            raise PatternError(f"`\\{letter}` is not an escape sequence")
        return letter

    def _number(self, shape: str, base: int) -> str:
        digits = re.compile(shape).match(self.text, self.position)
        if digits is None:
            raise PatternError("an escape sequence with a number is incomplete")
        self.position = digits.end()
        return chr(int(digits[0], base))

    def _class(self) -> str:
        """A character class, read from behind its ``[`` up to and with its ``]``."""
        start = self.position
        complements: list[str] = []
        negated = self.text.startswith("^", self.position)
        self.position += negated
        ranges: list[str] = []
        first = True
        while first or not self.text.startswith("]", self.position):
            first = False
            if self.position >= len(self.text):
                raise PatternError(f"the character class `[{self.text[start:]}` has no closing bracket")
            item = self._class_item()
            if item.startswith("[^"):
                complements.append(item)
            else:
                ranges.append(item)
        self.position += 1
        return _written_class(negated, ranges, complements)

    def _class_item(self) -> str:
        posix = re.compile(r"\[:(\^?)(.*?):\]").match(self.text, self.position)
        if posix is not None:
            if posix[2] not in _POSIX_CLASSES:
                raise PatternError(f"`{posix[0]}` names no class of characters")
            self.position = posix.end()
            return f"[^{_POSIX_CLASSES[posix[2]]}]" if posix[1] else _POSIX_CLASSES[posix[2]]
        if self._peek() == "\\":
            self.position += 1
            special = self._class_escape()
            if special is not None:
                return special
            self.position -= 1
        low = high = self._class_character()
        if self._peek() == "-" and self.text[self.position + 1 : self.position + 2] not in ("", "]"):
            self.position += 1
            high = self._class_character()
        if high < low:
            raise PatternError(f"the range `{low}-{high}` runs backwards")
        return _spelled(low) if low == high else f"{_spelled(low)}-{_spelled(high)}"

    def _class_character(self) -> str:
        character = self._peek()
        if character == "":
            raise PatternError("a character class has no closing bracket")
        self.position += 1
        return self._escaped_character() if character == "\\" else character

    def _peek(self) -> str:
        return self.text[self.position : self.position + 1]


def _written_class(negated: bool, ranges: list[str], complements: list[str]) -> str:
    """``re`` has no complement inside of a class, so one becomes an alternative of its own, or a look-ahead."""
    inside = "".join(ranges)
    if not complements:
        return f"[{'^' * negated}{inside}]" if inside else (r"[\s\S]" if negated else "(?!)")
    alternatives = "|".join([f"[{inside}]"] * bool(inside) + complements)
    return rf"(?:(?!{alternatives})[\s\S])" if negated else f"(?:{alternatives})"


def _spelled(character: str) -> str:
    return f"\\U{ord(character):08x}"
