"""The edits between two texts, line by line, so that a client moves no cursor and folds nothing that did not change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ..code_actions.edits import TextEdit
from ..syntax.source_text import SourceText
from .draft import difference

MOST_LINES = 4_000
"""Changed regions with more lines are replaced as a whole: comparing takes time in proportion to the square."""


def line_edits(old: SourceText, new: SourceText) -> tuple[TextEdit, ...]:
    """Disjoint edits in document order that make ``new`` of ``old``."""
    return tuple(_narrowed(old.text, edit) for edit in _blocks(old, new))


def _blocks(old: SourceText, new: SourceText) -> Iterator[TextEdit]:
    old_lines, new_lines = _lines(old), _lines(new)
    first, last = 0, 0
    shorter = min(len(old_lines), len(new_lines))
    while first < shorter and old_lines[first] == new_lines[first]:
        first += 1
    while last < shorter - first and old_lines[-1 - last] == new_lines[-1 - last]:
        last += 1
    old_middle = old_lines[first : len(old_lines) - last]
    new_middle = new_lines[first : len(new_lines) - last]
    at = old.line_starts[first] if first < len(old.line_starts) else len(old.text)
    if len(old_middle) + len(new_middle) > MOST_LINES:
        yield TextEdit(at, at + sum(map(len, old_middle)), "".join(new_middle))
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old_middle, new_middle, False).get_opcodes():
        if tag == "replace" and end - start == new_end - new_start:
            # As many lines as before: most likely each was changed, and each can be changed by itself.
            for old_line, new_line in zip(old_middle[start:end], new_middle[new_start:new_end], strict=True):
                yield TextEdit(at, at + len(old_line), new_line)
                at += len(old_line)
            continue
        length = sum(map(len, old_middle[start:end]))
        if tag != "equal":
            yield TextEdit(at, at + length, "".join(new_middle[new_start:new_end]))
        at += length


def _lines(source: SourceText) -> list[str]:
    """The lines with their ends; joined they are the text."""
    ends = [*source.line_starts[1:], len(source.text)]
    return [source.text[start:end] for start, end in zip(source.line_starts, ends, strict=True)]


def _narrowed(text: str, edit: TextEdit) -> TextEdit:
    """An edit of whole lines without what is the same at both of its ends."""
    smaller = difference(text[edit.start : edit.end], edit.text)
    return TextEdit(edit.start + smaller.start, edit.start + smaller.end, smaller.text)
