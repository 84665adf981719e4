"""What a running server makes of places inside of other languages and of files that are not finished."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from .asking import URI, Asking, asking
from .raw_client import EVERYTHING, opened, raw_client, request

MARK = "‸"
BROKEN = "\nENV\nCOPY --from=\nRUN if true; then\nRUN <<EOF\nec"
ENDS = pytest.mark.parametrize("rest", ["", BROKEN], ids=["good", "half-typed"])


def labels(text: str) -> list[str]:
    """What is offered at the mark."""
    before, _, after = text.partition(MARK)
    line = before.count("\n")
    with asking(before + after) as editor:
        found = editor.at("textDocument/completion", line, len(before) - before.rfind("\n") - 1)
    return [item["label"] for item in found["items"]]


@ENDS
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "FROM no‸de:22\n",
            ["Default user", "endoflife.date/nodejs", "large", "`22-slim`", "`22-alpine`", "distroless"],
        ),
        ("FROM node:1‸4\n", ["no longer maintained since 2023-04-30"]),
        ("FROM alpine\nENV A=1\nENV B=${A:-2}/x\nRUN echo $‸B\n", ["`1/x`", "ENV on line 3 as `${A:-2}/x`"]),
        ("FROM alpine\nARG A\nENV B=$A\nRUN echo $‸B\n", ["not known, since it depends on `A`"]),
        (
            "FROM golang:1.26 AS bu‸ild\nRUN go build -o /a\nFROM scratch\nCOPY --from=build /a /a\n",
            ["Begins from `golang:1.26`", "not shipped itself", "Estimated size", "takes from it by `COPY --from`"],
        ),
        (
            "FROM alpine\nCOPY --ch‸own=1 a b\n",
            ["owner and group", "https://docs.docker.com/reference/dockerfile/#copy"],
        ),
        ("FROM alpine\nUS‸ER x\n", ["USER <uid>[:<gid>]", "https://docs.docker.com/reference/dockerfile/#user"]),
        ("FROM debian\nRUN apt-get install --no-install-reco‸mmends curl\n", ["not what is recommended"]),
        ("FROM alpine\nWORKDIR ap‸p\n", ["write an absolute path", "/rules/relative-workdir/"]),
    ],
)
def test_what_is_said_of_a_place(text: str, said: list[str], rest: str) -> None:
    before, _, after = text.partition(MARK)
    line = before.count("\n")
    with asking(before + after + rest, {"hover": {"contentFormat": ["markdown"]}}) as editor:
        found = editor.at("textDocument/hover", line, len(before) - before.rfind("\n") - 1)
    assert [part for part in said if part not in found["contents"]["value"]] == []


@ENDS
@pytest.mark.parametrize(
    "text",
    [
        "FROM debian\nRUN <<E python3\nimport ‸\nE\n",
        "FROM debian\nRUN <<E\n#!/usr/bin/env node\nlet ‸\nE\n",
        "FROM debian\nCOPY <<E /x\napt-get ‸\nE\n",
        "FROM debian\nRUN echo 'apt-get ‸'\n",
        'FROM debian\nLABEL a="apt-get ‸"\n',
        'FROM debian\nCMD ["apt-get ‸"]\n',
        "FROM debian\nRUN true # apt-get ‸\n",
    ],
)
def test_nothing_is_offered_inside_of_strings_and_other_languages(text: str, rest: str) -> None:
    assert labels(text + rest) == []


@ENDS
def test_commands_are_offered_in_a_heredoc_that_is_a_script(rest: str) -> None:
    assert "install" in labels("FROM debian\nRUN <<E\napt-get ‸\nE\n" + rest)


@ENDS
def test_tokens_of_scripts_and_none_of_other_languages(rest: str) -> None:
    script, other = "RUN <<E\nif true; then echo $A; fi\nE\n", "RUN <<E python3\nif True: print(1)\nE\n"
    with asking(f"FROM alpine\n{script}{other}{rest}") as editor:
        types = editor.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"]
        data = editor.ask("textDocument/semanticTokens/full")["data"]
    kinds: dict[int, set[str]] = {}
    for line, kind in zip(accumulate(data[0::5]), data[3::5], strict=True):
        kinds.setdefault(line, set()).add(types[kind])
    assert kinds[2] >= {"keyword", "function", "variable"}
    assert 5 not in kinds
    assert kinds[6]


@pytest.fixture
def unfinished() -> Iterator[Asking]:
    with asking(
        "FROM debian:13 AS a\nRUN apt-get install curl\nFROM a" + BROKEN, workspace={"applyEdit": True}
    ) as editor:
        yield editor


def run(editor: Asking, command: str) -> Any:
    return editor.answer("workspace/executeCommand", {"command": command, "arguments": [URI]})


def test_all_is_fixed_in_an_unfinished_file(unfinished: Asking) -> None:
    client = unfinished.client
    client.send(request(99, "workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": [URI]}))
    asked = client.wait_for(lambda message: message.get("method") == "workspace/applyEdit")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
    assert client.result(99) is True
    (change,) = asked["params"]["edit"]["documentChanges"]
    assert any("-y" in edit["newText"] for edit in change["edits"])


def test_commands_tell_of_an_unfinished_file(unfinished: Asking) -> None:
    graph = run(unfinished, "dockwright.stageGraph")["result"]
    assert [node["name"] for node in graph["nodes"]][:1] == ["a"]
    assert run(unfinished, "dockwright.showScorecard")["result"]["grade"] in "ABCD"


def test_an_unfinished_file_is_not_converted(unfinished: Asking) -> None:
    assert "cannot be converted" in run(unfinished, "dockwright.convertToMultiStage")["error"]["message"]


NAMES = ("Dockerfile", "Dockerfile.dev", "web.dockerfile", "web.Dockerfile", "Containerfile", "Containerfile.arm")


@pytest.mark.parametrize("language", ["dockerfile", "containerfile", "plaintext", ""])
def test_names_of_files_that_are_opened(language: str) -> None:
    with raw_client() as client:
        client.initialize()
        for name in (*NAMES, "Untitled-1"):
            uri = f"file:///nowhere/{name}"
            client.send(opened(uri, "MAINTAINER x\n", language=language))
            assert client.published(uri)


def test_names_of_files_that_are_found(tmp_path: Path) -> None:
    for name in (*NAMES, "Dockerfile.md.txt/x", "notes.txt", ".dockerignore", "Makefile"):
        path = tmp_path / name
        os.makedirs(path.parent, exist_ok=True)
        path.write_text("FROM alpine AS found\n")
    with raw_client() as client:
        client.initialize(EVERYTHING, workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "w"}])
        client.send(request(1, "workspace/symbol", {"query": "found"}))
        found = {symbol["location"]["uri"].rpartition("/")[2] for symbol in client.result(1)}
    assert found == set(NAMES)
