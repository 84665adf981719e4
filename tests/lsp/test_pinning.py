"""The action that pins an image: where it is offered, when a registry is asked, and what happens without an answer."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from ..external.loopback_registry import DIGEST, MANIFEST, Registry
from .asking import URI, Asking, asking
from .raw_client import TIMEOUT, JsonObject, changed, edit, place, request

REQUEST_FAILED, INVALID_PARAMS, CONTENT_MODIFIED = -32803, -32602, -32801


def host(server: socket.socket) -> str:
    return f"127.0.0.1:{server.getsockname()[1]}"


def pins(
    editor: Asking, line: int, only: str | None = None, diagnostics: Sequence[JsonObject] = ()
) -> list[JsonObject]:
    """The actions that pin an image of the instruction in a line."""
    wanted = {} if only is None else {"only": [only]}
    context = {"diagnostics": diagnostics, **wanted}
    actions = editor.ask("textDocument/codeAction", range=place((line, 0), (line, 1)), context=context)
    return [action for action in actions if "digest it has now" in action["title"]]


def edits(action: JsonObject) -> list[tuple[int, int, str]]:
    """Line, column and text of what an action inserts."""
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": URI, "version": 1}
    for one in change["edits"]:
        assert one["range"]["start"] == one["range"]["end"]
    return [(*one["range"]["start"].values(), one["newText"]) for one in change["edits"]]


def test_the_registry_is_asked_once_the_action_is_chosen(registry: Registry) -> None:
    image = f"{registry.host}/team/app"
    mount = f'RUN --mount=from="{image}:1.0'
    text = f'ARG V="1.0"\nFROM {image}:$V AS é\nFROM scratch\nCOPY --from=é a b\n{mount}",target=/m x\n'
    with asking(text) as editor:
        offered = [pins(editor, line) for line in range(5)]
        assert [len(each) for each in offered] == [0, 1, 0, 0, 1]
        assert not registry.asked
        (base,), (mounted,) = offered[1], offered[4]
        assert base["title"] == f"Pin `{image}:1.0` to the digest it has now"
        assert base["kind"] == "refactor.rewrite"
        assert edits(editor.raw("codeAction/resolve", base)) == [(0, len('ARG V="1.0'), f"@{DIGEST}")]
        assert edits(editor.raw("codeAction/resolve", mounted)) == [(4, len(mount), f"@{DIGEST}")]
    assert [(method, path) for method, path, _ in registry.asked] == [("HEAD", MANIFEST)] * 2


def test_it_mends_the_findings_that_want_a_digest(registry: Registry) -> None:
    settings = {"select": ["undigested-base-image"]}
    with asking(f"FROM {registry.host}/team/app:1.0\n", initializationOptions=settings) as editor:
        shown = editor.client.published(URI, 1)
        assert [each["code"] for each in shown] == ["undigested-base-image"]
        for only, kind in ((None, "quickfix"), ("quickfix", "quickfix"), ("refactor", "refactor.rewrite")):
            (action,) = pins(editor, 0, only, shown)
            assert (action["kind"], action["diagnostics"]) == (kind, shown)
        assert pins(editor, 0, "quickfix") == []
        assert pins(editor, 0, "source.fixAll", shown) == []


def test_a_client_that_wants_edits_at_once_is_not_offered_it(registry: Registry) -> None:
    abilities = {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True}}
    with asking(f"FROM {registry.host}/team/app:1.0\n", abilities) as editor:
        assert pins(editor, 0) == []
    assert not registry.asked


def test_without_a_digest_the_answer_is_the_reason(registry: Registry) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        dead = host(server)
    for image, reason in ((f"{dead}/a:1", "refused"), (f"{registry.host}/team/app:none", "no such tag")):
        with asking(f"FROM {image}\n") as editor:
            (action,) = pins(editor, 0)
            editor.client.send(request("pin", "codeAction/resolve", action))
            shown = editor.client.wait_for(lambda message: message.get("method") == "window/showMessage")
            error = editor.client.answer("pin")["error"]
        assert error["code"] == REQUEST_FAILED
        assert shown["params"]["message"] == f"Dockwright: {error['message']}"
        assert error["message"].startswith(f"`{image}` cannot be pinned: ")
        assert reason in error["message"]


def test_what_was_typed_meanwhile_is_not_edited() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, asking(f"FROM {host(server)}/a:1\n") as editor:
        (action,) = pins(editor, 0)
        editor.client.send(request("pin", "codeAction/resolve", action))
        server.settimeout(TIMEOUT)
        connection, _ = server.accept()
        with connection:
            connection.recv(10_000)
            # While the registry is waited for, everything else is answered.
            editor.client.send(changed(URI, 2, edit((0, 0), (0, 0), "# new\n")))
            editor.client.published(URI, 2)
            connection.sendall(b"HTTP/1.1 200 OK\r\nDocker-Content-Digest: %b\r\n\r\n" % DIGEST.encode())
        assert editor.client.answer("pin")["error"]["code"] == CONTENT_MODIFIED


@pytest.mark.parametrize("start", [None, "0", -5, 1_000_000])
def test_an_action_that_is_not_ours_is_an_error(registry: Registry, start: object) -> None:
    with asking(f"FROM {registry.host}/team/app:1.0\n") as editor:
        data = {"uri": URI, "version": 1, "purpose": "pin", "start": start, "image": "other"}
        error = editor.answer("codeAction/resolve", {"title": "x", "data": data})["error"]
    assert error["code"] in (INVALID_PARAMS, CONTENT_MODIFIED)
    assert not registry.asked
