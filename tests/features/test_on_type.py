"""What is put in while typing."""

from __future__ import annotations

import pytest

from dockwright.code_actions.edits import apply
from dockwright.features.formatting.on_type import on_type_edits
from dockwright.features.formatting.options import FormatOptions

from .reading import BROKEN, marked, program_of


def typed(text: str, options: FormatOptions | None = None) -> str:
    """The text after the character before the mark was typed."""
    text, offset = marked(text)
    return apply(text, on_type_edits(program_of(text), offset, text[offset - 1], options or FormatOptions()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN x \\\n‸", "FROM a\nRUN x \\\n    "),
        ("FROM a\nRUN x \\\n‸  && y\n", "FROM a\nRUN x \\\n    && y\n"),
        ("FROM a\nRUN x \\\n  && y \\\n‸", "FROM a\nRUN x \\\n  && y \\\n  "),
        ("FROM a\nRUN x \\\n  # c\n‸\n  y\n", "FROM a\nRUN x \\\n  # c\n    \n  y\n"),
        ("FROM a\nENV A=1 \\\r\n‸", "FROM a\nENV A=1 \\\r\n    "),
        # An unfinished chain goes on.
        ("FROM a\nRUN x &&\n‸", "FROM a\nRUN x && \\\n    "),
        ("# escape=`\nFROM a\nRUN x |\n‸", "# escape=`\nFROM a\nRUN x | `\n    "),
        ("FROM a\nRUN x \\\n  || y ||\n‸\nRUN z\n", "FROM a\nRUN x \\\n  || y || \\\n  \nRUN z\n"),
        # Nothing where white space counts, or where nothing goes on.
        ("FROM a\nRUN x\n‸", "FROM a\nRUN x\n"),
        ("FROM a\nRUN 'x \\\n‸", "FROM a\nRUN 'x \\\n"),
        ("FROM a\nENV A x \\\n‸", "FROM a\nENV A x \\\n"),
        ("FROM a\nRUN <<E\nx \\\n‸\nE\n", "FROM a\nRUN <<E\nx \\\n\nE\n"),
        ("FROM a\nRUN <<E\nx &&\n‸", "FROM a\nRUN <<E\nx &&\n"),
        ('FROM a\nCMD ["x &&"]\n‸', 'FROM a\nCMD ["x &&"]\n'),
        ("FROM a\nRUN echo 'a &&'\n‸", "FROM a\nRUN echo 'a &&'\n"),
        ("‸"[:0] + "\n‸", "\n"),
        # The escape character takes the next line in.
        ("FROM a\nRUN x \\‸\n&& y\n", "FROM a\nRUN x \\\n    && y\n"),
        ("FROM a\nRUN x \\‸\n  && y\n", "FROM a\nRUN x \\\n  && y\n"),
        ("FROM a\nRUN x \\‸y\nz\n", "FROM a\nRUN x \\y\nz\n"),
        ("FROM a\nRUN x `‸\nz\n", "FROM a\nRUN x `\nz\n"),
    ],
)
def test_on_type(text: str, expected: str) -> None:
    assert typed(text) == expected


def test_tabs() -> None:
    assert typed("FROM a\nRUN x \\\n‸", FormatOptions(uses_tabs=True)) == "FROM a\nRUN x \\\n\t"


@pytest.mark.parametrize("uses_tabs", [False, True])
@pytest.mark.parametrize("indentation", ["\t", "  ", "\t    "])
def test_the_line_above_outweighs_the_editor(indentation: str, uses_tabs: bool) -> None:
    text = f"FROM a\nRUN x; \\\n{indentation}y; \\\n"
    for written in ("", indentation):
        assert typed(f"{text}‸{written}", FormatOptions(uses_tabs=uses_tabs)) == f"{text}{indentation}"


@pytest.mark.parametrize("text", BROKEN)
@pytest.mark.parametrize("character", ["\n", "\\", "`"])
def test_half_typed_files(text: str, character: str) -> None:
    for offset in range(len(text) + 1):
        changed = text[:offset] + character + text[offset:]
        edits = on_type_edits(program_of(changed), offset + 1, character, FormatOptions())
        assert "".join(apply(changed, edits).split()).replace(character, "") == "".join(text.split()).replace(
            character, ""
        ).replace(character, "")
