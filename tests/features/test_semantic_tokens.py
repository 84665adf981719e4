"""Which characters get which colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_bash

from dockwright.features.semantic_tokens import Counting, token_rows, token_rows_between
from dockwright.features.token_type import LEGEND, TokenType
from dockwright.semantics.derivation import update
from dockwright.semantics.program import Program
from dockwright.syntax.source_text import PositionEncoding
from dockwright.syntax.tree import edit

from .reading import BROKEN, program_of, read

COUNTING = Counting(PositionEncoding.UTF32)


def numbers(rows: list[str]) -> list[int]:
    return [int(number) for row in rows for number in row.split(",")]


def placed(program: Program, counting: Counting = COUNTING) -> list[tuple[int, int, int, str]]:
    """Line, column, length and type of each token."""
    data = numbers(token_rows(program, counting))
    assert len(data) % 5 == 0
    found: list[tuple[int, int, int, str]] = []
    line = column = 0
    for at in range(0, len(data), 5):
        lines, columns, length, kind, modifiers = data[at : at + 5]
        assert length > 0
        assert modifiers == 0
        assert lines or columns or not at
        column = columns if lines else column + columns
        line += lines
        found.append((line, column, length, LEGEND[kind]))
    return found


def named(text: str, kind: TokenType) -> list[str]:
    """The texts of all tokens of a type."""
    lines = re.split(r"\r\n|\n|\r", text)
    return [lines[line][at : at + size] for line, at, size, name in placed(program_of(text)) if name == LEGEND[kind]]


TEXT = """\
# syntax=docker/dockerfile:1
ARG V=1
FROM --platform=$BUILDPLATFORM python:$V AS base
LABEL a.b="x y"
RUN --mount=type=cache,target=/x set -ex; \\
    # why
    if [ -n "$V" ]; then apt-get install -y foo=$V 2>/dev/null; fi && \\
    for i in a b; do echo $(date +%s) >> "/y"; done && X='1' sh -c "ls -l $V"
SHELL ["/bin/bash", "-c"]
RUN <<EOF
# told
curl --output="x" https://a/#b # trailing
cat <<DOC > f
  $V if
