"""What every recorded editor gets, from opening a file to having it mended; and positions in each encoding."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from .applied_edits import covered, edited, edits_in
from .clients import ABLE, recorded
from .conftest import OpenEditor

URI = "file:///nowhere/at/all/Dockerfile"
TEXT = "FROM alpine:3.20 as build\nRUN true\nWORKDIR app\n\nFROM alpine:3.20\nCOPY --from=biuld /a /a\n"


def everywhere(text: str) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(text.count("\n"), 0))


@pytest.mark.parametrize("capabilities", recorded())
async def test_a_recorded_editor(open_editor: OpenEditor, capabilities: dict[str, Any]) -> None:
    editor = await open_editor(capabilities)
    editor.open(URI, TEXT)
    found = await editor.diagnostics(URI)
    codes = {item.code for item in found}
    assert "relative-workdir" in codes
    said = capabilities["textDocument"]
    pushed, pulled = said["publishDiagnostics"], said.get("diagnostic") or {}
    for item in found:
        assert item.source == "dockwright"
        if item.code_description is not None:
            assert pushed.get("codeDescriptionSupport") or pulled.get("codeDescriptionSupport")
        if item.related_information is not None:
            assert pushed.get("relatedInformation") or pulled.get("relatedInformation")
    actions = await editor.actions(URI, everywhere(TEXT), shown=found)
    action = next(one for one in actions if one.kind == "quickfix" and "relative-workdir" not in one.title)
    edit = await editor.edit_of(action)
    wants_versions = ((capabilities.get("workspace") or {}).get("workspaceEdit") or {}).get("documentChanges")
    assert (edit.document_changes is not None) == bool(wants_versions)
    mended = edited(TEXT, edits_in(edit, URI), editor.encoding)
    assert mended != TEXT
    editor.change(URI, types.TextDocumentContentChangeWholeDocument(text=mended))
    after = await editor.diagnostics(URI)
    assert len(after) < len(found)
    editor.close(URI)
    if not editor.pulls:
        assert not (await editor.push(URI)).diagnostics
    # Whoever pulls must not be pushed to: everything would be shown twice.
    assert bool(editor.pushes) != editor.pulls


STRANGE = (
    "# é 𝄞 \U0001f433 ünïcödé\r\n"
    "FROM alpine:3.20 AS build\r\n"
    'LABEL name="𝄞𝄞é" other=x\r\n'
    "COPY 'é𝄞' $NOTHING/x \\\r\n  𝄞 $ALSO_NOTHING/\r\n"
    "WORKDIR 𝄞é\r\n"
    "RUN echo '\x0c\x85\u2028' && cd /𝄞é && true\r\n"
    "FROM build\r\n"
    "WORKDIR /\r\n"
    "FROM alpine:3.20\r\n"
    "WORKDIR b𝄞"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_columns_are_counted_as_negotiated(open_editor: OpenEditor, encoding: str) -> None:
    editor = await open_editor({**ABLE, "general": {"positionEncodings": ["utf-64", encoding]}})
    assert editor.encoding == encoding
    editor.open(URI, STRANGE)
    found = await editor.diagnostics(URI)
    directories = [covered(STRANGE, item.range, encoding) for item in found if item.code == "relative-workdir"]
    assert directories == ["𝄞é", "b𝄞"]
    for item in found:
        assert covered(STRANGE, item.range, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_edits_are_taken_as_negotiated(open_editor: OpenEditor, encoding: str) -> None:
    """The same edit, counted by the client, has to hit the same place."""
    editor = await open_editor({**ABLE, "general": {"positionEncodings": [encoding]}})
    editor.open(URI, STRANGE)
    await editor.diagnostics(URI)
    line = "WORKDIR 𝄞é"
    width = {"utf-8": len(line.encode()), "utf-16": len(line) + 1, "utf-32": len(line)}[encoding]
    start = types.Position(5, width - {"utf-8": 2, "utf-16": 1, "utf-32": 1}[encoding])
    change = types.TextDocumentContentChangePartial(range=types.Range(start, types.Position(5, width)), text="/é")
    editor.change(URI, change)
    text = STRANGE.replace("WORKDIR 𝄞é", "WORKDIR 𝄞/é")
    found = await editor.diagnostics(URI)
    assert [covered(text, item.range, encoding) for item in found if item.code == "relative-workdir"] == ["𝄞/é", "b𝄞"]
    # Far behind the end of the line and of the file: clamped.
    editor.change(
        URI,
        types.TextDocumentContentChangePartial(
            range=types.Range(types.Position(5, 9999), types.Position(5, 99999)), text="x"
        ),
        types.TextDocumentContentChangePartial(
            range=types.Range(types.Position(99, 3), types.Position(99, 9)), text="\nFROM alpine:3.20\nWORKDIR c"
        ),
    )
    text = text.replace("𝄞/é", "𝄞/éx") + "\nFROM alpine:3.20\nWORKDIR c"
    found = await editor.diagnostics(URI)
    places = [covered(text, item.range, encoding) for item in found if item.code == "relative-workdir"]
    assert places == ["𝄞/éx", "b𝄞", "c"]


async def test_the_clients_order_of_preference_counts(open_editor: OpenEditor) -> None:
    editor = await open_editor({**ABLE, "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]}})
    assert editor.encoding == "utf-32"


async def test_utf_16_counts_where_nothing_is_said(open_editor: OpenEditor) -> None:
    editor = await open_editor(ABLE)
    assert editor.encoding == "utf-16"
