"""What quoting makes of text in which nothing is expanded: backslashes, single quotes, and ``$'…'``."""

from __future__ import annotations

import re
from dataclasses import field

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .model import Place
from .reading import Reading
from .words import VariableUse

_ANSI_ESCAPE = lazy_pattern(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))", re.DOTALL
)
_ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(slots=True)
class WordScan:
    """What has been seen of a word. ``literal`` is the text since the last part that is not literal."""

    place: Place
    literal: list[str] = field(default_factory=list[str])
    parts: list[str | VariableUse | None] = field(default_factory=list[str | VariableUse | None])
    variables: list[VariableUse] = field(default_factory=list[VariableUse])
    is_static: bool = True
    has_glob: bool = False
    has_braces: bool = False
    is_quoted: bool = False

    def dynamic(self, part: VariableUse | None) -> None:
        if self.literal:
            self.parts.append("".join(self.literal))
            self.literal.clear()
        self.parts.append(part)
        self.is_static = False


def read_escape(reading: Reading, scan: WordScan) -> None:
    escaped = reading.text[reading.position + 1 : min(reading.position + 2, reading.end)]
    if escaped == "\r" and reading.text[reading.position + 2 : reading.position + 3] == "\n":
        reading.position += 1
    elif escaped != "\n":
        scan.literal.append(escaped or "\\")
        scan.is_quoted = True
    reading.position = min(reading.position + 2, reading.end)


def read_single_quoted(reading: Reading, scan: WordScan) -> None:
    scan.is_quoted = True
    start = reading.position + 1
    end = reading.text.find("'", start, reading.end)
    if end < 0:
        leave_unclosed(reading, scan)
        return
    scan.literal.append(reading.text[start:end])
    reading.position = end + 1


def read_ansi_quoted(reading: Reading, scan: WordScan) -> None:
    scan.is_quoted = True
    text = reading.text
    start = at = reading.position + 2
    while at < reading.end and text[at] != "'":
        at += 2 if text[at] == "\\" else 1
    if at >= reading.end:
        leave_unclosed(reading, scan)
        return
    scan.literal.append(_ANSI_ESCAPE.sub(_ansi_character, text[start:at]))
    reading.position = at + 1


def _ansi_character(match: re.Match[str]) -> str:
    for digits, radix in ((match[1], 16), (match[2], 16), (match[3], 16), (match[4], 8)):
        if digits is not None:
            return chr(min(int(digits, radix), 0x10FFFF))
    return _ANSI_LETTERS.get(match[5], match[5] if match[5] in "\\'\"?" else match[0])


def leave_unclosed(reading: Reading, scan: WordScan) -> None:
    reading.fail()
    scan.dynamic(None)
    reading.position = reading.end
