"""Stages and build arguments in a running server, from Dockerfiles to Bake and Compose files and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .asking import Asking
from .raw_client import EVERYTHING, JsonObject, notification, opened, raw_client

DOCKERFILE = """\
ARG GO=1.26
FROM golang:$GO AS build
FROM build AS test
FROM scratch AS prod
COPY --from=build /a /a
"""

BAKE = """\
target "_common" {
  args = { GO = "1.25" }
}
target "app" {
  inherits = ["_common"]
  context = "app"
  target = "prod"
}
target "other" {
  context = "other"
  target = "prod"
}
"""

BAKE_JSON = """\
{ "target": { "check": { "context": "app", "target": "test", "args": { "GO": "1.24" } } } }
"""

COMPOSE = """\
x-build: &build
  context: ./app
  args: [GO=1.23]
services:
  web:
    build:
      <<: *build
      target: prod   # shipped
  db:
    image: postgres
"""

OTHER = "FROM alpine AS prod\n"


@contextmanager
def workspace(
    folder: Path, abilities: JsonObject | None = None, files: Mapping[str, str] | None = None
) -> Iterator[Asking]:
    """A server with a folder of files; the Dockerfile of ``app`` is the document that is asked about."""
    texts = {
        "app/Dockerfile": DOCKERFILE,
        "other/Dockerfile": OTHER,
        "docker-bake.hcl": BAKE,
        "bake/docker-bake.json": BAKE_JSON,
        "compose.yaml": COMPOSE,
        **(files or {}),
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with raw_client() as client:
        folders = [{"uri": folder.as_uri(), "name": "w"}]
        said = client.initialize(EVERYTHING if abilities is None else abilities, workspaceFolders=folders)
        client.send(opened((folder / "app/Dockerfile").as_uri(), texts["app/Dockerfile"]))
        yield Asking(client, said, (folder / "app/Dockerfile").as_uri())


def shown(folder: Path, locations: list[JsonObject] | None, texts: dict[str, str] | None = None) -> list[str]:
    """Places as ``file:line: text``, with the text that stands there."""
    found: list[str] = []
    for location in locations or []:
        name = location["uri"].removeprefix(folder.as_uri() + "/")
        text = (texts or {}).get(name) or (folder / name).read_text(encoding="utf-8")
        start, end = location["range"]["start"], location["range"]["end"]
        line = text.splitlines()[start["line"]]
        found.append(f"{name}:{start['line'] + 1}: {line[start['character'] : end['character']]}")
    return sorted(found)


def edited(folder: Path, edit: JsonObject) -> dict[str, str]:
    """The texts of the files after an edit."""
    made: dict[str, str] = {}
    for change in edit["documentChanges"]:
        name = change["textDocument"]["uri"].removeprefix(folder.as_uri() + "/")
        text = made[name] if name in made else (folder / name).read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        for one in sorted(change["edits"], key=lambda each: each["range"]["start"]["character"], reverse=True):
            start, end = one["range"]["start"], one["range"]["end"]
            line = lines[start["line"]]
            lines[start["line"]] = line[: start["character"]] + one["newText"] + line[end["character"] :]
        made[name] = "".join(lines)
    return made


def about(folder: Path, name: str, text: str, word: str) -> JsonObject:
    """The parameters of a request about a word of a file."""
    line = next(number for number, line in enumerate(text.splitlines()) if word in line)
    character = text.splitlines()[line].index(word) + 1
    return {
        "textDocument": {"uri": (folder / name).as_uri()},
        "position": {"line": line, "character": character},
    }


STAGE = ["app/Dockerfile:4: prod", "compose.yaml:8: prod", "docker-bake.hcl:7: prod"]
ARGUMENT = ["app/Dockerfile:1: GO", "app/Dockerfile:2: GO", "compose.yaml:3: GO", "docker-bake.hcl:2: GO"]


def test_references_of_a_stage_lead_to_those_who_build_it(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        context = {"includeDeclaration": True}
        found = editor.at("textDocument/references", 3, 17, context=context)
        assert shown(tmp_path, found) == STAGE
        found = editor.at("textDocument/references", 3, 17, context={"includeDeclaration": False})
        assert shown(tmp_path, found) == STAGE[1:]


def test_references_of_an_argument_lead_to_those_who_pass_it(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        found = editor.at("textDocument/references", 0, 5, context={"includeDeclaration": True})
        assert shown(tmp_path, found) == sorted([*ARGUMENT, "bake/docker-bake.json:1: GO"])


@pytest.mark.parametrize(
    ("name", "text", "word", "expected"),
    [
        ("docker-bake.hcl", BAKE, "GO =", "app/Dockerfile:1: GO"),
        ("docker-bake.hcl", BAKE, "prod", "app/Dockerfile:4: prod"),
        ("compose.yaml", COMPOSE, "prod ", "app/Dockerfile:4: prod"),
        ("compose.yaml", COMPOSE, "GO=", "app/Dockerfile:1: GO"),
        ("bake/docker-bake.json", BAKE_JSON, "test", "app/Dockerfile:3: test"),
    ],
)
def test_definition_from_a_build_file(tmp_path: Path, name: str, text: str, word: str, expected: str) -> None:
    with workspace(tmp_path) as editor:
        editor.client.send(opened((tmp_path / name).as_uri(), text, language="yaml"))
        found = editor.raw("textDocument/definition", about(tmp_path, name, text, word))
        assert shown(tmp_path, found) == [expected]
        assert editor.raw("textDocument/definition", about(tmp_path, name, text, text[:3])) is None


def test_rename_from_the_dockerfile(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        edit = editor.at("textDocument/rename", 3, 17, newName="final")
    texts = edited(tmp_path, edit)
    assert texts == {
        "app/Dockerfile": DOCKERFILE.replace("prod", "final"),
        "docker-bake.hcl": BAKE.replace("prod", "final", 1),
        "compose.yaml": COMPOSE.replace("prod", "final"),
    }
    versions = {
        change["textDocument"]["uri"][-10:]: change["textDocument"]["version"] for change in edit["documentChanges"]
    }
    assert versions["Dockerfile"] == 1
    assert versions["ompose.yaml"[-10:]] is None


def test_rename_of_an_argument_from_a_build_file(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        editor.client.send(opened((tmp_path / "docker-bake.hcl").as_uri(), BAKE, language="hcl"))
        where = about(tmp_path, "docker-bake.hcl", BAKE, "GO =")
        prepared = editor.raw("textDocument/prepareRename", where)
        assert prepared["placeholder"] == "GO"
        edit = editor.raw("textDocument/rename", {**where, "newName": "GO_VERSION"})
        assert edited(tmp_path, edit) == {
            "app/Dockerfile": DOCKERFILE.replace("GO", "GO_VERSION"),
            "docker-bake.hcl": BAKE.replace("GO", "GO_VERSION"),
            "compose.yaml": COMPOSE.replace("GO", "GO_VERSION"),
            "bake/docker-bake.json": BAKE_JSON.replace("GO", "GO_VERSION"),
        }
        answer = editor.answer("textDocument/rename", {**where, "newName": "1"})
        assert "does not begin with a digit" in answer["error"]["message"]


def test_a_word_that_two_dockerfiles_are_built_with_is_renamed_in_both(tmp_path: Path) -> None:
    bake = 'target "_base" {\n  target = "prod"\n}\ntarget "a" {\n  inherits = ["_base"]\n  context = "app"\n}\n'
    bake += 'target "b" {\n  inherits = ["_base"]\n  context = "other"\n}\n'
    with workspace(tmp_path, files={"docker-bake.hcl": bake}) as editor:
        texts = edited(tmp_path, editor.at("textDocument/rename", 3, 17, newName="final"))
    assert texts["other/Dockerfile"] == "FROM alpine AS final\n"
    assert texts["docker-bake.hcl"] == bake.replace("prod", "final")


def test_what_is_not_saved_counts(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        typed = BAKE.replace('target = "prod"', '# unsaved\n  target = "build"', 1)
        uri = (tmp_path / "docker-bake.hcl").as_uri()
        editor.client.send(opened(uri, BAKE, language="hcl"))
        whole = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": typed}]}
        editor.client.send(notification("textDocument/didChange", whole))
        context = {"includeDeclaration": False}
        found = editor.at("textDocument/references", 1, 21, context=context)
        assert shown(tmp_path, found, {"docker-bake.hcl": typed}) == [
            "app/Dockerfile:3: build",
            "app/Dockerfile:5: build",
            "docker-bake.hcl:8: build",
        ]
        change = {"text": "FROM alpine AS fresh\n"}
        whole = {"textDocument": {"uri": editor.uri, "version": 2}, "contentChanges": [change]}
        editor.client.send(notification("textDocument/didChange", whole))
        text = BAKE.replace('"prod"', '"fresh"', 1)
        whole = {"textDocument": {"uri": uri, "version": 3}, "contentChanges": [{"text": text}]}
        editor.client.send(notification("textDocument/didChange", whole))
        found = editor.raw("textDocument/definition", about(tmp_path, "docker-bake.hcl", text, "fresh"))
        assert shown(tmp_path, found, {"app/Dockerfile": change["text"]}) == ["app/Dockerfile:1: fresh"]


UNKNOWN = 'variable "D" { default = "Dockerfile" }\ntarget "x" {\n  dockerfile = "app/${D}"\n  target = "prod"\n}\n'


def test_a_doubtful_place_is_changed_only_where_the_user_is_asked(tmp_path: Path) -> None:
    with workspace(tmp_path, files={"docker-bake.hcl": UNKNOWN, "compose.yaml": ""}) as editor:
        edit = editor.at("textDocument/rename", 3, 17, newName="final")
        assert edited(tmp_path, edit)["docker-bake.hcl"] == UNKNOWN.replace("prod", "final")
        (annotation,) = edit["changeAnnotations"].values()
        assert annotation["needsConfirmation"] is True
        doubtful = [
            change for change in edit["documentChanges"] if change["textDocument"]["uri"].endswith("docker-bake.hcl")
        ]
        assert all("annotationId" in one for change in doubtful for one in change["edits"])
        found = editor.at("textDocument/references", 3, 17, context={"includeDeclaration": True})
        assert shown(tmp_path, found) == ["app/Dockerfile:4: prod", "docker-bake.hcl:4: prod"]


def test_a_client_that_cannot_ask_leaves_it_alone(tmp_path: Path) -> None:
    said: dict[str, Any] = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
    with workspace(tmp_path, said, {"docker-bake.hcl": UNKNOWN, "compose.yaml": ""}) as editor:
        edit = editor.at("textDocument/rename", 3, 17, newName="final")
    assert edited(tmp_path, edit).keys() == {"app/Dockerfile"}


def test_a_client_without_versions_gets_changes(tmp_path: Path) -> None:
    with workspace(tmp_path, {}) as editor:
        edit = editor.at("textDocument/rename", 3, 17, newName="final")
    assert len(edit["changes"]) == 3
    assert "documentChanges" not in edit


def test_a_stage_that_no_dockerfile_has_cannot_be_renamed(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        text = COMPOSE.replace("prod", "lost")
        editor.client.send(opened((tmp_path / "compose.yaml").as_uri(), text, language="yaml"))
        params = about(tmp_path, "compose.yaml", text, "lost")
        answer = editor.answer("textDocument/prepareRename", params)
        assert "No Dockerfile" in answer["error"]["message"]
        assert editor.raw("textDocument/definition", params) is None


def test_build_files_are_not_checked(tmp_path: Path) -> None:
    with workspace(tmp_path) as editor:
        uri = (tmp_path / "docker-bake.hcl").as_uri()
        editor.client.send(opened(uri, BAKE, language="plaintext"))
        assert editor.raw("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) is None
        messages = editor.client.drained()
    assert not [message for message in messages if (message.get("params") or {}).get("uri") == uri]


def test_a_client_that_can_be_asked_sends_build_files(tmp_path: Path) -> None:
    named = ("synchronization", "definition", "rename")
    said: dict[str, Any] = {"textDocument": {name: {"dynamicRegistration": True} for name in named}}
    with workspace(tmp_path, said) as editor:
        asked = editor.client.wait_for(lambda message: message.get("method") == "client/registerCapability")
    registered = {one["method"]: one["registerOptions"] for one in asked["params"]["registrations"]}
    # References were not offered to be registered.
    texts = {f"textDocument/{name}" for name in ("didOpen", "didChange", "didClose", "definition", "rename")}
    assert registered.keys() == texts
    patterns = [each["pattern"] for each in registered["textDocument/rename"]["documentSelector"]]
    assert patterns == ["**/*bake*.{hcl,json}", "**/*compose*.{yaml,yml}"]
    assert registered["textDocument/didChange"]["syncKind"] == 2


def test_a_client_that_cannot_be_asked_is_left_alone(tmp_path: Path) -> None:
    with workspace(tmp_path, {"textDocument": {"rename": {"dynamicRegistration": True}}}) as editor:
        assert not [each for each in editor.client.drained() if each.get("method") == "client/registerCapability"]


def test_workspace_folders_are_apart(tmp_path: Path) -> None:
    """Two roots with the same names in them: what belongs to one is none of the other's business."""
    for root in ("one", "two"):
        (tmp_path / root).mkdir()
        (tmp_path / root / "Dockerfile").write_text(OTHER, encoding="utf-8")
        (tmp_path / root / "docker-bake.hcl").write_text('target "a" { target = "prod" }\n', encoding="utf-8")
    folders = [{"uri": (tmp_path / root).as_uri(), "name": root} for root in ("one", "two")]
    uri = (tmp_path / "two" / "Dockerfile").as_uri()
    with raw_client() as client:
        said = client.initialize(EVERYTHING, workspaceFolders=folders)
        client.send(opened(uri, OTHER))
        edit = Asking(client, said, uri).at("textDocument/rename", 0, 16, newName="final")
    assert edited(tmp_path, edit) == {
        "two/Dockerfile": "FROM alpine AS final\n",
        "two/docker-bake.hcl": 'target "a" { target = "final" }\n',
    }
