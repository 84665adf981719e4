"""What holds for any text and any edit."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.syntax.source_text import Position, PositionEncoding, SourceText
from dockwright.syntax.tree import Tree, edit, parse

from .exploration import explore
from .fragments import ALTERATIONS, altered, dockerfiles

EDITS_PER_FILE = 20

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\n\r\\`#$\"'<>{}[]=- \t\0\f\u2028😀E")), max_size=120)
TEXTS = st.one_of(dockerfiles(), ANY_TEXT)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and some edits, each in the text that the ones before it leave."""
    text = draw(TEXTS)
    edits = []
    length = len(text)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, min(length, start + 12)))
        replacement = draw(st.one_of(st.sampled_from(ALTERATIONS), TEXTS))
        edits.append((start, end, replacement))
        length += len(replacement) - (end - start)
    return text, edits


def replaced(text: str, start: int, end: int, replacement: str) -> str:
    return text[:start] + replacement + text[end:]


def check_edit(tree: Tree, start: int, end: int, replacement: str) -> Tree:
    """Edit, compare with reading the new text, and see that what is said to be kept is kept."""
    text = replaced(tree.text, start, end, replacement)
    outcome = edit(tree, start, end, replacement)
    assert outcome.tree.text == text
    assert outcome.tree.source == SourceText.read(text)
    assert outcome.tree == parse(text)
    before, after = outcome.kept_before, outcome.kept_after
    assert all(new is old for new, old in zip(outcome.tree.items[:before], tree.items[:before], strict=True))
    kept_old = tree.items[len(tree.items) - after :]
    kept_new = outcome.tree.items[len(outcome.tree.items) - after :]
    assert all(new is old for new, old in zip(kept_new, kept_old, strict=True))
    between = outcome.tree.items[before : len(outcome.tree.items) - after]
    assert {id(item) for item in between}.isdisjoint(map(id, tree.items))
    return outcome.tree


@pytest.mark.parametrize("typed_behind", ["FROM a\nRUN b", "FROM a\nRUN b\n", "FROM a\nRUN b\n# c"])
def test_line_end_beside_items_leaves_them_what_they_are(typed_behind: str) -> None:
    tree = parse("FROM a\nRUN b\n# c\nRUN d\n")
    outcome = edit(tree, len(typed_behind), len(typed_behind), "\n")
    assert outcome.kept_before + outcome.kept_after == len(tree.items)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_everything_can_be_asked_of_any_text(text: str) -> None:
    explore(parse(text))


@settings(max_examples=400, deadline=None)
@given(texts_and_edits())
def test_edits_give_the_tree_of_the_final_text(text_and_edits: tuple[str, list[tuple[int, int, str]]]) -> None:
    text, edits = text_and_edits
    tree = parse(text)
    for start, end, replacement in edits:
        tree = check_edit(tree, start, end, replacement)


def test_everything_can_be_asked_of_a_corpus_file(corpus_file: Path) -> None:
    text = corpus_file.read_bytes().decode("utf-8", "replace")
    explore(parse(text))
    explore(parse(altered(text, random.Random(corpus_file.name))))


def test_edits_of_a_corpus_file_give_the_tree_of_the_final_text(corpus_file: Path) -> None:
    tree = parse(corpus_file.read_bytes().decode("utf-8", "replace"))
    generator = random.Random(corpus_file.name)
    for _ in range(EDITS_PER_FILE):
        start = generator.randrange(len(tree.text) + 1)
        end = min(len(tree.text), start + generator.choice((0, 0, 1, 3, 40)))
        tree = check_edit(tree, start, end, generator.choice(ALTERATIONS))


@pytest.mark.parametrize("encoding", PositionEncoding)
@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT, data=st.data())
def test_positions_lead_back_to_their_offsets(encoding: PositionEncoding, text: str, data: st.DataObject) -> None:
    source = SourceText.read(text)
    offset = data.draw(st.integers(0, len(text)))
    position = source.position(offset, encoding)
    # Between the two characters of one line end there is no position of its own.
    inside_line_end = text[max(offset - 1, 0) : offset + 1] == "\r\n"
    assert source.offset(position, encoding) == offset - inside_line_end


@pytest.mark.parametrize("encoding", PositionEncoding)
@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT, line=st.integers(0, 200), character=st.integers(0, 200))
def test_any_position_is_somewhere(encoding: PositionEncoding, text: str, line: int, character: int) -> None:
    source = SourceText.read(text)
    offset = source.offset(Position(line, character), encoding)
    assert 0 <= offset <= len(text)
    assert source.position(offset, encoding) <= Position(line, character) or line >= source.line_count


@settings(max_examples=200, deadline=None)
@given(text=ANY_TEXT)
def test_units_are_those_of_the_encoding(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\r", "").replace("\n", "")
    source = SourceText.read(clean)
    assert source.position(len(clean), PositionEncoding.UTF8).character == len(clean.encode())
    assert source.position(len(clean), PositionEncoding.UTF16).character == len(clean.encode("utf-16-le")) // 2
    assert source.position(len(clean), PositionEncoding.UTF32).character == len(clean)
