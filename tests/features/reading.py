"""Texts for the tests of features: read as programs, with places marked in them."""

from __future__ import annotations

from pathlib import Path

from dockwright.semantics.derivation import derive
from dockwright.semantics.program import Program
from dockwright.syntax.logical_text import Span
from dockwright.syntax.tree import parse

MARK = "‸"


def program_of(text: str) -> Program:
    """A text as a program."""
    return derive(parse(text))


def marked(text: str) -> tuple[str, int]:
    """A text without its mark, and where that stood."""
    before, after = text.split(MARK)
    return before + after, len(before)


def covered(text: str, span: Span) -> str:
    """The text of a span."""
    return text[span.start : span.end]


def drawn(text: str, spans: list[Span] | tuple[Span, ...]) -> str:
    """A text with brackets around the spans, which must not overlap."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


def read(path: Path) -> str:
    """A corpus file."""
    return path.read_bytes().decode("utf-8", "replace")


BROKEN = (
    "",
    "\n",
    "F",
    "FROM",
    "FROM ",
    "FROM a AS",
    "FROM a AS ",
    "FROM --platform= AS x\nCOPY --from= a b",
    "FROM --platform",
    "ARG",
    "ARG =",
    "ARG A=\nFROM $A$\nENV",
    "FROM a\nENV A",
    "FROM a\nENV =b",
    "FROM a\nRUN --mount=",
    "FROM a\nRUN --mount=type=bind,from=\nRUN",
    "FROM a\nRUN <<",
    "FROM a\nRUN <<E\n$A ${",
    "FROM a\nRUN <<E <<F\nx\nE\n",
    "FROM a\nCOPY <<E /x\n$A ${A:-\n",
    'FROM a\nRUN ["sh", "-c", "echo $A',
    'FROM a\nRUN echo "$A\n\nRUN if true; then\\\n',
    "FROM a\nRUN x \\\n# c\n\n\\\n",
    "RUN x\nFROM a\n",
    "FROM a\nONBUILD",
    "FROM a\nONBUILD COPY --from=",
    "FROM a\nHEALTHCHECK CMD",
    "\ufeffFROM a\r\nRUN x \\\r\n  y\r\n",
    "# escape=`\nFROM a\nRUN x `\n  y",
    "FROM a\rRUN b\rx",
    'FROM a\nLABEL "a',
    "FROM a AS a\nFROM a AS a\nFROM 0\nCOPY --from=0 x y\nCOPY --from=9 x y",
    "# region\n# endregion\n# endregion\n# region x",
    'FROM a\nSHELL ["pwsh", "-c"]\nRUN $env:A; "',
    "FROM a\nWORKDIR 𝄞é$A/𝄞\nUSER ${A\n",
)
"""Files as they stand while somebody types."""
