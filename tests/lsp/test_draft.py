"""Edits of the client, joined into one replacement."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.draft import Draft, difference
from dockwright.syntax.source_text import Position, PositionEncoding, Range, SourceText

LETTERS = "ab \r\n\x0c\x85\u2028é𝄞"
TEXTS = st.text(alphabet=LETTERS, max_size=30)
POSITIONS = st.builds(Position, st.integers(0, 8), st.integers(0, 12))
EDITS = st.lists(st.tuples(POSITIONS, POSITIONS, TEXTS), max_size=6)
WIDTH: dict[PositionEncoding, Callable[[str], int]] = {
    PositionEncoding.UTF8: lambda character: len(character.encode()),
    PositionEncoding.UTF16: lambda character: len(character.encode("utf-16-le")) // 2,
    PositionEncoding.UTF32: lambda _: 1,
}


def offset(text: str, position: Position, encoding: PositionEncoding) -> int:
    """Where a position lies, counted in the most simple way."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if position.line >= len(lines):
        return len(text)
    at = sum(map(len, lines[: position.line]))
    units = 0
    for character in lines[position.line].rstrip("\r\n"):
        units += WIDTH[encoding](character)
        if units > position.character:
            break
        at += 1
    return at


@given(TEXTS, EDITS, st.sampled_from(PositionEncoding), st.integers(0, 6))
def test_edits_lead_to_the_text_that_the_client_has(
    text: str, edits: list[tuple[Position, Position, str]], encoding: PositionEncoding, taken_after: int
) -> None:
    draft, expected = Draft(SourceText.read(text)), text
    for number, (one, other, new) in enumerate(edits):
        start, end = sorted((one, other))
        draft.replace(Range(start, end), new, encoding)
        first, last = offset(expected, start, encoding), offset(expected, end, encoding)
        expected = expected[:first] + new + expected[max(first, last) :]
        assert draft.current == SourceText.read(expected)
        if number == taken_after:
            draft.take(draft.current)
    replacement = draft.pending
    if replacement is not None:
        base = draft.base.text
        assert base[: replacement.start] + replacement.text + base[replacement.end :] == expected


@given(TEXTS, TEXTS)
def test_a_whole_text_comes_down_to_its_difference(old: str, new: str) -> None:
    draft = Draft(SourceText.read(old))
    draft.replace(None, new, PositionEncoding.UTF16)
    assert draft.current == SourceText.read(new)


def test_the_difference_is_small() -> None:
    assert difference("FROM a\nRUN b\n", "FROM a\nRUN bc\n").size == 1
    assert difference("aaa", "aaaa").size == 1
    assert difference("same", "same").size == 0
