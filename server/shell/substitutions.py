"""Commands within a word: ``$(…)``, ``<(…)`` and backquotes. What they put out is never known."""

from __future__ import annotations

import re

from .quoting import WordScan, leave_unclosed
from .reading import NESTING_LIMIT, Reading


def read_bracketed_commands(reading: Reading, scan: WordScan, start: int) -> None:
    """Commands from ``start`` up to the closing bracket."""
    scan.dynamic(None)
    reading.position = start
    if reading.draft.nesting >= NESTING_LIMIT:
        leave_unclosed(reading, scan)
        return
    reading.draft.nesting += 1
    reading.grammar.substitution(reading, scan.place, ")")
    reading.draft.nesting -= 1


def read_backquoted_commands(reading: Reading, scan: WordScan) -> None:
    """Commands between backquotes, at the first of which the reading stands; nested ones are escaped."""
    text, start = reading.text, reading.position + 1
    at = start
    while at < reading.end and text[at] != "`":
        at += 2 if text[at] == "\\" else 1
    scan.dynamic(None)
    if at >= reading.end or reading.draft.nesting >= NESTING_LIMIT:
        reading.fail()
        reading.position = reading.end
        return
    reading.draft.nesting += 1
    written = text[start:at]
    if "\\" in written:
        pinned = reading.pinned or (reading.base + reading.position, reading.base + at + 1)
        inner_text = re.sub(r"\\([$`\\])", r"\1", written)
        inner = Reading(reading.draft, inner_text, 0, len(inner_text), 0, pinned, reading.grammar)
        reading.grammar.substitution(inner, scan.place, "")
    else:
        limit, reading.end, reading.position = reading.end, at, start
        reading.grammar.substitution(reading, scan.place, "")
        reading.end = limit
    reading.position = at + 1
    reading.draft.nesting -= 1
