"""On which line of a TOML document each key and each item of an array is written.

``tomllib`` gives values without places. This reads the document a second time, for places only; what the values are is
left to ``tomllib``, which must have accepted the text before (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..syntax.lazy_pattern import lazy_pattern

Key = tuple[str | int, ...]
"""The way to a value from the root of a document: names of keys, and 0-based indices of arrays."""

_BARE_KEY = lazy_pattern(r"[A-Za-z0-9_-]+")
_BLANK = lazy_pattern(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = lazy_pattern(r"[^,\]}#\n]+")
_STRING = lazy_pattern(
    r'"""(?:\\.|[^\\])*?"""(?!")|' + r"'''.*?'''(?!')|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'", re.DOTALL
)


def toml_lines(text: str) -> Mapping[Key, int]:
    """The 1-based line of every key, table header and array item. A key that several lines lead to has the first."""
    return _Scanner(text).scan()


def toml_error_place(message: str) -> tuple[int | None, str]:
    """The line that a message of ``tomllib`` names, and the message without the place.

    Pythons before 3.14 tell the place in no other way. An error at the end of the document has no line, and the message
    says so.
    """
    place = re.search(r" \(at (?:line (\d+), column \d+|(end of document))\)$", message)
    if place is None:
        return None, message
    if place[2]:
        return None, f"{message[: place.start()]} at the end of the file"
    return int(place[1]), message[: place.start()]


def _unquoted(text: str) -> str:
    import tomllib

    return str(tomllib.loads(f"key = {text}")["key"])


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1
        self.lines: dict[Key, int] = {}
        self.sizes: dict[Key, int] = {}
        """How many tables the arrays of tables have so far."""

    def scan(self) -> Mapping[Key, int]:
        table: Key = ()
        self._skip(_BLANK)
        while self.position < len(self.text):
            if self._peek() == "[":
                table = self._header()
            else:
                self._key_and_value(table)
            self._skip(_BLANK)
        return self.lines

    def _header(self) -> Key:
        line = self.line
        is_array = self.text.startswith("[[", self.position)
        self.position += 1 + is_array
        names = self._key()
        self.position += 1 + is_array
        path = self._resolved((), names[:-1])
        self._note(path, line)
        path = (*path, names[-1])
        self._note(path, line)
        if is_array:
            self.sizes[path] = self.sizes.get(path, 0) + 1
        path = self._resolved(path[:-1], path[-1:])
        self._note(path, line)
        return path

    def _resolved(self, path: Key, names: Key) -> Key:
        """The way along ``names``, through the last table of each array of tables."""
        for name in names:
            path = (*path, name)
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        return path

    def _note(self, path: Key, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _key_and_value(self, table: Key) -> None:
        line = self.line
        path = (*table, *self._key())
        self._note(path, line)
        self.position += 1
        self._skip(_BLANK)
        self._value(path)

    def _key(self) -> Key:
        """The parts of a dotted key, read with the blanks behind it."""
        parts: list[str | int] = []
        while True:
            self._skip(_BLANK)
            bare = _BARE_KEY.match(self.text, self.position)
            if bare is not None:
                parts.append(bare[0])
                self.position = bare.end()
            else:
                parts.append(_unquoted(self._skip(_STRING)))
            self._skip(_BLANK)
            if self._peek() != ".":
                return tuple(parts)
            self.position += 1

    def _value(self, path: Key) -> None:
        match self._peek():
            case "[":
                self._items(path, "]")
            case "{":
                self._items(path, "}")
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)

    def _items(self, path: Key, end: str) -> None:
        self.position += 1
        self._skip(_BLANK)
        index = 0
        while self._peek() != end:
            if end == "]":
                self._note((*path, index), self.line)
                self._value((*path, index))
                index += 1
            else:
                self._key_and_value(path)
            self._skip(_BLANK)
            if self._peek() == ",":
                self.position += 1
                self._skip(_BLANK)
        self.position += 1

    def _skip(self, expression: re.Pattern[str]) -> str:
        """Go past what the expression matches here, which may be nothing, and give it back."""
        found = expression.match(self.text, self.position)
        skipped = found[0] if found else ""
        if not skipped and expression is not _BLANK:
            # Only a text that `tomllib` would refuse leads here; going on would never end.
            raise ValueError("the document is not TOML")
        self.position += len(skipped)
        self.line += skipped.count("\n")
        return skipped

    def _peek(self) -> str:
        return self.text[self.position : self.position + 1]
