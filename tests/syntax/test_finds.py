"""Inputs that once broke something, found by fuzzing, by random edits or by thinking of the worst."""

from __future__ import annotations

import pytest

from dockwright.syntax.tree import edit, parse

from .buildkit_parser import compare
from .exploration import explore

TEXTS = {
    "a descriptor of many digits": f"FROM a\nRUN {'9' * 5000}<<E\nE\n",
    "deeply nested variables": f"FROM a\nENV a={'${a:-' * 3000}{'}' * 3000}\n",
    "deeply nested arrays": f"FROM a\nRUN {'[' * 30000}\n",
    "deeply nested ONBUILD": "ONBUILD " * 3000 + "\n",
    "a number beyond all floats": f'FROM a\nRUN ["a", {"9" * 5000}]\n',
    "white space of other scripts behind the last word": "FROM a\nCOPY --from=\u2028\n",
    "an escaped quote before the end of a flag": "FROM --from=a'a\\' \n",
    "white space of other scripts before a command": "HEALTHCHECK CMD \u2028a\n",
    "an escape character behind the last word": "FROM a\nENV a=b c=d\\\f\n",
    "a byte order mark in the middle": "FROM a\n\ufeff# x\n\ufeff\ufeffRUN a\n",
    "a lone continuation": "FROM a\n\\\n",
    "nothing but continuations": "\\\n\\\n\\\n",
    "lone carriage returns": "FROM a\rRUN b\r\r\n# c\rRUN d\r",
    "many openings without an end": "RUN <<E\nx\n" * 2000,
    "a superscript in a name": "FROM a\nENV a=$²b\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text(text: str) -> None:
    explore(parse(text))
    compare(text)


EDITS = {
    "the first of two open heredocs goes": ("RUN <<E\nRUN x\nRUN <<F\n", 4, 7, "y"),
    "a terminator for the second of two open heredocs": ("RUN <<E\nRUN <<F\nx\n", 18, 18, "F\n"),
    "a line end is parted": ("FROM a\r\nRUN b\r\n", 7, 7, "x"),
    "a byte order mark moves on": ("\ufeffFROM a\n", 0, 0, "\n"),
    "a directive becomes a comment": ("# escape=`\nFROM a `\n b\n", 0, 0, "# x\n"),
    "the last line gets its end": ("FROM a\nRUN b", 12, 12, "\n"),
    "everything goes": ("FROM a\nRUN b", 0, 12, ""),
}


@pytest.mark.parametrize(("text", "start", "end", "replacement"), EDITS.values(), ids=EDITS)
def test_edit(text: str, start: int, end: int, replacement: str) -> None:
    final = text[:start] + replacement + text[end:]
    assert edit(parse(text), start, end, replacement).tree == parse(final)
