"""What the server says by hand, held against what pygls derives from the features that are registered."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from dockwright.lsp.abilities import read_abilities
from dockwright.lsp.capabilities import FEATURES, initialize_result, server_capabilities
from dockwright.lsp.connection import Connection
from dockwright.lsp.json_rpc import JsonObject
from dockwright.lsp.language_server import FeatureServer, make_server
from dockwright.lsp.scheduler import Scheduler
from dockwright.lsp.workbench import open_workbench
from dockwright.syntax.source_text import PositionEncoding

from .clients import ABLE, CONVERTER, recorded

OURS_ALONE = {"textDocumentSync", "diagnosticProvider", "semanticTokensProvider"}
"""What is answered without pygls."""

CLIENTS = [*recorded(), pytest.param(ABLE, id="able"), pytest.param({}, id="unable")]


def server_for(capabilities: JsonObject) -> FeatureServer:
    initialize = {"capabilities": capabilities}
    connection = Connection(lambda _: None)
    workbench = open_workbench(connection, Scheduler(), read_abilities(initialize), initialize)
    return make_server(workbench, initialize)


def without_nothing(value: Any) -> Any:
    """A value without members that say no by being null, false or empty; commands are in no order."""
    if isinstance(value, dict):
        if "commands" in value:
            value = value | {"commands": sorted(value["commands"])}
        kept = {key: without_nothing(member) for key, member in value.items()}
        return {key: member for key, member in kept.items() if member not in (None, False, {}, [])}
    return value


@pytest.mark.parametrize("capabilities", CLIENTS)
def test_both_say_the_same(capabilities: JsonObject) -> None:
    server = server_for(capabilities)
    derived = CONVERTER.unstructure(server.server_capabilities, types.ServerCapabilities)
    written = server_capabilities(read_abilities({"capabilities": capabilities}))
    for name in OURS_ALONE:
        derived.pop(name, None)
        written.pop(name, None)
    assert without_nothing(written) == without_nothing(derived)


def test_every_registered_feature_is_let_through() -> None:
    server = server_for(ABLE)
    registered = set(server.protocol.fm.features)
    if server.protocol.fm.commands:
        registered.add(types.WORKSPACE_EXECUTE_COMMAND)
    assert registered == FEATURES


@pytest.mark.parametrize("capabilities", CLIENTS)
def test_the_answer_is_an_initialize_result(capabilities: JsonObject) -> None:
    """lsprotocol understands all that we say."""
    result = initialize_result(read_abilities({"capabilities": capabilities}))
    structured = CONVERTER.structure(result, types.InitializeResult)
    assert without_nothing(CONVERTER.unstructure(structured)) == without_nothing(result)


def test_pull_is_offered_to_those_who_pull() -> None:
    pulling = server_capabilities(read_abilities({"capabilities": {"textDocument": {"diagnostic": {}}}}))
    assert pulling["diagnosticProvider"]
    assert "diagnosticProvider" not in server_capabilities(read_abilities({"capabilities": ABLE}))


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["utf-8", "utf-16", "utf-32"], PositionEncoding.UTF8),
        (["utf-32", "utf-8"], PositionEncoding.UTF32),
        (["utf-64", "utf-16"], PositionEncoding.UTF16),
        (["utf-64"], PositionEncoding.UTF16),
        ([], PositionEncoding.UTF16),
        (None, PositionEncoding.UTF16),
        ("utf-8", PositionEncoding.UTF16),
        ([8, {}, "utf-8"], PositionEncoding.UTF8),
    ],
)
def test_the_first_encoding_that_we_know_is_taken(offered: Any, chosen: PositionEncoding) -> None:
    abilities = read_abilities({"capabilities": {"general": {"positionEncodings": offered}}})
    assert abilities.encoding is chosen
