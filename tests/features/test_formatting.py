"""Layout: what it makes of files, and that BuildKit and the shell read the same afterwards."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings

from dockwright.code_actions.edits import apply
from dockwright.features.formatting.layout import format_edits
from dockwright.features.formatting.options import FormatOptions, KeywordCase, OperatorPlace
from dockwright.shell.dialect import Dialect
from dockwright.syntax.tree import parse

from ..syntax.buildkit_parser import Reading, readings_of, why_incomparable
from ..syntax.fragments import altered, dockerfiles
from .reading import BROKEN, program_of, read

ALL_OPTIONS = (
    FormatOptions(),
    FormatOptions(width=2, keyword_case=KeywordCase.LOWER, operators=OperatorPlace.START),
    FormatOptions(width=8, uses_tabs=True, keyword_case=KeywordCase.KEEP, operators=OperatorPlace.END),
    FormatOptions(width=3, uses_tabs=True, trims_lines=False, final_newline=False, trims_end=False),
)
WRAPPING = (
    FormatOptions(wrap_width=1),
    FormatOptions(wrap_width=24, width=2, uses_tabs=True, operators=OperatorPlace.END),
    FormatOptions(wrap_width=60, operators=OperatorPlace.START, trims_lines=False, final_newline=False),
    FormatOptions(wrap_width=100),
)


def formatted(text: str, options: FormatOptions | None = None) -> str:
    return apply(text, format_edits(program_of(text), options or FormatOptions()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from a as b\nrun x\n", "FROM a AS b\nRUN x\n"),
        ("  FROM \t a\n\n\n", "FROM a\n"),
        ("FROM a", "FROM a\n"),
        ("FROM a  \nRUN x\t\n \n# c  \n  # d\n", "FROM a\nRUN x\n\n# c\n# d\n"),
        (
            "FROM a\nRUN x \\\n  && y \\  \n  # c\n# d\n    && if z; then \\\n\n        w; fi\n",
            "FROM a\nRUN x \\\n    && y \\\n    # c\n    # d\n      && if z; then \\\n\n          w; fi\n",
        ),
        ("FROM a\nRUN x; \\\n\t\\\n\ty\n", "FROM a\nRUN x; \\\n    \\\n    y\n"),
        # What is within quotes or a word stays where it is.
        ("FROM a\nRUN echo 'a \\\n b' \\\n c\n", "FROM a\nRUN echo 'a \\\n b' \\\n    c\n"),
        (
            'FROM a\nRUN echo "$(a \\\n b "c \\\n d")" \\\n e\n',
            'FROM a\nRUN echo "$(a \\\n    b "c \\\n d")" \\\n    e\n',
        ),
        ("FROM a\nRUN ec\\\nho x \\\n y\n", "FROM a\nRUN ec\\\nho x \\\n    y\n"),
        ("FROM a\nENV A some \\\n  text\n", "FROM a\nENV A some \\\n  text\n"),
        ("FROM a\nENV A=1 \\\n  B='x \\\n y' \\\n  C=2\n", "FROM a\nENV A=1 \\\n    B='x \\\n y' \\\n    C=2\n"),
        ("FROM a\nUSER x \\\n y\n", "FROM a\nUSER x \\\n y\n"),
        ('FROM a\nSHELL ["python", "-c"]\nRUN if x: \\\n y\n', 'FROM a\nSHELL ["python", "-c"]\nRUN if x: \\\n y\n'),
        ('FROM a\nCMD ["a", \\\n "b \\\n c"]\n', 'FROM a\nCMD ["a", \\\n    "b \\\n c"]\n'),
        # Heredocs, line ends, marks, directives.
        (
            "FROM a\nrun <<E  \n x  \n\n  E\nE\ncopy <<-F /x \n\t y\n\tF\n",
            "FROM a\nRUN <<E\n x  \n\n  E\nE\nCOPY <<-F /x\n\t y\n\tF\n",
        ),
        ("from a\r\nrun x \\ \r\n y\r\n\r\n", "FROM a\r\nRUN x \\\r\n    y\r\n"),
        ("\ufefffrom a\nrun x", "\ufeffFROM a\nRUN x\n"),
        (" # escape=`\nFROM a\n", " # escape=`\nFROM a\n"),
        ("# escape=`\nfrom a\nrun x `\n y\n", "# escape=`\nFROM a\nRUN x `\n    y\n"),
        (
            "FROM a\nonbuild run x \\\n y\nhealthcheck --interval=1s cmd z\n",
            "FROM a\nONBUILD RUN x \\\n    y\nHEALTHCHECK --interval=1s CMD z\n",
        ),
        # Half typed.
        ("FROM a\nRUN x \\", "FROM a\nRUN x \\"),
        ("FROM a\nRUN x \\\n\n", "FROM a\nRUN x \\\n\n"),
        ("FROM a\nRUN <<E\n x  ", "FROM a\nRUN <<E\n x  "),
        ("FROM a\nRUN 'x \\\n y\n", "FROM a\nRUN 'x \\\n y\n"),
        ("FROM a\nwhat is \\\n this\n", "FROM a\nwhat is \\\n this\n"),
        ("", ""),
        ("\n\n", "\n\n"),
    ],
)  # fmt: skip
def test_layout(text: str, expected: str) -> None:
    assert formatted(text) == expected
    assert formatted(expected) == expected


CHAIN = "FROM a\nRUN x && \\\n    y || z | \\\n    # c\n    w \\\n    && v\n"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (OperatorPlace.KEEP, CHAIN),
        (OperatorPlace.START, "FROM a\nRUN x \\\n    && y || z \\\n    # c\n    | w \\\n    && v\n"),
        (OperatorPlace.END, "FROM a\nRUN x && \\\n    y || z | \\\n    # c\n    w && \\\n    v\n"),
    ],
)
def test_operators(place: OperatorPlace, expected: str) -> None:
    options = FormatOptions(operators=place)
    assert formatted(CHAIN, options) == expected
    assert formatted(expected, options) == expected


def test_keyword_case() -> None:
    text = "From a As b\nonBuild ADD x y\nHealthCheck none\n"
    assert formatted(text, FormatOptions(keyword_case=KeywordCase.KEEP)) == text
    lower = "from a as b\nonbuild add x y\nhealthcheck none\n"
    assert formatted(text, FormatOptions(keyword_case=KeywordCase.LOWER)) == lower


def test_tabs() -> None:
    text = "FROM a\nRUN x \\\n    && y \\\n          z\n"
    assert formatted(text, FormatOptions(uses_tabs=True)) == "FROM a\nRUN x \\\n\t&& y \\\n\t\t  z\n"


def test_a_part_of_a_file() -> None:
    program = program_of("from a\nrun x\nrun y\n")
    assert apply(program.tree.text, format_edits(program, FormatOptions(), 1, 2)) == "from a\nRUN x\nrun y\n"


def alike(reading: Reading) -> tuple[object, ...]:
    """A reading without lines, and without what white space between words and the case of `AS` amount to."""
    arguments = [" ".join(argument.split()) for argument in reading.arguments]
    if "FROM" in (reading.keyword, reading.nested_keyword) and len(arguments) > 1:
        arguments[1] = arguments[1].upper()
    if "HEALTHCHECK" in (reading.keyword, reading.nested_keyword) and arguments:
        arguments[0] = arguments[0].upper()
    exact = tuple(arguments[:1]) + reading.arguments[1:] if reading.is_exec else tuple(arguments)
    return (reading.keyword, reading.flags, reading.nested_keyword, exact, reading.is_exec, reading.heredocs)


def check(text: str) -> None:
    """The same for BuildKit and for our shell reader, idempotent, comments and line ends kept."""
    theirs = None if why_incomparable(parse(text)) else readings_of(text)
    escape = parse(text).escape
    for options in (*ALL_OPTIONS, *WRAPPING):
        made = formatted(text, options)
        assert formatted(made, options) == made
        added = escape if options.wrap_width else ""
        if options.operators is OperatorPlace.KEEP:
            assert "".join(made.replace(added, "").split()).upper() == "".join(text.replace(added, "").split()).upper()
        assert comments_of(made) == comments_of(text)
        assert words_of(made) == words_of(text)
        if "\r\n" not in text:
            assert "\r\n" not in made
        if theirs is not None:
            after = readings_of(made)
            assert after is not None
            assert [alike(one) for one in after] == [alike(one) for one in theirs]


def comments_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of all commands of a file; white space in a substitution stands between the words of others."""
    program = program_of(text)
    return [
        tuple(
            " ".join(word.text.split()) if "$(" in word.text or "`" in word.text else word.text
            for word in command.words
        )
        for stage in program.stages
        for _, step in stage.all_steps()
        if step.script is not None and step.script.dialect is not Dialect.CMD
        for command in step.script.script.commands
    ]


def test_corpus_file_is_read_the_same(corpus_file: Path) -> None:
    check(read(corpus_file))


def test_corpus_file_with_other_line_ends(corpus_file: Path) -> None:
    text = read(corpus_file).replace("\r\n", "\n")
    if "\n" not in text.rstrip("\n"):
        pytest.skip("one line tells nothing of line ends")
    for options in (*ALL_OPTIONS[:2], WRAPPING[1]):
        made = formatted("\ufeff" + text.replace("\n", "\r\n"), options)
        assert made.replace("\r\n", "\n") == formatted("\ufeff" + text, options)
        assert "\n" not in made.replace("\r\n", "")


def test_altered_corpus_file_is_read_the_same(corpus_file: Path) -> None:
    generator = random.Random(corpus_file.name)
    text = read(corpus_file)
    for _ in range(3):
        check(altered(text, generator))


@settings(max_examples=300, deadline=None)
@given(dockerfiles())
def test_odd_file_is_read_the_same(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", BROKEN)
def test_half_typed_file_is_read_the_same(text: str) -> None:
    check(text)
