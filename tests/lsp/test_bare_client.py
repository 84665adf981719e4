"""A client that says nothing of itself: it is asked for nothing, and every answer is of the plainest form there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .asking import URI, Asking
from .raw_client import JsonObject, RawClient, changed, edit, notification, opened, raw_client, request
from .test_without_files import COMMANDS, QUESTIONS, TEXT

HALF_TYPED = f"{TEXT}ENV\nRUN apt-get install \\\n  && echo $\nCOPY --from= <<E\nec"


@pytest.fixture(params=[TEXT, HALF_TYPED], ids=["good", "half-typed"])
def editor(request: pytest.FixtureRequest) -> Iterator[Asking]:
    with raw_client() as client:
        said = client.initialize({})
        client.send(opened(URI, request.param))
        yield Asking(client, said, URI)


def members(value: Any) -> Iterator[tuple[str, Any]]:
    """All members of all objects in a value."""
    if isinstance(value, dict):
        yield from value.items()
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from members(one)


def names(value: Any) -> set[str]:
    return {name for name, _ in members(value)}


def requests_of(client: RawClient) -> list[JsonObject]:
    """What the server wanted of the client."""
    return [message for message in client.drained() if "method" in message and "id" in message]


def test_it_is_asked_for_nothing(editor: Asking) -> None:
    settings = {"settings": {"dockwright": {"codeLenses": False, "hintRoles": False, "ignore": ["relative-workdir"]}}}
    editor.client.send(notification("workspace/didChangeConfiguration", settings))
    editor.client.send(
        changed(URI, 2, edit((0, 0), (0, 0), "# x\n")),
        notification("textDocument/didSave", {"textDocument": {"uri": URI}}),
    )
    for method, params in QUESTIONS.items():
        assert "error" not in editor.answer(method, {"textDocument": {"uri": URI}, **params}), method
    assert requests_of(editor.client) == []


def test_diagnostics_have_nothing_that_it_may_not_know(editor: Asking) -> None:
    editor.client.send(
        request(1, "textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}})
    )
    message = editor.client.wait_for(lambda found: found.get("method") == "textDocument/publishDiagnostics")
    assert message["params"].keys() == {"uri", "diagnostics"}
    for item in message["params"]["diagnostics"]:
        assert item.keys() == {"range", "severity", "code", "source", "message"}


def test_no_member_is_null(editor: Asking) -> None:
    """What may be left out is; null is something that each client would have to know about."""
    for method, params in QUESTIONS.items():
        assert [name for name, value in members(editor.ask(method, **params)) if value is None] == [], method


@pytest.mark.parametrize(
    ("method", "absent"),
    [
        ("textDocument/completion", {"documentation", "tags", "deprecated", "labelDetails", "insert", "itemDefaults"}),
        ("textDocument/documentSymbol", {"children", "selectionRange", "tags"}),
        ("textDocument/definition", {"targetUri", "originSelectionRange"}),
        ("textDocument/documentLink", {"tooltip"}),
        ("textDocument/rename", {"documentChanges", "changeAnnotations"}),
    ],
)
def test_what_has_to_be_announced_is_not_sent(editor: Asking, method: str, absent: set[str]) -> None:
    found = editor.ask(method, **QUESTIONS[method])
    assert found
    assert not names(found) & absent


def test_texts_are_plain(editor: Asking) -> None:
    items = editor.at("textDocument/completion", 7, 0)["items"]
    assert {item["insertTextFormat"] for item in items} <= {1}
    assert all("${" not in item["textEdit"]["newText"] for item in items)
    resolved = editor.raw("completionItem/resolve", items[0])
    assert isinstance(resolved.get("documentation", ""), str)
    assert editor.ask("textDocument/hover", **QUESTIONS["textDocument/hover"])["contents"]["kind"] == "plaintext"
    help_ = editor.ask("textDocument/signatureHelp", **QUESTIONS["textDocument/signatureHelp"])
    for signature in help_["signatures"]:
        assert isinstance(signature["documentation"], str)
        assert all(isinstance(one["label"], str) for one in signature["parameters"])


def test_nothing_is_offered_that_it_could_not_apply(editor: Asking) -> None:
    assert editor.ask("textDocument/codeAction", **QUESTIONS["textDocument/codeAction"]) is None
    answer = editor.answer("workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": [URI]})
    assert "cannot apply edits" in answer["error"]["message"]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_only_tell_are_carried_out(editor: Asking, command: str) -> None:
    assert editor.raw("workspace/executeCommand", {"command": command, "arguments": [URI]})


def test_it_is_not_told_of_options_that_it_may_not_know(editor: Asking) -> None:
    assert editor.capabilities["renameProvider"] is True
    assert "diagnosticProvider" not in editor.capabilities
