"""Completion in a running server: what is said, in which form, and to whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from .applied_edits import covered
from .asking import asking
from .clients import ABLE, recorded
from .conftest import OpenEditor
from .raw_client import opened, place

URI = "file:///nowhere/at/all/Dockerfile"
FULL: dict[str, Any] = {
    "completion": {
        "contextSupport": True,
        "completionItem": {
            "snippetSupport": True,
            "documentationFormat": ["markdown", "plaintext"],
            "tagSupport": {"valueSet": [1]},
            "labelDetailsSupport": True,
            "insertReplaceSupport": True,
            "resolveSupport": {"properties": ["documentation", "detail"]},
        },
        "completionItemKind": {"valueSet": list(range(1, 26))},
    }
}


def named(answer: dict[str, Any], label: str) -> dict[str, Any]:
    """One item of an answer."""
    return next(item for item in answer["items"] if item["label"] == label)


def test_an_able_client_gets_everything() -> None:
    with asking("FROM a\nENV B=1\nEN\n", FULL) as editor:
        provider = editor.capabilities["completionProvider"]
        assert provider["resolveProvider"]
        assert "=" in provider["triggerCharacters"]
        answer = editor.at("textDocument/completion", 2, 2)
        item = named(answer, "ENV")
        assert answer["isIncomplete"] is False
        assert item["textEdit"] == {
            "newText": "ENV ",
            "insert": place((2, 0), (2, 2)),
            "replace": place((2, 0), (2, 2)),
        }
        assert "documentation" not in item
        assert "commitCharacters" not in item
        resolved = editor.raw("completionItem/resolve", item)
        assert resolved["documentation"]["kind"] == "markdown"
        assert "https://docs.docker.com/reference/dockerfile/#env" in resolved["documentation"]["value"]
        assert resolved["textEdit"] == item["textEdit"]
        snippet = named(answer, "ENV key=value")
        assert snippet["insertTextFormat"] == types.InsertTextFormat.Snippet
        assert snippet["textEdit"]["newText"] == "ENV ${1:key}=${2:value}"
        assert named(answer, "MAINTAINER")["tags"] == [types.CompletionItemTag.Deprecated]


def test_replacing_takes_the_rest_of_the_word() -> None:
    with asking("FROM python:3.14-alpine AS x\n", FULL) as editor:
        edit = named(editor.at("textDocument/completion", 0, 14), "3.14-slim")["textEdit"]
    assert edit["insert"] == place((0, 12), (0, 14))
    assert edit["replace"] == place((0, 12), (0, 23))


def test_a_simple_client_gets_plain_text() -> None:
    with asking("FROM python:3.14-slim\nENV B=1\nENV C=$\n") as editor:
        answer = editor.at("textDocument/completion", 2, 7)
        item = named(answer, "B")
        assert item["textEdit"] == {"newText": "B", "range": place((2, 7), (2, 7))}
        assert item["detail"] == '"1"'
        assert "labelDetails" not in item
        words = editor.at("textDocument/completion", 2, 0)
        assert all(item["insertTextFormat"] == types.InsertTextFormat.PlainText for item in words["items"])
        assert all("$" not in item["textEdit"]["newText"] for item in words["items"])
        assert all(item["kind"] <= types.CompletionItemKind.Reference for item in words["items"])
        assert not any("tags" in item for item in words["items"])
        resolved = editor.raw("completionItem/resolve", named(words, "RUN"))
        assert resolved["documentation"].startswith("    RUN <command>")
        assert "`" not in resolved["documentation"]


def test_items_stand_in_our_order() -> None:
    with asking("FROM python:", FULL) as editor:
        items = editor.at("textDocument/completion", 0, 12)["items"]
    assert [item["sortText"] for item in items] == sorted(item["sortText"] for item in items)


def test_half_typed_after_each_key() -> None:
    """Each key is a change and a request, without a wait between."""
    line = "RUN --mount=type=cache,target=/x apt-get install "
    wanted = {"R": "RUN", "--": "--mount=", "--mount=": "type=cache", "--mount=type=": "cache", "apt-get ": "install"}
    with asking("FROM debian\n", FULL) as editor:
        seen = set()
        for at, key in enumerate(line):
            where = place((1, at), (1, at))
            identifier = {"uri": URI, "version": 2 + at}
            change = {"textDocument": identifier, "contentChanges": [{"range": where, "text": key}]}
            editor.client.send({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change})
            answer = editor.at("textDocument/completion", 1, at + 1)
            for typed, label in wanted.items():
                if line[: at + 1].endswith(typed):
                    assert named(answer, label)
                    seen.add(typed)
        assert seen == set(wanted)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 22), ("utf-16", 17), ("utf-32", 15)])
def test_columns_are_counted_as_negotiated(encoding: str, column: int) -> None:
    text = "FROM a\nENV B=1\nENV C=é𝄞𝄞1234$B\n"
    with asking(text, encoding=encoding) as editor:
        answer = editor.at("textDocument/completion", 2, column)
    assert named(answer, "B")["textEdit"]["range"] == place((2, column - 1), (2, column))


def test_files_of_the_context_are_offered(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.py").write_text("x")
    (tmp_path / "secret.env").write_text("x")
    (tmp_path / ".dockerignore").write_text("*.env\n")
    file = tmp_path / "Dockerfile"
    text = "FROM a\nCOPY src/ ./\nCOPY s"
    file.write_text(text)
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    with asking(text, FULL, uri=file.as_uri(), workspaceFolders=folders) as editor:
        found = [item["label"] for item in editor.at("textDocument/completion", 2, 6)["items"]]
        below = [item["label"] for item in editor.at("textDocument/completion", 1, 9)["items"]]
    assert "src/" in found
    assert "secret.env" not in found
    assert below == ["main.py"]


def test_a_typed_space_brings_up_no_instructions() -> None:
    context = {"triggerKind": types.CompletionTriggerKind.TriggerCharacter, "triggerCharacter": " "}
    with asking("FROM a\n \n", FULL) as editor:
        assert editor.at("textDocument/completion", 1, 1, context=context)["items"] == []
        assert editor.at("textDocument/completion", 1, 1)["items"]


@pytest.mark.parametrize("capabilities", recorded())
async def test_a_recorded_editor(open_editor: OpenEditor, capabilities: dict[str, Any]) -> None:
    said = (capabilities["textDocument"].get("completion") or {}).get("completionItem") or {}
    editor = await open_editor({**ABLE, **capabilities})
    text = "FROM python:3.14-slim AS build\nRUN --mo\nCOPY --from= a b\n"
    editor.open(URI, text)
    for line, character, label in ((1, 8, "--mount="), (2, 12, "python"), (3, 0, "RUN")):
        params = types.CompletionParams(
            types.TextDocumentIdentifier(uri=URI), types.Position(line=line, character=character)
        )
        answer = await editor.client.text_document_completion_async(params)
        assert isinstance(answer, types.CompletionList)
        item = next(one for one in answer.items if one.label == label)
        for one in answer.items:
            if not said.get("snippetSupport"):
                assert one.insert_text_format is types.InsertTextFormat.PlainText
            if not said.get("labelDetailsSupport"):
                assert one.label_details is None
            if not said.get("tagSupport"):
                assert one.tags is None
            if not said.get("insertReplaceSupport"):
                assert isinstance(one.text_edit, types.TextEdit)
                assert "\n" not in covered(text, one.text_edit.range, editor.encoding)
            assert one.commit_characters is None
        resolved_later = said.get("resolveSupport")
        if resolved_later is not None and "documentation" not in resolved_later["properties"]:
            assert item.documentation is not None
        else:
            resolved = await editor.client.completion_item_resolve_async(item)
            formats = said.get("documentationFormat")
            if formats is None:
                assert isinstance(resolved.documentation, str)
            else:
                assert isinstance(resolved.documentation, types.MarkupContent)
                assert resolved.documentation.kind == formats[0]


@pytest.mark.parametrize("abilities", [FULL, {}])
def test_an_empty_file_becomes_the_one_for_the_project(tmp_path: Path, abilities: dict[str, Any]) -> None:
    (tmp_path / "go.mod").write_text("module example.org/shop\n\ngo 1.24\n")
    (tmp_path / "go.sum").write_text("")
    (tmp_path / "main.go").write_text("package main\n\nfunc main() {}\n")
    path = tmp_path / "Dockerfile"
    path.write_text("")
    with asking("", abilities, uri=path.as_uri(), rootUri=tmp_path.as_uri()) as editor:
        answer = editor.at("textDocument/completion", 0, 0)
        item = named(answer, "Dockerfile: for this project")
        assert item["insertTextFormat"] == types.InsertTextFormat.PlainText
        text = item["textEdit"]["newText"]
        assert text.startswith("# syntax=docker/dockerfile:1\n\nFROM golang:")
        # Whether there is a program is told by the sources alone, which are read for this.
        assert text.endswith('\nCMD ["./shop"]\n')
        assert str(editor.raw("completionItem/resolve", item)["documentation"]).count("FROM ") == 2


def test_an_empty_file_knows_the_sources_that_are_open(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module example.org/shop\n\ngo 1.24\n")
    (tmp_path / "go.sum").write_text("")
    (tmp_path / "main.go").write_text("package shop\n")
    path = tmp_path / "Dockerfile"
    path.write_text("")
    with asking("", FULL, uri=path.as_uri(), rootUri=tmp_path.as_uri()) as editor:
        before = editor.at("textDocument/completion", 0, 0)["items"]
        assert not any(item["label"] == "Dockerfile: for this project" for item in before)
        editor.client.send(opened((tmp_path / "main.go").as_uri(), "package main\n\nfunc main() {}\n", language="go"))
        item = named(editor.at("textDocument/completion", 0, 0), "Dockerfile: for this project")
        assert item["textEdit"]["newText"].endswith('\nCMD ["./shop"]\n')
