"""Hints, lenses and the stage graph in a running server."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .asking import URI, Asking, asking
from .raw_client import EVERYTHING, notification, opened, place, raw_client, request

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
        _, first, *_ = editor.ask("textDocument/codeLens")
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
        _, first, *rest = client.result(1)
    second = next(lens for lens in rest if lens["range"]["start"]["line"] == 2)
    assert first["command"]["command"] == "dockwright.showReferences"
    uri, _, (location,) = first["command"]["arguments"]
    assert (uri, location["range"]) == (URI, place((3, 12), (3, 13)))
    assert second["command"]["command"] == "dockwright.stageGraph"


def lens_titles(editor: Asking) -> list[str]:
    """The lenses, without what the grade is made of, and how large the newest image is."""
    titles = [lens["command"]["title"].partition(":")[0] for lens in editor.ask("textDocument/codeLens") or []]
    return [re.sub(r"^(at least )?\d+( to \d+)? MB$", "size", title) for title in titles]


def test_building_is_offered_where_the_client_can_do_it() -> None:
    said = {**EVERYTHING, "experimental": {"commands": {"commands": ["dockwright.buildTarget"]}}}
    with raw_client() as client:
        client.initialize(said)
        client.send(opened(URI, "FROM alpine AS a\nFROM a\n"))
        client.send(request(1, "textDocument/codeLens", {"textDocument": {"uri": URI}}))
        commands = [lens["command"] for lens in client.result(1)]
    builds = [command["arguments"] for command in commands if command["command"] == "dockwright.buildTarget"]
    assert builds == [[URI, "a", "/nowhere/at/all"], [URI, "1", "/nowhere/at/all"]]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ["Grade C", "used by 1 stage", "size", "shipped", "size"]),
        ({"lensScore": False, "lensSizes": False}, ["used by 1 stage", "shipped"]),
        ({"lensUses": False, "lensSizes": False}, ["Grade C"]),
        ({"lensUses": False, "lensScore": False}, ["size", "size"]),
        ({"lensUses": False, "lensScore": False, "lensSizes": False}, []),
        ({"codeLenses": False}, []),
    ],
)
def test_each_lens_can_be_switched_off(settings: dict[str, bool], expected: list[str]) -> None:
    with asking("FROM alpine AS a\nFROM a\n", initializationOptions=settings) as editor:
        assert lens_titles(editor) == expected


def test_the_graph_of_what_is_not_open() -> None:
    with asking(TEXT) as editor:
        params = {"command": "dockwright.stageGraph", "arguments": ["file:///other"]}
        assert "not open" in editor.answer("workspace/executeCommand", params)["error"]["message"]
