"""What people see: ranges under source lines, whatever is in them."""

from __future__ import annotations

import pytest

from dockwright.diagnostics.finding import Safety, Severity
from dockwright.report.cells import cells_of
from dockwright.report.difference import difference
from dockwright.report.frame import frame
from dockwright.report.record import AppliedRecord, FileRecord, Run
from dockwright.report.style import Style
from dockwright.report.text import applied, fixed, short, statistics, summary, text
from dockwright.syntax.source_text import SourceText

from .records import APPLIED, EXAMPLE, NOTHING, finding

PLAIN = Style()


def drawn(source: str, start: int, end: int, style: Style = PLAIN) -> str:
    return "\n".join(frame(SourceText.read(source), start, end, Severity.WARNING, style))


def drawn_at(source: str, words: str, style: Style = PLAIN) -> str:
    start = source.index(words)
    return drawn(source, start, start + len(words), style)


def test_carets_stand_under_the_words() -> None:
    assert drawn_at("FROM node AS x\n", "node") == " 1 │ FROM node AS x\n   │      ^^^^"


def test_tabs_and_wide_characters_keep_the_carets_in_place() -> None:
    assert drawn_at("RUN\ta 漢字 b\n", "漢字") == " 1 │ RUN a 漢字 b\n   │       ^^^^"
    assert drawn_at("RUN\t\u0301x é\n", "x") == " 1 │ RUN \u0301x é\n   │     ^"


def test_an_empty_range_and_one_at_the_end_get_a_caret() -> None:
    assert drawn("FROM a\nRUN\n", 10, 10) == " 2 │ RUN\n   │    ^"
    assert drawn("FROM a", 6, 6) == " 1 │ FROM a\n   │       ^"
    assert drawn("", 0, 0) == " 1 │\n   │ ^"


def test_a_range_over_several_lines_gets_a_bracket() -> None:
    assert drawn_at("FROM a\nRUN b \\\n  c \\\n  d\n", "RUN b \\\n  c \\\n  d") == (
        " 2 │ ╭ RUN b \\\n 3 │ │   c \\\n 4 │ ╰   d"
    )


def test_a_bracket_shows_where_it_begins_and_ends_inside_of_lines() -> None:
    assert drawn_at("FROM a\nRUN b && \\\n  c && d\n", "b && \\\n  c") == (
        " 2 │   RUN b && \\\n   │ ╭─────^\n 3 │ │   c && d\n   │ ╰───^"
    )


def test_the_middle_of_a_long_range_is_left_out() -> None:
    source = "RUN a \\\n" + "".join(f" {number} \\\n" for number in range(20)) + " b\n"
    assert drawn(source, 0, len(source) - 1).split("\n") == [
        "  1 │ ╭ RUN a \\",
        "  2 │ │  0 \\",
        "  3 │ │  1 \\",
        "  ⋮ │ │",
        " 21 │ │  19 \\",
        " 22 │ ╰  b",
    ]


def test_a_range_that_ends_with_a_line_end_ends_on_that_line() -> None:
    assert drawn("FROM a\nRUN b\n", 0, 7) == " 1 │ FROM a\n   │ ^^^^^^"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_not_shown(line_end: str) -> None:
    assert drawn_at(f"FROM a{line_end}RUN b{line_end}", "b") == " 2 │ RUN b\n   │     ^"


def test_a_file_cannot_talk_to_the_terminal() -> None:
    shown = drawn_at("RUN \x1b[31mred\x07 \u202eevil\u2028 x\n", "x")
    assert shown == " 1 │ RUN ␛[31mred␇ \ufffdevil\ufffd x\n   │" + " " * 22 + "^"


def test_long_lines_are_cropped_around_the_range() -> None:
    source = f"RUN {'a' * 100} NEEDLE {'b' * 100}\n"
    for width in (40, 60, 80):
        lines = drawn_at(source, "NEEDLE", Style(width=width)).split("\n")
        assert all(len(line) <= width for line in lines)
        start = lines[1].index("^")
        assert lines[0][start : start + 6] == "NEEDLE"
        assert lines[1].count("^") == 6
        assert lines[0].count("…") == 2


def test_cropping_counts_columns_not_characters() -> None:
    source = f"RUN {'漢' * 60}NEEDLE{'字' * 60}\n"
    line, carets = drawn_at(source, "NEEDLE", Style(width=60)).split("\n")
    cells = cells_of(line)
    assert cells.width <= 60
    at = line.index("NEEDLE")
    assert cells.columns[at] == carets.index("^")


