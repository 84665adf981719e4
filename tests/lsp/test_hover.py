"""Hover and signature help in a running server."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from .asking import asking
from .clients import ABLE, recorded
from .conftest import OpenEditor
from .raw_client import place

URI = "file:///nowhere/at/all/Dockerfile"
TEXT = "FROM python:3.14-slim AS build\nENV A=é𝄞 B=x$A\nRUN --mount=type=cache,\n"
MARKDOWN = {"hover": {"contentFormat": ["markdown", "plaintext"]}}
OFFSETS = {
    "signatureHelp": {
        "signatureInformation": {
            "documentationFormat": ["markdown"],
            "parameterInformation": {"labelOffsetSupport": True},
        }
    }
}


def test_markdown_for_those_who_show_it() -> None:
    with asking(TEXT, MARKDOWN) as editor:
        assert editor.capabilities["hoverProvider"]
        answer = editor.at("textDocument/hover", 0, 8)
    assert answer["contents"]["kind"] == "markdown"
    assert "**python** `3.14-slim`" in answer["contents"]["value"]
    assert answer["range"] == place((0, 5), (0, 21))


def test_plain_text_for_all_others() -> None:
    with asking(TEXT) as editor:
        answer = editor.at("textDocument/hover", 0, 8)
    assert answer["contents"]["kind"] == "plaintext"
    assert "**" not in answer["contents"]["value"]
    assert "python 3.14-slim" in answer["contents"]["value"]


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 16), ("utf-16", 13), ("utf-32", 12)])
def test_columns_are_counted_as_negotiated(encoding: str, column: int) -> None:
    text = "FROM a\nENV A=é𝄞\nENV C=é𝄞 B=x$A\n"
    with asking(text, MARKDOWN, encoding=encoding) as editor:
        answer = editor.at("textDocument/hover", 2, column + 1)
    assert answer["range"] == place((2, column), (2, column + 2))
    assert "`é𝄞`" in answer["contents"]["value"]


def test_nothing_where_there_is_nothing_to_say() -> None:
    with asking("FROM a\n\n", MARKDOWN) as editor:
        assert editor.at("textDocument/hover", 1, 0) is None
        assert editor.at("textDocument/hover", 9, 9) is None
        assert editor.at("textDocument/signatureHelp", 1, 0) is None


def test_the_active_part_of_a_mount() -> None:
    with asking(TEXT, OFFSETS) as editor:
        assert "=" in editor.capabilities["signatureHelpProvider"]["triggerCharacters"]
        answer = editor.at("textDocument/signatureHelp", 2, 23)
        signature = answer["signatures"][answer["activeSignature"]]
        start, end = signature["parameters"][answer["activeParameter"]]["label"]
        assert signature["label"][start:end] == "target=…"
        assert signature["documentation"]["kind"] == "markdown"


def test_parameters_as_text_and_none_that_is_active() -> None:
    with asking("FROM a AS b \n") as editor:
        answer = editor.at("textDocument/signatureHelp", 0, 12)
    labels = [parameter["label"] for parameter in answer["signatures"][0]["parameters"]]
    assert labels == ["<image>", "<tag>", "<name>"]
    assert answer["activeParameter"] == len(labels)
    assert isinstance(answer["signatures"][0]["documentation"], str)


def test_a_typed_space_within_a_command_brings_up_nothing() -> None:
    context = {
        "triggerKind": types.SignatureHelpTriggerKind.TriggerCharacter,
        "triggerCharacter": " ",
        "isRetrigger": False,
    }
    with asking("FROM a\nRUN apt-get \n", OFFSETS) as editor:
        assert editor.at("textDocument/signatureHelp", 1, 12, context=context) is None
        assert editor.at("textDocument/signatureHelp", 1, 4, context=context)
        assert editor.at("textDocument/signatureHelp", 1, 12)


@pytest.mark.parametrize("capabilities", recorded())
async def test_a_recorded_editor(open_editor: OpenEditor, capabilities: dict[str, Any]) -> None:
    said = capabilities["textDocument"]
    editor = await open_editor({**ABLE, **capabilities})
    editor.open(URI, TEXT)
    document = types.TextDocumentIdentifier(uri=URI)
    hover = await editor.client.text_document_hover_async(types.HoverParams(document, types.Position(2, 6)))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind == (said.get("hover") or {"contentFormat": ["plaintext"]})["contentFormat"][0]
    help_ = await editor.client.text_document_signature_help_async(
        types.SignatureHelpParams(document, types.Position(2, 23))
    )
    assert help_ is not None
    information = (said.get("signatureHelp") or {}).get("signatureInformation") or {}
    has_offsets = (information.get("parameterInformation") or {}).get("labelOffsetSupport")
    for parameter in help_.signatures[0].parameters or ():
        assert isinstance(parameter.label, str) != bool(has_offsets)
