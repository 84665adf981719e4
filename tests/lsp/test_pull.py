"""Diagnostics that the client asks for: of one document, and of the workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .raw_client import EVERYTHING, RawClient, changed, edit, notification, opened, raw_client, request

URI = "untitled:Dockerfile"
BAD = "FROM alpine:3.20\nWORKDIR app\n"
PULLING = {
    "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {}},
    "workspace": {**EVERYTHING["workspace"], "diagnostics": {"refreshSupport": True}},
}


@pytest.fixture
def client() -> Iterator[RawClient]:
    with raw_client() as made:
        assert made.initialize(PULLING)["diagnosticProvider"]["interFileDependencies"] is False
        yield made


def pull(identifier: int, uri: str = URI, **params: Any) -> dict[str, Any]:
    return request(identifier, "textDocument/diagnostic", {"textDocument": {"uri": uri}, **params})


def test_a_pull_speaks_of_the_text_before_it(client: RawClient) -> None:
    client.send(opened(URI, BAD), pull(1), changed(URI, 2, edit((1, 8), (1, 8), "/")), pull(2))
    first, second = client.result(1), client.result(2)
    assert first["kind"] == second["kind"] == "full"
    assert "relative-workdir" in {item["code"] for item in first["items"]}
    assert "relative-workdir" not in {item["code"] for item in second["items"]}
    assert client.drained() == []


def test_what_the_client_knows_is_not_sent_again(client: RawClient) -> None:
    client.send(opened(URI, BAD), pull(1))
    result = client.result(1)["resultId"]
    client.send(pull(2, previousResultId=result))
    assert client.result(2) == {"kind": "unchanged", "resultId": result}
    client.send(changed(URI, 2, edit((2, 0), (2, 0), "# nothing to see")), pull(3, previousResultId=result))
    assert client.result(3)["kind"] == "unchanged"
    client.send(changed(URI, 3, edit((0, 0), (0, 0), "# one line more\n")), pull(4, previousResultId=result))
    assert client.result(4)["kind"] == "full"


def test_a_document_that_is_not_open(client: RawClient) -> None:
    client.send(pull(1, "file:///nowhere/Dockerfile"))
    assert client.result(1) == {"kind": "full", "items": []}


def test_a_file_that_is_not_open_is_read(workspace: Path) -> None:
    with raw_client() as client:
        client.initialize(PULLING, rootUri=workspace.as_uri())
        client.send(pull(1, (workspace / "a" / "Dockerfile").as_uri()))
        assert "relative-workdir" in {item["code"] for item in client.result(1)["items"]}


def test_closing_answers_what_waits(client: RawClient) -> None:
    text = "FROM alpine:3.20\n" + "RUN apt-get update && apt-get install -y curl\n" * 2000
    client.send(opened(URI, text), pull(1), notification("textDocument/didClose", {"textDocument": {"uri": URI}}))
    assert client.result(1)["items"] == []


def test_a_waiting_pull_is_cancelled(client: RawClient) -> None:
    text = "FROM alpine:3.20\n" + "RUN apt-get update && apt-get install -y curl\n" * 2000
    client.send(opened(URI, text), pull(1), pull(2), notification("$/cancelRequest", {"id": 1}))
    assert client.answer(1)["error"]["code"] == -32800
    assert client.result(2)["kind"] == "full"


def test_new_settings_have_the_client_pull_again(client: RawClient) -> None:
    client.send(opened(URI, BAD), pull(1))
    assert client.result(1)["items"]
    settings = {"settings": {"dockwright": {"ignore": ["ALL"]}}}
    client.send(notification("workspace/didChangeConfiguration", settings))
    asked = client.wait_for(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None}, pull(2))
    assert client.result(2)["items"] == []


def test_what_changes_before_a_refresh_is_answered_is_pulled_too(client: RawClient) -> None:
    def set_ignored(*names: str) -> None:
        settings = {"settings": {"dockwright": {"ignore": names}}}
        client.send(notification("workspace/didChangeConfiguration", settings))

    client.send(opened(URI, BAD), pull(1))
    before = client.result(1)["items"]
    set_ignored("ALL")
    asked = client.wait_for(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    client.send(pull(2))
    assert client.result(2)["items"] == []
    set_ignored()
    client.send(pull(3, "file:///nowhere/Dockerfile"))
    client.result(3)
    assert client.drained() == [], "one refresh at a time"
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    client.wait_for(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    client.send(pull(4))
    assert client.result(4)["items"] == before != []


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("a", "b", "node_modules/c"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "Dockerfile").write_text(BAD)
    (tmp_path / "b" / "Dockerfile").write_text("FROM alpine:3.20\nWORKDIR /app\n")
    return tmp_path


def workspace_pull(identifier: int, previous: dict[str, str] | None = None, **params: Any) -> dict[str, Any]:
    known = [{"uri": uri, "value": value} for uri, value in (previous or {}).items()]
    return request(identifier, "workspace/diagnostic", {"previousResultIds": known, **params})


def codes_by_name(result: dict[str, Any], folder: Path) -> dict[str, bool]:
    """By path: whether the relative working directory was found there."""
    return {
        report["uri"].removeprefix(folder.as_uri() + "/"): any(
            item["code"] == "relative-workdir" for item in report["items"]
        )
        for report in result["items"]
    }


def spelled_otherwise(uri: str) -> str:
    """The same URI as another library writes it."""
    return uri.replace("Dockerfile", "%44ockerfile")


def test_the_workspace(workspace: Path) -> None:
    with raw_client() as client:
        client.initialize(PULLING, workspaceFolders=[{"uri": workspace.as_uri(), "name": "w"}])
        client.send(workspace_pull(1, workDoneToken="progress"))
        result = client.result(1)
        assert codes_by_name(result, workspace) == {"a/Dockerfile": True, "b/Dockerfile": False}
        kinds = [
            message["params"]["value"]["kind"] for message in client.drained() if message["method"] == "$/progress"
        ]
        assert kinds[0] == "begin"
        assert kinds[-1] == "end"
        known = {spelled_otherwise(report["uri"]): report["resultId"] for report in result["items"]}

        client.send(workspace_pull(2, known), request(3, "x/y"))
        client.answer(3)
        assert client.drained(1.0) == [], "nothing is new, so the request is held"
        file = workspace / "b" / "Dockerfile"
        file.write_text(BAD)
        os.utime(file, ns=(1, 1))
        client.send(notification("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]}))
        result = client.result(2)
        assert codes_by_name(result, workspace) == {"b/Dockerfile": True}
        known |= {spelled_otherwise(report["uri"]): report["resultId"] for report in result["items"]}

        (workspace / "a" / "Dockerfile").unlink()
        client.send(workspace_pull(4, known))
        assert codes_by_name(client.result(4), workspace) == {"a/%44ockerfile": False}


def test_open_documents_are_left_to_the_other_request(workspace: Path) -> None:
    with raw_client() as client:
        client.initialize(PULLING, rootUri=workspace.as_uri())
        client.send(opened((workspace / "a" / "Dockerfile").as_uri(), "FROM scratch\n"), workspace_pull(1))
        assert codes_by_name(client.result(1), workspace) == {"b/Dockerfile": False}


def test_configuration_counts_in_the_workspace(workspace: Path) -> None:
    (workspace / "dockwright.toml").write_text('exclude = ["/b"]\nignore = ["relative-workdir"]\n')
    with raw_client() as client:
        client.initialize(PULLING, rootUri=workspace.as_uri())
        client.send(workspace_pull(1))
        result = client.result(1)
        assert codes_by_name(result, workspace) == {"a/Dockerfile": False}
        known = {report["uri"]: report["resultId"] for report in result["items"]}
        configuration = workspace / "dockwright.toml"
        configuration.write_text('exclude = ["/b"]\n')
        client.send(workspace_pull(2, known))
        change = {"uri": configuration.as_uri(), "type": 2}
        client.send(notification("workspace/didChangeWatchedFiles", {"changes": [change]}))
        assert codes_by_name(client.result(2), workspace) == {"a/Dockerfile": True}


def test_a_held_request_is_cancelled(workspace: Path) -> None:
    with raw_client() as client:
        client.initialize(PULLING, rootUri=workspace.as_uri())
        client.send(workspace_pull(1))
        known = {report["uri"]: report["resultId"] for report in client.result(1)["items"]}
        client.send(workspace_pull(2, known), notification("$/cancelRequest", {"id": 2}))
        assert client.answer(2)["error"]["code"] == -32800