def test_every_window_of_a_line_shows_what_it_promises() -> None:
    source = "".join(f"{number:04d}" for number in range(80))
    for start in range(len(source) - 3):
        line, carets = drawn(source, start, start + 3, Style(width=50)).split("\n")
        at = carets.index("^")
        assert line[at : at + 3] == source[start : start + 3]
        assert len(line) <= 50


def test_plain_characters_where_others_cannot_be_shown() -> None:
    shown = drawn("RUN a \\\n" * 20, 0, 159, Style(has_unicode=False))
    assert shown.isascii()


def test_text_of_a_run() -> None:
    assert (
        "\n".join(text(EXAMPLE, PLAIN))
        == """\
docker/Dockerfile:1:6 warning untagged
  Something is wrong
 1 │ FROM node
   │      ^^^^
  unsafe fix: Say node:24 (It may matter)

docker/Dockerfile:2:1 error some-rule
  A | pipe, <b>markup</b> & "quotes"
 2 │ ╭ RUN apt-get update && \\
 3 │ ╰     apt-get install -y curl
  - docker/Dockerfile:1:1 it begins here
 1 │ FROM node
   │ ^^^^

docker/Dockerfile:5:6 hint some-rule
  Something is wrong
 5 │ COPY "漢字  .txt" /\U0001f433/
   │      ^^^^^^^^^^^^
  safe fix: Say a.txt

docker/Dockerfile:5:17 information some-rule
  Something is wrong
 5 │ COPY "漢字  .txt" /\U0001f433/
   │                    ^^
"""
    )


def test_colour_changes_nothing_but_colour() -> None:
    coloured = "\n".join(text(EXAMPLE, Style(has_colour=True)))
    assert "\x1b[" in coloured
    bare = coloured
    while "\x1b[" in bare:
        before, _, rest = bare.partition("\x1b[")
        bare = before + rest.partition("m")[2]
    assert bare == "\n".join(text(EXAMPLE, PLAIN))


def test_rules_are_links_where_terminals_follow_them() -> None:
    linked = "\n".join(text(EXAMPLE, Style(has_links=True)))
    assert "\x1b]8;;https://example.org/untagged/\x1b\\untagged\x1b]8;;\x1b\\" in linked


def test_prose_is_wrapped() -> None:
    message = "word " * 60
    run = Run((FileRecord("Dockerfile", "FROM a\n", (finding("FROM a\n", "a", message=message.strip()),)),))
    lines = list(text(run, Style(width=50)))
    assert all(len(line) <= 50 for line in lines)
    assert sum(line.count("word") for line in lines) == 60


def test_short() -> None:
    assert next(iter(short(EXAMPLE, PLAIN))) == "docker/Dockerfile:1:6: warning: Something is wrong [untagged]"
    assert len(list(short(EXAMPLE, PLAIN))) == 4


def test_summary() -> None:
    assert summary(EXAMPLE) == "4 findings in 1 file, 2 fixable (1 safe)"
    assert summary(NOTHING) == "No findings in 1 file"
    assert summary(Run(())) == "No findings in 0 files"


def test_statistics() -> None:
    assert list(statistics(EXAMPLE, PLAIN)) == ["3  some-rule  1 fixable", "1  untagged  1 fixable"]


def test_what_was_fixed() -> None:
    unsafe = AppliedRecord("other", "Say more", Safety.UNSAFE)
    run = Run((FileRecord("Dockerfile", "b\n", (), "a\n", (APPLIED, APPLIED, unsafe)), *NOTHING.files))
    assert list(applied(run, PLAIN)) == [
        "Dockerfile",
        "  fixed: Say better (2 times) [some-rule]",
        "  fixed: Say more [other]",
    ]
    assert fixed(run) == "Fixed 3 findings in 1 file (2 safe, 1 unsafe)"
    assert fixed(run, would=True) == "Would fix 3 findings in 1 file (2 safe, 1 unsafe)"
    assert fixed(NOTHING) == "Fixed nothing"


def test_difference_is_what_patch_tools_read() -> None:
    before, after = "FROM a\r\nRUN b\r\nRUN c", "FROM a:1\r\nRUN b\r\nRUN d"
    assert "".join(difference("x/Dockerfile", before, after, PLAIN)) == (
        "--- a/x/Dockerfile\n+++ b/x/Dockerfile\n@@ -1,3 +1,3 @@\n"
        "-FROM a\r\n+FROM a:1\r\n RUN b\r\n"
        "-RUN c\n\\ No newline at end of file\n+RUN d\n\\ No newline at end of file\n"
    )
    assert "".join(difference("x", "a\n", "a\n", PLAIN)) == ""