DOC
EOF
RUN <<EOF python3
import os  # untouched
EOF
COPY --from=base <<END /x
$V y
END
nonsense
CMD ["a", "b"]
"""


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            TokenType.KEYWORD,
            "ARG FROM AS LABEL RUN if [ ] then fi for in do done SHELL RUN RUN COPY CMD",
        ),
        (TokenType.FUNCTION, "set apt-get echo date sh ls curl cat"),
        (TokenType.PARAMETER, "--platform --mount -ex -n -y -c -l --output --from"),
        (TokenType.VARIABLE, "V $BUILDPLATFORM $V $V $V i X $V $V $V"),
        (TokenType.PROPERTY, "a.b type target"),
        (TokenType.TYPE, "python: base"),
        (TokenType.CLASS, "base"),
        (TokenType.DECORATOR, "syntax"),
        (TokenType.MACRO, "EOF DOC EOF EOF EOF END END"),
        (TokenType.COMMENT, "# # why # told # trailing"),
    ],
)
def test_types(kind: TokenType, texts: str) -> None:
    assert " ".join(named(TEXT, kind)) == texts


def test_operators_and_strings() -> None:
    text = "FROM a\nRUN a && b || c | d > 'e f' ; (g \"h\") &\n"
    assert named(text, TokenType.OPERATOR) == ["&&", "||", "|", ">", ";", "(", ")", "&"]
    assert named(text, TokenType.STRING) == ["'e f'", '"h"']


def test_shells_of_windows() -> None:
    text = 'FROM a\nSHELL ["pwsh", "-c"]\nRUN Get-Item -Path x; if (1) { y }\n'
    assert named(text, TokenType.FUNCTION) == ["Get-Item"]
    assert named(text, TokenType.PARAMETER) == ["-Path"]


def test_columns_are_counted_as_agreed() -> None:
    text = "FROM a\nRUN echo '𝄞é' \\\n  $X # 𝄞\nLABEL é=𝄞 b=$X\n"
    for encoding, codec, unit in (
        (PositionEncoding.UTF8, "utf-8", 1),
        (PositionEncoding.UTF16, "utf-16-le", 2),
        (PositionEncoding.UTF32, "utf-32-le", 4),
    ):
        lines = [line.encode(codec) for line in text.split("\n")]
        found = [
            lines[line][at * unit : (at + size) * unit].decode(codec)
            for line, at, size, _ in placed(program_of(text), Counting(encoding))
        ]
        assert "'𝄞é'" in found
        assert "é" in found
        assert found.count("$X") == 2


def test_types_that_a_client_does_not_know_are_left_out() -> None:
    counting = Counting(PositionEncoding.UTF16, frozenset({TokenType.KEYWORD}))
    assert {name for *_, name in placed(program_of(TEXT), counting)} == {"keyword"}


def check(text: str) -> None:
    lines = re.split(r"\r\n|\n|\r", text)
    before = (0, 0)
    for line, column, length, _ in placed(program_of(text)):
        assert (line, column) >= before
        assert column + length <= len(lines[line])
        before = (line, column + length)


@pytest.mark.parametrize("text", [*BROKEN, TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT])
def test_tokens_lie_on_lines(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "FROM a\nRUN <<A cat && <<-'B' python3\nx\nA\n\tb\n\tB\n",
        "FROM a\nRUN cat <<A; b\n;\nA\nCOPY <<A /x\n$y\nA\n",
    ],
)
def test_tokens_of_every_beginning_lie_on_lines(text: str) -> None:
    for end in range(len(text)):
        check(text[:end])


def test_tokens_of_corpus_file(corpus_file: Path) -> None:
    text = read(corpus_file)
    check(text)
    program = program_of(text)
    count = len(program.tree.items)
    size = max(count // 5, 1)
    parts = [numbers(token_rows_between(program, COUNTING, first, first + size)) for first in range(0, count, size)]
    whole = numbers(token_rows(program, COUNTING))
    assert sum(map(len, parts)) == len(whole)
    at = 0
    for part in parts:
        assert part[1:] == whole[at + 1 : at + len(part)]
        at += len(part)


def test_an_edit_gives_the_tokens_of_the_new_text(corpus_file: Path) -> None:
    text = read(corpus_file)
    program = program_of(text)
    token_rows(program, COUNTING)
    middle = len(text) // 2
    changed = edit(program.tree, middle, middle, 'x "\n')
    assert token_rows(update(program, changed), COUNTING) == token_rows(program_of(changed.tree.text), COUNTING)


def test_commands_are_those_that_tree_sitter_sees(corpus_file: Path) -> None:
    """In shell forms without heredocs, every name of a command is coloured as one; and nothing else in such scripts."""
    text = read(corpus_file)
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    program = program_of(text)
    functions = {(line, at, size) for line, at, size, name in placed(program) if name == "function"}
    for start, stage in zip(program.starts, program.stages, strict=True):
        for position, step in stage.all_steps():
            found = step.script
            if found is None or found.is_exec_form or not found.dialect.is_posix or step.instruction.heredocs:
                continue
            source = found.script.text
            parsed = parser.parse(source.text.encode())
            if parsed.root_node.has_error or found.script.has_errors or not source.text.isascii():
                continue
            for node in nodes(parsed.root_node):
                name = source.text[node.start_byte : node.end_byte]
                if node.type == "command_name" and re.fullmatch(r"[\w./-]+", name) and name not in ("[", "test"):
                    at = program.tree.absolute(start + position, source.span(node.start_byte, node.end_byte)).start
                    line, column = program.tree.source.position(at, PositionEncoding.UTF32)
                    assert (line, column, len(name)) in functions, (name, line)


def nodes(node: tree_sitter.Node) -> list[tree_sitter.Node]:
    """A node and all below it."""
    return [node, *(inner for child in node.children for inner in nodes(child))]
