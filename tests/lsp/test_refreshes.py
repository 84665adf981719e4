"""Hints and lenses that change without an edit are asked for again, by clients that say that they can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from .raw_client import EVERYTHING, JsonObject, RawClient, changed, edit, notification, opened, raw_client, request

HALF_TYPED = "FROM alpine:3.20 AS a\nWORKDIR app\nFROM a\nRUN <<E\nec"
REFRESHING: JsonObject = {
    **EVERYTHING,
    "workspace": {
        **EVERYTHING["workspace"],
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "semanticTokens": {"refreshSupport": True},
    },
}
URI = "untitled:a"
HINTS, LENSES = "workspace/inlayHint/refresh", "workspace/codeLens/refresh"


@contextmanager
def open_file(capabilities: JsonObject = REFRESHING) -> Iterator[RawClient]:
    with raw_client() as client:
        client.initialize(capabilities, initializationOptions={"shellcheck": "off"})
        client.send(opened(URI, HALF_TYPED))
        client.published(URI)
        yield client


def change(client: RawClient, settings: JsonObject) -> None:
    """Tell of other settings."""
    told = {"dockwright": {"shellcheck": "off", **settings}}
    client.send(notification("workspace/didChangeConfiguration", {"settings": told}))


def asked(client: RawClient) -> Sequence[str]:
    """What the client is asked to ask for again by now, in alphabetical order; it does as it is told."""
    client.send(request("lenses", "textDocument/codeLens", {"textDocument": {"uri": URI}}))
    client.result("lenses")
    messages, client.waiting = client.waiting, []
    found = [message for message in messages if message.get("method", "").endswith("/refresh")]
    for message in found:
        client.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
    return sorted(message["method"] for message in found)


@pytest.mark.parametrize(
    ("settings", "methods"),
    [
        ({"hintRoles": False}, [HINTS]),
        ({"lensUses": False}, [LENSES]),
        ({"codeLenses": False, "hintSizes": False}, [LENSES, HINTS]),
        # The grade above the file is made of findings.
        ({"ignore": ["relative-workdir"]}, [LENSES]),
        ({"indentWidth": 7}, []),
        ({}, []),
    ],
)
def test_only_what_a_setting_changes_is_asked_for_again(settings: JsonObject, methods: list[str]) -> None:
    with open_file() as client:
        change(client, settings)
        assert asked(client) == methods


def test_every_change_counts() -> None:
    with open_file() as client:
        for is_on in (False, True, False):
            change(client, {"hintRoles": is_on})
            assert asked(client) == [HINTS]


def test_nobody_is_asked_twice_before_the_answer() -> None:
    with open_file() as client:
        change(client, {"hintRoles": False})
        first = client.wait_for(lambda message: message.get("method") == HINTS)
        change(client, {"hintRoles": True})
        assert asked(client) == []
        client.send({"jsonrpc": "2.0", "id": first["id"], "result": None})
        client.wait_for(lambda message: message.get("method") == HINTS)


def test_after_an_edit_editors_ask_by_themselves() -> None:
    with open_file() as client:
        client.send(changed(URI, 2, edit((4, 2), (4, 2), "ho")))
        assert asked(client) == []


def test_who_cannot_be_asked_is_not() -> None:
    with open_file(EVERYTHING) as client:
        change(client, {"codeLenses": False, "hintSizes": False})
        assert asked(client) == []
