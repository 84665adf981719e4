"""Settings of the client, configuration files, the build context, and what happens when they change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dockwright.project.baseline import fingerprint

from .raw_client import EVERYTHING, RawClient, changed, edit, notification, opened, raw_client

BAD = "FROM alpine:3.20\nWORKDIR app\n"
CODE = "relative-workdir"
ASKING: dict[str, Any] = {
    **EVERYTHING,
    "workspace": {
        **EVERYTHING["workspace"],
        "configuration": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}


@pytest.fixture
def client() -> Iterator[RawClient]:
    with raw_client() as made:
        yield made


def has(client: RawClient, uri: str, version: int | None = None) -> bool:
    return any(item.get("code") == CODE for item in client.published(uri, version))


def answer_configuration(client: RawClient, settings: Any) -> dict[str, Any]:
    """Answer the server's next question for settings; what it asked."""
    asked = client.wait_for(lambda message: message.get("method") == "workspace/configuration")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": [settings] * len(asked["params"]["items"])})
    params: dict[str, Any] = asked["params"]
    return params


@pytest.mark.parametrize("options", [{"ignore": [CODE]}, {"dockwright": {"ignore": ["DL3000"]}}])
def test_settings_that_come_with_initialize(client: RawClient, options: Any) -> None:
    client.initialize(initializationOptions=options)
    client.send(opened("untitled:a", BAD))
    assert not has(client, "untitled:a")


def test_settings_that_are_asked_for(client: RawClient) -> None:
    client.initialize(ASKING)
    client.send(opened("untitled:a", BAD))
    assert answer_configuration(client, {"ignore": [CODE]})["items"] == [
        {"scopeUri": "untitled:a", "section": "dockwright"}
    ]
    assert not has(client, "untitled:a")
    client.send(opened("untitled:b", BAD))
    answer_configuration(client, None)
    assert has(client, "untitled:b")


def test_an_answer_that_does_not_come_is_not_waited_for(client: RawClient) -> None:
    client.initialize(ASKING)
    client.send(opened("untitled:a", BAD))
    assert has(client, "untitled:a")
    answer_configuration(client, {"ignore": [CODE]})
    assert not has(client, "untitled:a")


def test_a_client_that_refuses_to_be_asked(client: RawClient) -> None:
    client.initialize(ASKING)
    client.send(opened("untitled:a", BAD))
    asked = client.wait_for(lambda message: message.get("method") == "workspace/configuration")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "error": {"code": -32601, "message": "no"}})
    assert has(client, "untitled:a")


def test_settings_that_change_are_asked_for_again(client: RawClient) -> None:
    client.initialize(ASKING)
    registered = client.wait_for(lambda message: message.get("method") == "client/registerCapability")
    methods = {registration["method"] for registration in registered["params"]["registrations"]}
    assert methods == {"workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"}
    client.send({"jsonrpc": "2.0", "id": registered["id"], "result": None})
    client.send(opened("untitled:a", BAD))
    answer_configuration(client, None)
    assert has(client, "untitled:a")
    client.send(notification("workspace/didChangeConfiguration", {"settings": None}))
    answer_configuration(client, {"rules": {CODE: "off"}})
    assert not has(client, "untitled:a")


def test_settings_that_are_told(client: RawClient) -> None:
    client.initialize()
    client.send(opened("untitled:a", BAD))
    assert has(client, "untitled:a")
    settings = {"dockwright": {"ignore": [CODE]}, "other": 1}
    client.send(notification("workspace/didChangeConfiguration", {"settings": settings}))
    assert not has(client, "untitled:a")
    client.send(notification("workspace/didChangeConfiguration", {"settings": {"dockwright": {"enable": False}}}))
    assert client.published("untitled:a") == []
    client.send(changed("untitled:a", 2, edit((0, 0), (0, 0), "#\n")))
    assert client.published("untitled:a", 2) == []
    client.send(notification("workspace/didChangeConfiguration", {"settings": {"dockwright": {}}}))
    assert has(client, "untitled:a", 2)


def test_severities(client: RawClient) -> None:
    client.initialize(initializationOptions={"rules": {CODE: {"severity": "error"}}})
    client.send(opened("untitled:a", BAD))
    found = client.published("untitled:a")
    assert [item["severity"] for item in found if item["code"] == CODE] == [1]


def test_no_more_problems_than_wanted_the_loudest_first(client: RawClient) -> None:
    options = {"maxProblems": 2, "select": [CODE, "untagged-base-image"], "rules": {CODE: "error"}}
    client.initialize(initializationOptions=options)
    client.send(opened("untitled:a", "FROM alpine\nFROM alpine\nFROM alpine\nWORKDIR app\nFROM alpine\nWORKDIR app\n"))
    found = client.published("untitled:a")
    assert [item["severity"] for item in found[:2]] == [1, 1]
    assert len(found) == 3
    assert found[2]["message"].startswith("4 more findings are not shown")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"ignore": ["relative-workdri"]}, "did you mean"),
        ({"select": 5}, "select"),
        ({"nonsense": True}, "nonsense"),
        ("strange", "object"),
    ],
)
def test_what_cannot_be_understood_is_told_once(client: RawClient, options: Any, part: str) -> None:
    client.initialize(initializationOptions=options)
    client.send(opened("untitled:a", BAD), opened("untitled:b", BAD))
    assert has(client, "untitled:a")
    assert has(client, "untitled:b")
    told = [message["params"]["message"] for message in client.drained() if message["method"] == "window/showMessage"]
    assert len(told) == 1
    assert part in told[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "Dockerfile").write_text(BAD)
    (tmp_path / "dockwright.toml").write_text(f'ignore = ["{CODE}"]\n')
    return tmp_path


