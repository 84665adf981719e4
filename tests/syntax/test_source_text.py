"""Lines and columns as the protocol counts them."""

from __future__ import annotations

import pytest

from dockwright.syntax.source_text import Position, PositionEncoding, SourceText


def test_lines_end_where_the_protocol_says() -> None:
    source = SourceText.read("a\nb\r\nc\rd\fe\vf\x85g\u2028h\u2029i")
    assert [source.line_text(line) for line in range(source.line_count)] == [
        "a",
        "b",
        "c",
        "d\fe\vf\x85g\u2028h\u2029i",
    ]


def test_final_line_end_opens_an_empty_line() -> None:
    source = SourceText.read("a\n")
    assert (source.line_count, source.line_text(1), source.position(2)) == (2, "", Position(1, 0))


@pytest.mark.parametrize(
    ("encoding", "column"),
    [(PositionEncoding.UTF8, 7), (PositionEncoding.UTF16, 4), (PositionEncoding.UTF32, 3)],
)
def test_columns(encoding: PositionEncoding, column: int) -> None:
    source = SourceText.read("x\naé😀b")
    assert source.position(5, encoding) == Position(1, column)
    assert source.offset(Position(1, column), encoding) == 5


def test_column_inside_a_character_means_its_start() -> None:
    assert SourceText.read("😀b").offset(Position(0, 1), PositionEncoding.UTF16) == 0


def test_positions_past_the_end() -> None:
    source = SourceText.read("ab\r\ncd")
    assert source.offset(Position(0, 99)) == 2
    assert source.offset(Position(9, 0)) == 6


@pytest.mark.parametrize(
    ("text", "start", "end", "replacement"),
    [
        ("a\r\nb", 1, 2, ""),
        ("a\rb", 2, 2, "\n"),
        ("a\r\nb", 2, 2, "x"),
        ("a\n\nb", 1, 1, "\r"),
        ("", 0, 0, "\n"),
        ("a\r", 2, 2, "\n"),
    ],
)
def test_edits_that_join_and_part_line_ends(text: str, start: int, end: int, replacement: str) -> None:
    edited = SourceText.read(text).edit(start, end, replacement)
    assert edited == SourceText.read(text[:start] + replacement + text[end:])
