"""Edits as an editor types them.

Promises: an edit can be sent as a range and applied to our own copy of the text. Lines end with `\n` only and columns
count UTF-16 code units of texts inside the basic plane, where they equal code points. Leaves out: other line ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from .wire import JsonObject


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text, 0-based."""

    line: int
    character: int

    def as_json(self) -> JsonObject:
        """The position as the protocol writes it."""
        return {"line": self.line, "character": self.character}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands from `start` to `end` by `text`."""

    start: Position
    end: Position
    text: str

    def as_json(self) -> JsonObject:
        """The edit as a content change event with a range."""
        return {"range": {"start": self.start.as_json(), "end": self.end.as_json()}, "text": self.text}


def insertion(at: Position, text: str) -> Edit:
    """The edit that types `text` at a place."""
    return Edit(at, at, text)


def deletion(at: Position, text: str) -> Edit:
    """The edit that takes back `text`, one character or one line end, typed at a place."""
    assert len(text) == 1
    end = Position(at.line + 1, 0) if text == "\n" else Position(at.line, at.character + 1)
    return Edit(at, end, "")


def apply(text: str, edit: Edit) -> str:
    """The text after an edit. Raises `ValueError` for a line that the text does not have."""
    start = offset(text, edit.start)
    end = start if edit.end == edit.start else offset(text, edit.end)
    return text[:start] + edit.text + text[end:]


def offset(text: str, position: Position) -> int:
    """The code point at which a position stands. Raises `ValueError` for a line that the text does not have."""
    line_start = 0
    for _ in range(position.line):
        line_start = text.index("\n", line_start) + 1
    return line_start + position.character
