"""Formatting in a running server: the file, parts of it, and while typing."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from .applied_edits import edited
from .asking import asking
from .clients import CONVERTER
from .raw_client import place

TEXT = "from a\nRUN 𝄞 \\\n  && 𝄞 \\ \n  && y\nrun z\n\n\n"
OPTIONS = {"tabSize": 2, "insertSpaces": True}


def made(text: str, edits: list[Any], encoding: str = "utf-16") -> str:
    return edited(text, [CONVERTER.structure(one, types.TextEdit) for one in edits], encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_the_file(encoding: str) -> None:
    with asking(TEXT, encoding=encoding) as editor:
        assert editor.capabilities["documentFormattingProvider"]
        edits = editor.ask("textDocument/formatting", options=OPTIONS)
    assert made(TEXT, edits, encoding) == "FROM a\nRUN 𝄞 \\\n  && 𝄞 \\\n  && y\nRUN z\n"


def test_what_the_editor_asks_for() -> None:
    with asking(TEXT) as editor:
        options = {"tabSize": 8, "insertSpaces": False, "trimTrailingWhitespace": False, "trimFinalNewlines": False}
        edits = editor.ask("textDocument/formatting", options=options)
    assert made(TEXT, edits) == "FROM a\nRUN 𝄞 \\\n\t&& 𝄞 \\ \n\t&& y\nRUN z\n\n\n"


def test_settings_outweigh_the_editor() -> None:
    said = {"indentWidth": 3, "keywordCase": "keep", "operatorPosition": "end"}
    with asking(TEXT, initializationOptions=said) as editor:
        edits = editor.ask("textDocument/formatting", options=OPTIONS)
    assert made(TEXT, edits) == "from a\nRUN 𝄞 && \\\n   𝄞 && \\\n   y\nrun z\n"


@pytest.mark.parametrize(
    ("stated", "wanted", "ended"),
    [(None, None, True), (None, False, False), (True, False, True), (False, True, False)],
)
def test_the_end_of_the_file(stated: bool | None, wanted: bool | None, ended: bool) -> None:
    settings = {} if stated is None else {"finalNewline": stated}
    options = OPTIONS if wanted is None else {**OPTIONS, "insertFinalNewline": wanted}
    with asking("from a\nRUN x", initializationOptions=settings) as editor:
        edits = editor.ask("textDocument/formatting", options=options)
    assert made("from a\nRUN x", edits).endswith("\n") is ended


def test_long_lines() -> None:
    text = "FROM a\nCOPY aaaaaaaaaa bbbbbbbbbb c\nENV A=1 B=aaaaaaaaaaaaaaaaaaaa\n"
    with asking(text, initializationOptions={"wrapWidth": 20}) as editor:
        edits = editor.ask("textDocument/formatting", options=OPTIONS)
        part = editor.ask("textDocument/rangeFormatting", range=place((2, 0), (2, 1)), options=OPTIONS)
    env = "ENV A=1 \\\n  B=aaaaaaaaaaaaaaaaaaaa\n"
    assert made(text, edits) == "FROM a\nCOPY aaaaaaaaaa \\\n  bbbbbbbbbb c\n" + env
    assert made(text, part) == text[: text.index("ENV")] + env


def test_ranges() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["documentRangeFormattingProvider"] == {"rangesSupport": True}
        one = editor.ask("textDocument/rangeFormatting", range=place((0, 1), (1, 0)), options=OPTIONS)
        assert made(TEXT, one) == TEXT.replace("from", "FROM")
        ranges = [place((0, 0), (0, 1)), place((4, 0), (4, 1)), place((4, 2), (4, 3))]
        two = editor.ask("textDocument/rangesFormatting", ranges=ranges, options=OPTIONS)
        assert made(TEXT, two) == TEXT.replace("from", "FROM").replace("run", "RUN")


def test_while_typing() -> None:
    text = "FROM a\nRUN x &&\n\nRUN 'half"
    with asking(text) as editor:
        provider = editor.capabilities["documentOnTypeFormattingProvider"]
        assert provider == {"firstTriggerCharacter": "\n", "moreTriggerCharacter": ["\\", "`"]}
        edits = editor.at("textDocument/onTypeFormatting", 2, 0, ch="\n", options=OPTIONS)
        assert made(text, edits) == "FROM a\nRUN x && \\\n  \nRUN 'half"
        assert editor.at("textDocument/onTypeFormatting", 3, 4, ch="\\", options=OPTIONS) == []