def test_the_configuration_file_counts_from_the_first_diagnostics_on(client: RawClient, project: Path) -> None:
    uri = (project / "service" / "Dockerfile").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert not has(client, uri)


def test_watched_files(client: RawClient, project: Path) -> None:
    uri = (project / "service" / "Dockerfile").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert not has(client, uri)
    configuration = project / "dockwright.toml"
    configuration.unlink()
    changes = {"changes": [{"uri": configuration.as_uri(), "type": 3}]}
    client.send(notification("workspace/didChangeWatchedFiles", changes))
    assert has(client, uri)


def test_saving_looks_again_without_watched_files(client: RawClient, project: Path) -> None:
    uri = (project / "service" / "Dockerfile").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert not has(client, uri)
    (project / "dockwright.toml").write_text("")
    client.send(notification("textDocument/didSave", {"textDocument": {"uri": uri}}))
    assert has(client, uri)


def test_each_workspace_folder_has_its_own_configuration(client: RawClient, tmp_path: Path) -> None:
    folders = []
    for name, text in (("one", f'ignore = ["{CODE}"]\n'), ("two", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dockwright.toml").write_text(text)
        folders.append({"uri": (tmp_path / name).as_uri(), "name": name})
    client.initialize(workspaceFolders=folders)
    for name in ("one", "two"):
        client.send(opened((tmp_path / name / "Dockerfile").as_uri(), BAD))
    assert not has(client, (tmp_path / "one" / "Dockerfile").as_uri())
    assert has(client, (tmp_path / "two" / "Dockerfile").as_uri())


def test_workspace_folders_come_and_go(client: RawClient, project: Path) -> None:
    """The search for a configuration ends at the workspace folder, so it matters which one that is."""
    uri = (project / "service" / "Dockerfile").as_uri()
    inner = {"uri": (project / "service").as_uri(), "name": "service"}
    client.initialize(workspaceFolders=[inner])
    client.send(opened(uri, BAD))
    assert has(client, uri)
    outer = {"uri": project.as_uri(), "name": "project"}
    event = {"event": {"added": [outer], "removed": [inner]}}
    client.send(notification("workspace/didChangeWorkspaceFolders", event))
    assert not has(client, uri)


def test_unsaved_texts_come_before_the_disk(client: RawClient, project: Path) -> None:
    uri = (project / "service" / "Dockerfile").as_uri()
    configuration = (project / "dockwright.toml").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert not has(client, uri)
    client.send(opened(configuration, "ignore = []\n", language="toml"))
    assert has(client, uri)
    client.send(changed(configuration, 2, {"text": f'ignore = ["{CODE}"]\n'}))
    assert not has(client, uri)
    client.send(notification("textDocument/didClose", {"textDocument": {"uri": configuration}}))
    assert all(message["params"].get("uri") != configuration for message in client.drained())


def test_the_build_context_is_looked_at(client: RawClient, project: Path) -> None:
    """A COPY of the whole context without an ignore file is found only by somebody who has looked for one."""
    uri = (project / "service" / "Dockerfile").as_uri()
    text = "FROM alpine:3.20\nCOPY . /app\n"
    (project / "service" / "package.json").write_text("{}")
    client.initialize(rootUri=project.as_uri(), initializationOptions={"extendSelect": ["ALL"]})
    client.send(opened(uri, text))
    before = {item["code"] for item in client.published(uri)}
    (project / "service" / ".dockerignore").write_text("node_modules\n")
    client.send(notification("textDocument/didSave", {"textDocument": {"uri": uri}}))
    after = {item["code"] for item in client.published(uri)}
    assert before - after


def test_what_a_baseline_knows_is_not_shown(client: RawClient, project: Path) -> None:
    (project / "dockwright.toml").write_text("baseline = 'known.json'\n")
    known = {CODE: {fingerprint("WORKDIR app"): 1}}
    (project / "known.json").write_text(json.dumps({"version": 1, "files": {"service/Dockerfile": known}}))
    uri = (project / "service" / "Dockerfile").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert not has(client, uri)
    client.send(changed(uri, 2, edit((0, 0), (0, 0), "# moved\n\n")))
    assert not has(client, uri, 2)
    client.send(changed(uri, 3, edit((3, 11), (3, 11), "s")))
    assert has(client, uri, 3)


def test_a_malformed_baseline_is_told(client: RawClient, project: Path) -> None:
    (project / "dockwright.toml").write_text("baseline = 'known.json'\n")
    (project / "known.json").write_text("{}")
    uri = (project / "service" / "Dockerfile").as_uri()
    client.initialize(rootUri=project.as_uri())
    client.send(opened(uri, BAD))
    assert has(client, uri)
    told = client.wait_for(lambda message: message.get("method") == "window/showMessage")
    assert "known.json: the baseline must be an object" in told["params"]["message"]
