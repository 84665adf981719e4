"""Untitled and virtual documents: what needs no file system is answered as for a file, and nothing fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .asking import Asking, asking
from .raw_client import EVERYTHING, JsonObject, opened, place, raw_client, request

TEXT = """\
ARG V=22
FROM node:$V AS base
WORKDIR app
RUN apt-get install curl
FROM base AS shop
COPY --from=base /a /a
CMD echo hello
"""

VIRTUAL = (
    "untitled:Untitled-1",
    "vscode-remote://ssh-remote%2Bhost/work/Dockerfile",
    "vscode-vfs://github/owner/repository/Dockerfile",
    "git:/work/Dockerfile?%7B%22ref%22%3A%22HEAD%22%7D",
    "zipfile:///a.zip::Dockerfile",
)

STAGE = {"position": {"line": 1, "character": 17}}
CURSOR = {"position": {"line": 3, "character": 12}}
OPTIONS = {"options": {"tabSize": 4, "insertSpaces": True}}

QUESTIONS: dict[str, JsonObject] = {
    "textDocument/completion": {"position": {"line": 5, "character": 12}},
    "textDocument/hover": CURSOR,
    "textDocument/signatureHelp": {"position": {"line": 5, "character": 12}},
    "textDocument/definition": {"position": {"line": 4, "character": 7}},
    "textDocument/references": {**STAGE, "context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": STAGE,
    "textDocument/prepareRename": STAGE,
    "textDocument/rename": {**STAGE, "newName": "ground"},
    "textDocument/linkedEditingRange": STAGE,
    "textDocument/documentSymbol": {},
    "textDocument/foldingRange": {},
    "textDocument/selectionRange": {"positions": [CURSOR["position"]]},
    "textDocument/documentLink": {},
    "textDocument/semanticTokens/full": {},
    "textDocument/semanticTokens/range": {"range": place((0, 0), (7, 0))},
    "textDocument/formatting": OPTIONS,
    "textDocument/rangeFormatting": {"range": place((0, 0), (7, 0)), **OPTIONS},
    "textDocument/inlayHint": {"range": place((0, 0), (7, 0))},
    "textDocument/codeLens": {},
    "textDocument/codeAction": {"range": place((3, 8), (3, 8)), "context": {"diagnostics": []}},
}
COMMANDS = ("dockwright.stageGraph", "dockwright.showScorecard")


def answers(editor: Asking) -> dict[str, Any]:
    """What is answered to every question, with the URI of the document taken out."""
    found = {method: editor.ask(method, **params) for method, params in QUESTIONS.items()}
    for command in COMMANDS:
        found[command] = editor.raw("workspace/executeCommand", {"command": command, "arguments": [editor.uri]})
    cleaned: dict[str, Any] = json.loads(json.dumps(found).replace(editor.uri, "URI"))
    return cleaned


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The answers for a file that is on no disk."""
    with asking(TEXT) as editor:
        found = answers(editor)
    assert all(value for method, value in found.items() if "ormatting" not in method), found
    return found


def without_files(found: dict[str, Any]) -> dict[str, Any]:
    """The answers without what is only said where there may be a file system."""
    links = [link for link in found["textDocument/documentLink"] or [] if link["target"].startswith("http")]
    return {**found, "textDocument/documentLink": links}


@pytest.mark.parametrize("uri", VIRTUAL)
def test_every_question_is_answered_as_for_a_file(uri: str, expected: dict[str, Any]) -> None:
    with asking(TEXT, uri=uri) as editor:
        found = answers(editor)
        assert editor.client.process.poll() is None
    assert without_files(found) == without_files(expected)


@pytest.mark.parametrize("uri", VIRTUAL)
def test_all_is_fixed_there_too(uri: str) -> None:
    with raw_client() as client:
        client.initialize(EVERYTHING)
        params = {"command": "dockwright.fixAll", "arguments": [uri]}
        client.send(opened(uri, TEXT), request(1, "workspace/executeCommand", params))
        asked = client.wait_for(lambda message: message.get("method") == "workspace/applyEdit")
        client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
        assert client.result(1) is True
    (change,) = asked["params"]["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert any("-y" in one["newText"] for one in change["edits"])
