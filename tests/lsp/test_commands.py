"""Commands of a running server, besides fixing all, which is tested with the actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .asking import URI, Asking, asking
from .raw_client import EVERYTHING, JsonObject, RawClient, opened, raw_client, request

BAD = "FROM alpine:3.20\nWORKDIR app\n"
CODE = "relative-workdir"

NODE = """\
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
CMD ["node", "dist/server.js"]
"""


def run(editor: Asking, command: str, *arguments: Any) -> JsonObject:
    """The answer to a command."""
    return editor.answer("workspace/executeCommand", {"command": command, "arguments": list(arguments)})


def asked_to(client: RawClient, method: str) -> JsonObject:
    """What the server asks the client to do."""
    return client.wait_for(lambda message: message.get("method") == method)


def test_every_command_that_is_offered_is_there() -> None:
    with asking(BAD) as editor:
        for command in editor.capabilities["executeCommandProvider"]["commands"]:
            answer = run(editor, command)
            # Those that speak of a document or a rule say that it is missing.
            assert "error" not in answer or answer["error"]["code"] == -32602, (command, answer)


def test_scorecard_is_told_and_answered() -> None:
    with asking(BAD) as editor:
        card = run(editor, "dockwright.showScorecard", URI)["result"]
        shown = asked_to(editor.client, "window/showMessage")
    assert card["grade"] in "BCD"
    improvements = {one["rule"]: one for mark in card["marks"] for one in mark["improvements"]}
    assert improvements[CODE]["range"]["start"] == {"line": 1, "character": 8}
    assert improvements[CODE]["page"].endswith(f"/rules/{CODE}/")
    assert any(one["raises"] for one in improvements.values())
    assert shown["params"]["message"] == f"Dockwright: {card['summary']}"
    assert {fact["name"]: fact["value"] for fact in card["facts"]}["Built on"] == "alpine:3.20"


def test_a_client_that_shows_the_scorecard_gets_no_message() -> None:
    said = {**EVERYTHING, "experimental": {"commands": {"commands": ["dockwright.openScorecard"]}}}
    with raw_client() as client:
        client.initialize(said)
        params = {"command": "dockwright.showScorecard", "arguments": [URI]}
        client.send(opened(URI, BAD), request(1, "workspace/executeCommand", params))
        assert client.result(1)["grade"]
        assert not [message for message in client.drained() if message.get("method") == "window/showMessage"]


def test_scorecard_of_nothing() -> None:
    with asking("# nothing") as editor:
        assert run(editor, "dockwright.showScorecard", URI)["result"] is None
        assert "not open" in run(editor, "dockwright.showScorecard", "file:///other")["error"]["message"]


@pytest.mark.parametrize("name", [CODE, "DL3000"])
def test_page_of_a_rule_is_opened_where_the_client_can(name: str) -> None:
    said = {**EVERYTHING, "window": {"showDocument": {"support": True}}}
    with raw_client() as client:
        client.initialize(said)
        client.send(request(1, "workspace/executeCommand", {"command": "dockwright.showRulePage", "arguments": [name]}))
        asked = asked_to(client, "window/showDocument")
        assert asked["params"]["external"] is True
        client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": True}})
        assert client.result(1) == asked["params"]["uri"]
        assert client.waiting == []
    assert asked["params"]["uri"].endswith(f"/rules/{CODE}/")


def test_page_of_a_rule_is_told_otherwise() -> None:
    with asking(BAD) as editor:
        assert run(editor, "dockwright.showRulePage", CODE)["result"].endswith(f"/rules/{CODE}/")
        assert "no rule" in run(editor, "dockwright.showRulePage", "nothing")["error"]["message"]


def test_restart_looks_at_everything_again(tmp_path: Path) -> None:
    """A configuration that came after the file was opened, of which no client tells, counts from then on."""
    file = tmp_path / "Dockerfile"
    file.write_text(BAD, encoding="utf-8")
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    with asking(BAD, uri=file.as_uri(), workspaceFolders=folders) as editor:
        assert CODE in [each["code"] for each in editor.client.published(file.as_uri())]
        (tmp_path / "dockwright.toml").write_text(f'ignore = ["{CODE}"]\n', encoding="utf-8")
        assert run(editor, "dockwright.restart")["result"] is None
        assert CODE not in [each["code"] for each in editor.client.published(file.as_uri())]
        assert editor.ask("textDocument/documentSymbol")


def test_log_is_told() -> None:
    with asking(BAD) as editor:
        editor.client.send({"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {}})
        log = run(editor, "dockwright.showLog")["result"]
    assert "textDocument" in log


def convert(client: RawClient, abilities: JsonObject, text: str) -> JsonObject:
    """The edit that the client is asked to apply for a conversion."""
    client.initialize(abilities)
    params = {"command": "dockwright.convertToMultiStage", "arguments": [URI]}
    client.send(opened(URI, text), request(1, "workspace/executeCommand", params))
    asked = asked_to(client, "workspace/applyEdit")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
    assert client.result(1) is True
    edit: JsonObject = asked["params"]["edit"]
    return edit


@pytest.fixture
def converts() -> None:
    pytest.importorskip("dockwright.code_actions.refactorings.multi_stage")


@pytest.mark.usefixtures("converts")
def test_conversion_is_shown_before_it_is_made() -> None:
    with raw_client() as client:
        edit = convert(client, EVERYTHING, NODE)
    (annotation,) = edit["changeAnnotations"].values()
    assert annotation["needsConfirmation"] is True
    assert annotation["description"]
    (change,) = edit["documentChanges"]
    assert change["textDocument"]["version"] == 1
    # Whoever confirms it confirms all of it: half a conversion builds nothing.
    (only,) = change["edits"]
    assert only["annotationId"] in edit["changeAnnotations"]
    assert only["newText"].count("FROM ") == 2


@pytest.mark.usefixtures("converts")
def test_conversion_without_a_preview_where_the_client_has_none() -> None:
    with raw_client() as client:
        edit = convert(client, {"workspace": {"applyEdit": True}}, NODE)
    assert edit.keys() == {"changes"}


def test_what_cannot_be_converted_is_told() -> None:
    with asking("FROM a\nFROM b\n") as editor:
        answer = run(editor, "dockwright.convertToMultiStage", URI)
    assert "cannot be converted" in answer["error"]["message"]


@pytest.mark.parametrize("command", ["dockwright.convertToMultiStage", "dockwright.fixAll"])
def test_nothing_is_changed_for_a_client_that_cannot_apply_edits(command: str) -> None:
    with raw_client() as client:
        client.initialize({})
        client.send(opened(URI, NODE))
        client.send(request(1, "workspace/executeCommand", {"command": command, "arguments": [URI]}))
        assert "cannot apply edits" in client.answer(1)["error"]["message"]
