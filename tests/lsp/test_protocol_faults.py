"""What a client may do wrong, and what no client should have to wait for, in raw bytes against the real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .raw_client import EVERYTHING, SERVER, RawClient, changed, edit, frame, notification, opened, raw_client, request

URI = "file:///nowhere/Dockerfile"
TEXT = "FROM python:latest\nMAINTAINER me\n"


@pytest.fixture
def client() -> Iterator[RawClient]:
    """A server that nobody has introduced himself to."""
    with raw_client() as made:
        yield made


@pytest.fixture
def running(client: RawClient) -> RawClient:
    """A server in the middle of its life."""
    client.initialize()
    return client


def still_answers(client: RawClient) -> bool:
    """Whether the server goes on."""
    client.send(request("alive", "textDocument/noSuchThing"))
    return bool(client.answer("alive")["error"]["code"] == -32601)


def test_header_names_in_any_case(client: RawClient) -> None:
    body = json.dumps(request(1, "initialize", {"capabilities": {}})).encode()
    client.write(
        b"content-LENGTH:%d\r\ncontent-type: application/vscode-jsonrpc; charset=utf8\r\n\r\n" % len(body) + body
    )
    assert client.result(1)["serverInfo"]["name"] == "dockwright"


def test_messages_in_single_bytes_and_many_at_once(client: RawClient) -> None:
    for byte in frame(request(1, "initialize", {"capabilities": EVERYTHING})):
        client.write(bytes([byte]))
    client.result(1)
    client.send(notification("initialized"), opened(URI, TEXT), *(request(n, "x/y") for n in range(2, 50)))
    assert [client.answer(n)["error"]["code"] for n in range(2, 50)] == [-32601] * 48
    assert client.published(URI, 1)


def test_not_json(running: RawClient) -> None:
    for body in (b"", b"{", b"\xff\xff", b"[" * 50_000):
        running.send(body)
        answer = running.receive()
        assert answer["error"]["code"] == -32700
        assert answer["id"] is None
    assert still_answers(running)


@pytest.mark.parametrize(
    ("message", "identifier"),
    [
        ([], None),
        ([request(1, "shutdown")], None),
        ("shutdown", None),
        ({"id": 5, "method": "shutdown"}, 5),
        ({"jsonrpc": "2.0", "id": 5, "method": ["shutdown"]}, 5),
        ({"jsonrpc": "2.0", "id": {}, "method": "shutdown"}, None),
        ({"jsonrpc": "2.0", "id": 5}, 5),
    ],
)
def test_json_that_is_no_message(running: RawClient, message: Any, identifier: Any) -> None:
    running.send(message)
    answer = running.receive()
    assert answer["error"]["code"] == -32600
    assert answer["id"] == identifier
    assert still_answers(running)


@pytest.mark.parametrize(
    "noise",
    [
        b"Content-Length: nonsense\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"X-Nothing: 1\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"garbage without a header\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_headers_that_say_nothing(running: RawClient, noise: bytes) -> None:
    running.write(noise)
    assert running.receive()["error"]["code"] == -32700
    assert still_answers(running)


def test_requests_before_initialize(client: RawClient) -> None:
    client.send(request(1, "textDocument/hover"), request(2, "shutdown"), opened(URI, TEXT))
    assert client.answer(1)["error"]["code"] == -32002
    assert client.answer(2)["error"]["code"] == -32002
    assert client.initialize()
    assert client.drained() == []


def test_initialize_twice(running: RawClient) -> None:
    running.send(request(9, "initialize", {"capabilities": {}}))
    assert running.answer(9)["error"]["code"] == -32600


def test_requests_after_shutdown(running: RawClient) -> None:
    running.send(
        request(1, "shutdown"), request(2, "textDocument/codeAction"), request(3, "shutdown"), opened(URI, TEXT)
    )
    assert running.result(1) is None
    assert running.answer(2)["error"]["code"] == -32600
    assert running.answer(3)["error"]["code"] == -32600
    assert running.drained() == []


@pytest.mark.parametrize("capabilities", [None, [], "all", 5, {"textDocument": 5, "workspace": [], "general": None}])
def test_initialize_is_answered_whatever_it_says(client: RawClient, capabilities: Any) -> None:
    client.send(request(1, "initialize", {"capabilities": capabilities, "workspaceFolders": 7, "processId": "x"}))
    assert client.result(1)["capabilities"]["positionEncoding"] == "utf-16"
    client.send(notification("initialized"), opened(URI, TEXT))
    assert client.published(URI)


def test_initialize_without_parameters(client: RawClient) -> None:
    client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize"})
    assert client.result(1)


FROM_TOMORROW = {
    "general": {"positionEncodings": ["utf-64", "utf-32"], "markdown": {"parser": 5}},
    "textDocument": {
        **EVERYTHING["textDocument"],
        "publishDiagnostics": {"tagSupport": {"valueSet": [1, 2, 99]}, "versionSupport": "yes"},
        "completion": {"completionItemKind": {"valueSet": [1, 99]}, "insertTextMode": 77},
        "hover": {"contentFormat": ["hologram"]},
        "documentSymbol": {"symbolKind": {"valueSet": [99, "x"]}},
        "brandNew": {"dynamicRegistration": True},
    },
    "workspace": {"workspaceEdit": {"failureHandling": "maybe", "resourceOperations": ["mutate"]}},
    "window": None,
}


def test_values_that_no_type_knows_yet(client: RawClient) -> None:
    """lsprotocol refuses each of these; the features behind it have to work all the same."""
    client.initialize(FROM_TOMORROW)
    client.send(opened(URI, TEXT))
    assert {item["code"] for item in client.published(URI)}
    client.send(request(2, "textDocument/codeAction", action_params()))
    assert client.result(2)
    client.send(request("end", "shutdown"))
    client.result("end")
    client.send(notification("exit"))
    client.exit_code()
    assert "Traceback" not in client.all_errors()


def action_params(**changes: Any) -> dict[str, Any]:
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    return {"textDocument": {"uri": URI}, "range": place, "context": {"diagnostics": []}, **changes}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/codeAction", {}),
        ("textDocument/codeAction", action_params(range={"start": {"line": "x", "character": -1}})),
        ("textDocument/codeAction", action_params(textDocument=None)),
        ("textDocument/codeAction", []),
        ("codeAction/resolve", {"kind": 5}),
        ("workspace/executeCommand", {"command": "dockwright.noSuchThing"}),
        ("workspace/executeCommand", {"command": "dockwright.fixAll"}),
        ("workspace/executeCommand", {"arguments": []}),
        ("textDocument/diagnostic", {}),
        ("textDocument/diagnostic", {"textDocument": {"uri": 5}}),
    ],
)
def test_parameters_that_do_not_fit(running: RawClient, method: str, params: Any) -> None:
    running.send(request(2, method, params))
    assert running.answer(2)["error"]["code"] in (-32602, -32603)
    assert still_answers(running)


def test_notifications_that_do_not_fit_are_passed_over(running: RawClient) -> None:
    for method, params in [
        ("textDocument/didOpen", {}),
        ("textDocument/didOpen", {"textDocument": {"uri": URI, "text": None, "version": 1}}),
        ("textDocument/didChange", {"textDocument": {"uri": URI}, "contentChanges": 5}),
        ("textDocument/didChange", {"textDocument": {"uri": "file:///unknown", "version": 2}, "contentChanges": []}),
        ("textDocument/didClose", {"textDocument": {"uri": "file:///unknown"}}),
        ("textDocument/didSave", {"textDocument": {"uri": "file:///unknown"}}),
        ("workspace/didChangeConfiguration", []),
        ("workspace/didChangeConfiguration", {"settings": "strange"}),
        ("workspace/didChangeWatchedFiles", {"changes": [5]}),
        ("workspace/didChangeWorkspaceFolders", {"event": {}}),
        ("window/workDoneProgress/cancel", {"token": "unknown"}),
        ("$/cancelRequest", {"id": 4711}),
        ("$/cancelRequest", {}),
        ("$/setTrace", {"value": "verbose"}),
        ("$/somethingNew", {}),
        ("telemetry/unheardOf", {}),
    ]:
        running.send(notification(method, params))
        assert still_answers(running), method


def test_unknown_methods_are_refused_before_anything_is_imported(running: RawClient) -> None:
    running.send(request(1, "textDocument/hologram"), request(2, "$/unknown"))
    assert running.answer(1)["error"]["code"] == -32601
    assert running.answer(2)["error"]["code"] == -32601


def test_exit_after_shutdown(running: RawClient) -> None:
    running.send(request(1, "shutdown"), notification("exit"))
    assert running.result(1) is None
    assert running.exit_code() == 0


def test_exit_without_shutdown(running: RawClient) -> None:
    running.send(notification("exit"))
    assert running.exit_code() == 1


def test_exit_before_initialize(client: RawClient) -> None:
    client.send(notification("exit"))
    assert client.exit_code() == 1


def test_arguments_that_clients_add_by_themselves() -> None:
    with raw_client("--stdio", f"--clientProcessId={os.getpid()}") as client:
        assert client.initialize()


@pytest.mark.parametrize("is_opened", [False, True])
def test_a_client_that_goes_away(running: RawClient, is_opened: bool) -> None:
    if is_opened:
        running.send(opened(URI, TEXT))
        running.published(URI)
    running.close_input()
    assert running.exit_code() == 1


def test_a_client_that_goes_away_after_shutdown(running: RawClient) -> None:
    running.send(request(1, "shutdown"))
    running.result(1)
    running.close_input()
    assert running.exit_code() == 0


def test_a_client_that_goes_away_while_much_is_to_be_done(running: RawClient) -> None:
    running.send(opened(URI, TEXT * 20_000), request(1, "textDocument/codeAction", action_params()))
    running.close_input()
    assert running.exit_code() == 1


@pytest.mark.skipif(os.name == "nt", reason="processes end differently on Windows")
def test_a_client_whose_process_ends(client: RawClient) -> None:
    """The streams stay open here, as they do when a wrapper holds them."""
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client.initialize(processId=parent.pid)
    client.send(opened(URI, TEXT))
    client.published(URI)
    time.sleep(4)
    assert client.process.poll() is None
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert client.exit_code() == 1


def test_a_process_that_was_never_there_is_no_reason_to_end(client: RawClient) -> None:
    client.initialize(processId=2**22 + 1)
    client.send(opened(URI, TEXT))
    client.published(URI)
    time.sleep(4)
    assert still_answers(client)


def test_a_request_is_cancelled_while_it_waits(running: RawClient) -> None:
    """The first action request waits for pygls to be imported, so the cancellation is always in time."""
    running.send(
        opened(URI, TEXT),
        request(1, "textDocument/codeAction", action_params()),
        notification("$/cancelRequest", {"id": 1}),
        request(2, "textDocument/codeAction", action_params()),
    )
    assert running.answer(1)["error"]["code"] == -32800
    assert running.result(2)


def test_a_request_is_cancelled_while_it_runs(running: RawClient) -> None:
    text = "FROM python:3.12\n" + "MAINTAINER me\nRUN cd /x\n" * 400
    running.send(opened(URI, text))
    running.published(URI)
    running.send(request(1, "textDocument/codeAction", action_params()))
    running.result(1)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}}
    running.send(request(2, "textDocument/codeAction", action_params(range=whole)))
    running.send(notification("$/cancelRequest", {"id": 2}), request(3, "x/y"))
    assert running.answer(3)["error"]["code"] == -32601
    assert running.answer(2)["error"]["code"] == -32800


def test_a_large_message(running: RawClient) -> None:
    text = "FROM alpine:3.20\n" + "# " + "x" * 3_000_000 + "\n"
    running.send(opened(URI, text), changed(URI, 2, edit((0, 5), (0, 16), "python:latest")))
    assert any("latest" in item["message"] for item in running.published(URI, 2))


def test_print_does_not_break_the_stream() -> None:
    """Somebody prints while the engine is imported; standard output carries the protocol all the same."""
    program = (
        "import sys, builtins\n"
        "import dockwright.lsp.stdio as stdio\n"
        "take = stdio.take_streams\n"
        "def took():\n"
        "    streams = take()\n"
        "    print('noise'); sys.__stdout__.write('more noise\\n'); sys.__stdout__.flush()\n"
        "    import os; os.write(1, b'and more\\n')\n"
        "    return streams\n"
        "stdio.take_streams = took\n"
        "sys.exit(stdio.serve())\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", program],
        input=frame(request(1, "initialize", {"capabilities": {}}))
        + frame(request(2, "shutdown"))
        + frame(notification("exit")),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == 0
    assert process.stdout.startswith(b"Content-Length: ")
    assert b"noise" not in process.stdout
    assert b"noise" in process.stderr
    assert b"and more" in process.stderr


SESSION = (
    request(1, "initialize", {"capabilities": EVERYTHING}),
    notification("initialized"),
    opened(URI, TEXT),
    request(2, "textDocument/codeAction", action_params()),
)


def test_where_streams_cannot_be_waited_for() -> None:
    """As on Windows, where a thread reads."""
    program = "import sys, dockwright.lsp.stdio as stdio; stdio.CAN_SELECT = False; sys.exit(stdio.serve())"
    with raw_client(command=(sys.executable, "-c", program)) as client:
        client.send(*SESSION)
        assert client.result(1)
        assert client.published(URI, 1)
        assert client.result(2)
        client.send(changed(URI, 2, edit((1, 0), (2, 0), "")), request(3, "shutdown"))
        client.published(URI, 2)
        assert client.result(3) is None
        client.close_input()
        assert client.exit_code() == 0


def test_input_from_a_file(tmp_path: Path) -> None:
    """Somebody replays a session; nobody answers and nobody waits."""
    session = tmp_path / "session"
    session.write_bytes(b"".join(map(frame, (*SESSION, request(3, "shutdown"), notification("exit")))))
    with session.open("rb") as stream:
        process = subprocess.run(SERVER, stdin=stream, capture_output=True, timeout=60, check=False)
    assert process.returncode == 0
    assert b"publishDiagnostics" in process.stdout


def test_a_client_that_does_not_read_blocks_nothing(running: RawClient) -> None:
    """More is written than a pipe holds before the client begins to read; the server takes in messages all the same."""
    text = "FROM alpine\n" * 700
    running.pause()
    for version in range(1, 9):
        uri = f"untitled:{version}"
        running.send(opened(uri, text), request(version, "x/y"))
    running.resume()
    assert [running.answer(version)["error"]["code"] for version in range(1, 9)] == [-32601] * 8
    assert running.published("untitled:8")


def without(module: str) -> list[str]:
    """A server of which one module cannot be imported."""
    program = f"import sys; sys.modules[{module!r}] = None; from dockwright.cli import main; sys.exit(main(['server']))"
    return [sys.executable, "-c", program]


def test_without_its_engine_the_server_ends() -> None:
    with raw_client(command=without("dockwright.lsp.workbench")) as client:
        client.send(request(1, "initialize", {"capabilities": {}}))
        assert "capabilities" in client.result(1)
        assert client.exit_code() == 1
        assert "the engine could not be loaded" in client.all_errors()


def test_requests_are_answered_where_no_analysis_is_possible() -> None:
    with raw_client(command=without("dockwright.diagnostics.rules.base_image.latest_base_image")) as client:
        client.initialize()
        client.send(opened(URI, "FROM a\n"), request(1, "textDocument/foldingRange", {"textDocument": {"uri": URI}}))
        assert client.result(1) is None
        client.send(changed(URI, 2, edit((0, 0), (0, 0), "#\n")))
        client.send(request(2, "textDocument/foldingRange", {"textDocument": {"uri": URI}}))
        assert client.result(2) is None
        assert f"nothing could be found out about {URI}" in client.errors


def test_a_refusal_is_no_fault_of_the_server() -> None:
    with raw_client() as client:
        client.initialize()
        client.send(opened(URI, "FROM a\nRUN echo $PATH\n"))
        where = {"textDocument": {"uri": URI}, "position": {"line": 1, "character": 11}}
        client.send(request(1, "textDocument/rename", {**where, "newName": "A"}))
        assert client.answer(1)["error"]["message"] == "`PATH` is not set in this file"
        client.send(request(2, "workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": ["x:y"]}))
        assert "is not open" in client.answer(2)["error"]["message"]
        client.send(request(3, "shutdown"), notification("exit"))
        assert client.exit_code() == 0
        assert client.all_errors() == ""
