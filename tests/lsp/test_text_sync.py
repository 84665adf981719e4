"""Opening, changing, saving and closing; what is published, and for which version."""

from __future__ import annotations

import random
from typing import Any

import pytest

from .applied_edits import CODECS, UNIT
from .raw_client import EVERYTHING, RawClient, changed, edit, notification, opened, raw_client, request

URI = "untitled:Dockerfile"
BAD = "FROM alpine:3.20\nWORKDIR app\n"


@pytest.fixture
def client() -> Any:
    with raw_client() as made:
        made.initialize()
        yield made


def codes(diagnostics: list[dict[str, Any]]) -> set[Any]:
    return {item.get("code") for item in diagnostics}


def test_a_finding_comes_and_goes(client: RawClient) -> None:
    client.send(opened(URI, BAD, 7))
    found = client.published(URI, 7)
    finding = next(item for item in found if item["code"] == "relative-workdir")
    assert finding["range"] == {"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 11}}
    assert finding["source"] == "dockwright"
    assert finding["codeDescription"]["href"].endswith("/rules/relative-workdir/")
    client.send(changed(URI, 8, edit((1, 8), (1, 8), "/")))
    assert "relative-workdir" not in codes(client.published(URI, 8))
    client.send(changed(URI, 9, {"text": BAD}))
    assert "relative-workdir" in codes(client.published(URI, 9))


def test_lines_move(client: RawClient) -> None:
    client.send(opened(URI, BAD), changed(URI, 2, edit((1, 0), (1, 0), "# one\n# two\n")))
    found = client.published(URI, 2)
    assert [item["range"]["start"]["line"] for item in found if item["code"] == "relative-workdir"] == [3]


def test_several_edits_in_one_notification_build_on_one_another(client: RawClient) -> None:
    client.send(opened(URI, "FROM alpine:3.20\n"))
    client.published(URI, 1)
    client.send(changed(URI, 2, edit((1, 0), (1, 0), "WORKDIR x"), edit((1, 8), (1, 9), "/x\nWORKDIR y")))
    found = client.published(URI, 2)
    assert [item["range"]["start"] for item in found if item["code"] == "relative-workdir"] == []
    client.send(changed(URI, 3, edit((1, 8), (1, 9), "")))
    found = client.published(URI, 3)
    assert [item["range"]["start"] for item in found if item["code"] == "relative-workdir"] == [
        {"line": 1, "character": 8}
    ]


def test_closing_takes_the_diagnostics_away(client: RawClient) -> None:
    client.send(opened(URI, BAD))
    assert client.published(URI)
    client.send(notification("textDocument/didClose", {"textDocument": {"uri": URI}}))
    assert client.published(URI) == []
    client.send(changed(URI, 2, edit((0, 0), (0, 0), "x")), request(1, "x/y"))
    client.answer(1)
    assert client.drained() == []


def test_a_second_opening_begins_anew(client: RawClient) -> None:
    client.send(opened(URI, BAD, 5))
    client.published(URI, 5)
    client.send(opened(URI, "FROM alpine:3.20\n", 1))
    assert "relative-workdir" not in codes(client.published(URI, 1))


def test_an_empty_document(client: RawClient) -> None:
    client.send(opened(URI, ""))
    client.published(URI, 1)
    client.send(changed(URI, 2, edit((0, 0), (0, 0), BAD)))
    assert "relative-workdir" in codes(client.published(URI, 2))
    client.send(changed(URI, 3, edit((0, 0), (9, 0), "")))
    client.published(URI, 3)


def test_edits_out_of_range_are_clamped_and_turned(client: RawClient) -> None:
    client.send(
        opened(URI, "FROM alpine:3.20\nWORKDIR app"),
        changed(URI, 2, edit((1, 99), (50, 3), "2")),
        changed(URI, 3, edit((1, 12), (1, 8), "")),
        changed(URI, 4, edit((-1, -5), (0, -2), "")),
    )
    found = client.published(URI, 4)
    assert all(item["range"]["end"]["line"] <= 1 for item in found)
    client.send(changed(URI, 5, edit((1, 8), (1, 8), "x")))
    places = [item["range"] for item in client.published(URI, 5) if item["code"] == "relative-workdir"]
    assert places == [{"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 9}}]


def test_clients_that_know_no_versions_get_none() -> None:
    with raw_client() as client:
        client.initialize({"textDocument": {"publishDiagnostics": {}}})
        client.send(opened(URI, BAD))
        message = client.receive()
        assert "version" not in message["params"]
        for item in message["params"]["diagnostics"]:
            assert set(item) == {"range", "severity", "code", "source", "message"}


def test_a_document_without_a_version_is_served(client: RawClient) -> None:
    document = {"uri": URI, "languageId": "dockerfile", "text": BAD}
    client.send(notification("textDocument/didOpen", {"textDocument": document}))
    assert "relative-workdir" in codes(client.published(URI))


@pytest.mark.parametrize("uri", ["untitled:a", "vscode-vfs://github/a/Dockerfile", "nonsense", "", "file://host/x"])
def test_documents_that_lie_nowhere(client: RawClient, uri: str) -> None:
    client.send(opened(uri, BAD))
    assert "relative-workdir" in codes(client.published(uri, 1))


def settled(client: RawClient, uri: str, version: int) -> list[str]:
    return sorted(repr(sorted(item.items(), key=repr)) for item in client.published(uri, version))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("seed", range(4))
def test_any_edits_lead_to_what_opening_the_outcome_finds(encoding: str, seed: int) -> None:
    """The client's text is kept here in the most simple way, and opened in the end as another document."""
    choice = random.Random(f"{encoding} {seed}")
    capabilities = {**EVERYTHING, "general": {"positionEncodings": [encoding]}}
    with raw_client() as client:
        client.initialize(capabilities)
        lines = ["FROM python:3.12 AS b𝄞", "RUN apt-get update \\", "  && cd /é𝄞x", "WORKDIR app", "", "FROM alpine"]
        end = choice.choice(["\n", "\r\n", "\r"])
        client.send(opened(URI, end.join(lines)))
        for version in range(2, 60):
            client.send(changed(URI, version, random_edit(choice, lines, end, encoding)))
            if choice.random() < 0.3:
                client.published(URI, version)
        client.send(changed(URI, 60, edit((0, 0), (0, 0), "")))
        after_edits = settled(client, URI, 60)
        client.send(opened("untitled:other", end.join(lines)))
        assert after_edits == settled(client, "untitled:other", 1)


PIECES = ["x", "é", "𝄞", " ", "\\", "#", "FROM a", "RUN cd /x", "WORKDIR y", "<<EOF", "EOF", "'", '"', "ARG x=1", "$x"]


def random_edit(choice: random.Random, lines: list[str], end: str, encoding: str) -> dict[str, Any]:
    """A random edit, made on the lines and given as a change."""

    def width(text: str) -> int:
        return len(text.encode(CODECS[encoding])) // UNIT[encoding]

    first = choice.randrange(len(lines))
    last = min(len(lines) - 1, first + choice.choice([0, 0, 0, 0, 1, 2]))
    start = choice.randint(0, len(lines[first]))
    stop = choice.randint(start if first == last else 0, min(len(lines[last]), start + 3 if first == last else 99))
    new = [choice.choice(PIECES) for _ in range(choice.choice([1, 1, 1, 2, 3]))]
    if choice.random() < 0.2:
        new = [""]
    change = edit((first, width(lines[first][:start])), (last, width(lines[last][:stop])), end.join(new))
    text = lines[first][:start] + "\n".join(new) + lines[last][stop:]
    lines[first : last + 1] = text.split("\n")
    return change


def test_a_burst_of_edits_ends_right_and_costs_few_analyses(client: RawClient) -> None:
    text = "FROM alpine:3.20\n" + "RUN echo hello\n" * 500
    client.send(opened(URI, text))
    client.published(URI, 1)
    typed = "\nWORKDIR some/where/that/is/relative/" + "x" * 163
    changes, line, column = [], 200, 14
    for number, character in enumerate(typed):
        changes.append(changed(URI, number + 2, edit((line, column), (line, column), character)))
        line, column = (line + 1, 0) if character == "\n" else (line, column + 1)
    client.send(*changes)
    last = len(typed) + 1
    found = client.published(URI, last)
    places = [item["range"] for item in found if item["code"] == "relative-workdir"]
    assert places == [{"start": {"line": 201, "character": 8}, "end": {"line": 201, "character": len(typed) - 1}}]
    assert len(client.waiting) < len(typed) / 2


def test_a_long_document_does_not_hold_up_others(client: RawClient) -> None:
    """What takes seconds runs aside; a small document opened behind it is published first."""
    text = "FROM alpine:3.20\n" + "RUN apt-get update && apt-get install -y curl\n" * 2_000
    client.send(opened("untitled:long", text))
    client.send(opened(URI, BAD), request(1, "x/y"))
    published: list[str] = []
    while len(published) < 2:
        message = client.receive(60)
        if message.get("method") == "textDocument/publishDiagnostics":
            published.append(message["params"]["uri"])
    assert published == [URI, "untitled:long"]


def test_edits_while_a_long_document_is_analysed_are_not_lost(client: RawClient) -> None:
    text = "FROM alpine:3.20\n" + "# Nothing is wrong with this line.\n" * 20_000
    client.send(opened(URI, text))
    client.send(changed(URI, 2, edit((1, 0), (1, 0), "WORKDIR a\n")))
    client.send(changed(URI, 3, edit((1, 9), (1, 9), "b\nWORKDIR /")))
    client.send(changed(URI, 4, edit((3, 0), (3, 0), "FROM alpine:3.20\nWORKDIR c\n")))
    found = client.published(URI, 4)
    assert [item["range"]["start"]["line"] for item in found if item["code"] == "relative-workdir"] == [1, 4]


def test_one_line_of_megabytes(client: RawClient) -> None:
    text = "FROM alpine:3.20\nRUN echo " + "word " * 60_000 + "\n"
    client.send(opened(URI, text), opened("untitled:small", BAD))
    assert client.published("untitled:small", 1)
    client.send(changed(URI, 2, edit((2, 0), (2, 0), "WORKDIR x\n")))
    assert client.published(URI, 2)
