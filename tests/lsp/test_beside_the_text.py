"""Hints, lenses and the stage graph in a running server."""

from __future__ import annotations

from typing import Any

from .asking import URI, asking, place
from .raw_client import EVERYTHING, notification, opened, raw_client, request

TEXT = "ARG V=𝄞\nFROM node:20 AS é\nFROM $V AS x\nCOPY --from=é a b\nFROM"


def labels(found: Any) -> list[str]:
    return [hint["label"] for hint in found]


def test_hints() -> None:
    text = "ARG V=22\nFROM node:$V AS x\nFROM x\nUSER"
    with asking(text) as editor:
        assert editor.capabilities["inlayHintProvider"] is not None
        found = editor.ask("textDocument/inlayHint", range=place((0, 0), (3, 4)))
        assert labels(found)[0] == "= node:22"
        assert found[0]["position"] == {"line": 1, "character": 12}
        assert labels(found)[2:] == ["feeds the shipped stage", "shipped"]
        assert labels(editor.ask("textDocument/inlayHint", range=place((2, 0), (2, 6)))) == ["shipped"]


def test_hints_are_switched_off_without_a_restart() -> None:
    with asking("FROM alpine\nFROM alpine\n", initializationOptions={"hintSizes": False}) as editor:
        everywhere = place((0, 0), (2, 0))
        assert labels(editor.ask("textDocument/inlayHint", range=everywhere)) == ["not shipped", "shipped"]
        settings = {"settings": {"dockwright": {"hintSizes": False, "hintRoles": False, "codeLenses": False}}}
        editor.client.send(notification("workspace/didChangeConfiguration", settings))
        assert editor.ask("textDocument/inlayHint", range=everywhere) == []
        assert editor.ask("textDocument/codeLens") is None


def test_lenses_have_a_command_that_the_server_carries_out() -> None:
    with asking(TEXT) as editor:
        assert editor.capabilities["codeLensProvider"] is not None
        first = editor.ask("textDocument/codeLens")[0]
        assert first["command"]["title"] == "used by 1 stage"
        assert first["range"] == place((1, 0), (1, 17))
        assert first["command"]["command"] in editor.capabilities["executeCommandProvider"]["commands"]
        command, arguments = first["command"]["command"], first["command"]["arguments"]
        graph = editor.raw("workspace/executeCommand", {"command": command, "arguments": arguments})
        assert [node["name"] for node in graph["nodes"]][:2] == ["é", "x"]
        assert graph["mermaid"].startswith("flowchart LR\n")
        copied = next(edge for edge in graph["edges"] if edge["kind"] == "copy")
        assert copied["range"] == place((3, 12), (3, 13))


def test_lenses_show_references_where_the_client_can() -> None:
    said = {**EVERYTHING, "experimental": {"commands": {"commands": ["dockwright.showReferences"]}}}
    with raw_client() as client:
        client.initialize(said)
        client.send(opened(URI, TEXT), request(1, "textDocument/codeLens", {"textDocument": {"uri": URI}}))
        first, second, *_ = client.result(1)
    assert first["command"]["command"] == "dockwright.showReferences"
    uri, _, (location,) = first["command"]["arguments"]
    assert (uri, location["range"]) == (URI, place((3, 12), (3, 13)))
    assert second["command"]["command"] == "dockwright.stageGraph"


def test_the_graph_of_what_is_not_open() -> None:
    with asking(TEXT) as editor:
        params = {"command": "dockwright.stageGraph", "arguments": ["file:///other"]}
        assert "not open" in editor.answer("workspace/executeCommand", params)["error"]["message"]
