"""Hints with the digests of tags: whom a running server asks, when, and what it does where nobody answers."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..external.loopback_registry import DIGEST, FOUND, MANIFEST, Registry
from .asking import URI, Asking, asking
from .raw_client import TIMEOUT, changed, edit, notification, place, request

ON = {"hintDigests": True, "hintSizes": False, "hintRoles": False, "hintUsers": False}
REFRESH = "workspace/inlayHint/refresh"
REFRESHING = {"inlayHint": {"refreshSupport": True}}
SHOWN = "@sha256:4b7ce07002c6…"


@contextmanager
def editing(text: str, settings: object = ON, uri: str = URI, **params: Any) -> Iterator[Asking]:
    with asking(text, uri=uri, workspace=REFRESHING, initializationOptions=settings, **params) as editor:
        yield editor


def hints(editor: Asking) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = editor.ask("textDocument/inlayHint", range=place((0, 0), (99, 0)))
    return found


def labels(editor: Asking) -> list[str]:
    return [hint["label"] for hint in hints(editor)]


def refreshed(editor: Asking) -> None:
    """Wait until the server wants its hints to be asked for again."""
    asked = editor.client.wait_for(lambda message: message.get("method") == REFRESH)
    editor.client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})


@pytest.mark.parametrize("rest", ["", "\nENV\nCOPY --from=\nRUN <<E\nec"])
def test_a_digest_is_shown_and_can_be_written(registry: Registry, rest: str) -> None:
    with editing(f"FROM {registry.host}/team/app:1.0 AS é{rest}") as editor:
        assert labels(editor) == []
        refreshed(editor)
        (hint,) = hints(editor)
    end = len(f"FROM {registry.host}/team/app:1.0")
    assert hint["label"] == SHOWN
    assert DIGEST in hint["tooltip"]
    assert hint["textEdits"] == [{"newText": f"@{DIGEST}", "range": place((0, end), (0, end))}]
    assert len(registry.asked) == 1


def test_a_digest_is_not_written_behind_quotes_and_variables(registry: Registry) -> None:
    image = f"{registry.host}/team/app"
    text = f'ARG V=1.0\nFROM {image}:$V\nFROM "{image}:1.0"\nCOPY --from="{image}:1.0" a b\n'
    with editing(text) as editor:
        labels(editor)
        refreshed(editor)
        found = [hint for hint in hints(editor) if hint["label"] == SHOWN]
    assert [(hint["position"]["line"], "textEdits" in hint) for hint in found] == [(1, False), (2, False), (3, True)]
    assert found[2]["position"]["character"] == len(f'COPY --from="{image}:1.0')


def test_what_is_pinned_or_a_stage_is_nobodys_business(registry: Registry) -> None:
    text = f"FROM {registry.host}/team/app:1.0@{DIGEST} AS a\nFROM a\nFROM scratch\nFROM {registry.host}/team/app:2\n"
    registry.replies["/v2/team/app/manifests/2"] = FOUND
    with editing(text) as editor:
        labels(editor)
        refreshed(editor)
    assert [path for _, path, _ in registry.asked] == ["/v2/team/app/manifests/2"]


def test_what_is_being_typed_is_not_asked_for(registry: Registry) -> None:
    before, after = f"FROM {registry.host}/team/app:1", ".0"
    with editing(before) as editor:
        assert editor.at("textDocument/hover", 0, 1)
        asking_for = {"textDocument": {"uri": URI}, "range": place((0, 0), (99, 0))}
        messages = [request("first", "textDocument/inlayHint", asking_for)]
        for at, letter in enumerate(after):
            column = len(before) + at
            messages.append(changed(URI, 2 + at, edit((0, column), (0, column), letter)))
            messages.append(request(f"after {letter}", "textDocument/inlayHint", asking_for))
        # All at once, so that no pause of the machine is taken for one of the typist.
        editor.client.send(*messages)
        refreshed(editor)
    assert [path for _, path, _ in registry.asked] == [MANIFEST]


def test_it_is_switched_on_and_off_without_a_restart(registry: Registry) -> None:
    with editing(f"FROM {registry.host}/team/app:1.0", {**ON, "hintDigests": False}) as editor:
        assert labels(editor) == []
        for is_on in (True, False):
            settings = {"dockwright": {**ON, "hintDigests": is_on}}
            editor.client.send(notification("workspace/didChangeConfiguration", {"settings": settings}))
            refreshed(editor)
            assert labels(editor) == []
            if is_on:
                refreshed(editor)
                assert labels(editor) == [SHOWN]


def test_no_repository_can_switch_it_on(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text("hint-digests = true\nhint-roles = false\n")
    uri = (tmp_path / "Dockerfile").as_uri()
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    text = f"FROM {registry.host}/team/app:1.0\n"
    with editing(text, {}, uri, workspaceFolders=folders) as editor:
        assert labels(editor) == []
        told = editor.client.wait_for(lambda message: message.get("method") == "window/showMessage")
        assert "hint-digests" in told["params"]["message"]
        # Had it counted, this switch would change nothing, and nobody would be told of it.
        settings = {"settings": {"dockwright": {"hint-digests": True}}}
        editor.client.send(notification("workspace/didChangeConfiguration", settings))
        refreshed(editor)


def test_a_client_that_cannot_be_told_sees_it_when_it_asks_again(registry: Registry) -> None:
    with asking(f"FROM {registry.host}/team/app:1.0", initializationOptions=ON) as editor:
        for _ in range(300):
            if labels(editor):
                break
            editor.client.drained(0.1)
        assert labels(editor) == [SHOWN]
        assert len(registry.asked) == 1


def test_a_registry_that_is_not_there_is_a_line_in_the_log_and_nothing_else(registry: Registry) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        dead = f"127.0.0.1:{server.getsockname()[1]}"
    text = f"FROM {dead}/a:1\nFROM {dead}/b:1\nFROM {registry.host}/team/app:1.0\n"
    with editing(text) as editor:
        assert labels(editor) == []
        refreshed(editor)
        assert labels(editor) == [SHOWN]
        log = editor.raw("workspace/executeCommand", {"command": "dockwright.showLog"})
        messages = [message.get("method") for message in editor.client.drained()]
    assert json.dumps(log).count("no digest") == 1
    assert "window/showMessage" not in messages


def test_nothing_waits_for_a_registry_that_keeps_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = f"FROM 127.0.0.1:{server.getsockname()[1]}/a:1 AS a\nMAINTAINER x\n"
        with editing(text) as editor:
            labels(editor)
            server.settimeout(TIMEOUT)
            connection, _ = server.accept()
            with connection:
                # While it is waited for, everything else is answered.
                assert editor.at("textDocument/hover", 0, 1)
                editor.client.send(changed(URI, 2, edit((1, 0), (2, 0), "")))
                editor.client.published(URI, 2)
                assert labels(editor) == []
