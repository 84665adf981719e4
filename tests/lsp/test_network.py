"""One client over TCP, and one over a WebSocket."""

from __future__ import annotations

import asyncio
import json
import socket

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from .raw_client import EVERYTHING, JsonObject, RawClient, frame, notification, opened, raw_client, request

URI = "untitled:Dockerfile"
BAD = "FROM alpine:3.20\nWORKDIR app\n"
SESSION = [
    request(1, "initialize", {"capabilities": EVERYTHING}),
    notification("initialized"),
    opened(URI, BAD),
    request(2, "textDocument/codeAction", {
        "textDocument": {"uri": URI},
        "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 9}},
        "context": {"diagnostics": []},
    }),
]  # fmt: skip


def port_of(server: RawClient) -> int:
    """The port that the server says it listens on."""
    for _ in range(300):
        for line in server.errors.splitlines():
            if "listening on" in line:
                return int(line.rpartition(":")[2])
        try:
            server.process.wait(0.1)
        except Exception:  # noqa: BLE001 - It still runs, which is right.
            continue
        break
    raise AssertionError(server.errors)


def test_tcp() -> None:
    with raw_client("--tcp", "--port", "0") as server, socket.create_connection(("127.0.0.1", port_of(server))) as link:
        link.settimeout(30)
        link.sendall(b"".join(map(frame, SESSION)))
        stream = link.makefile("rb")
        messages: list[JsonObject] = []
        while not any(message.get("id") == 2 for message in messages):
            length = int(stream.readline().split(b":")[1])
            stream.readline()
            messages.append(json.loads(stream.read(length)))
        assert messages[0]["result"]["serverInfo"]
        assert any(message.get("method") == "textDocument/publishDiagnostics" for message in messages)
        assert messages[-1]["result"]
        link.sendall(frame(request(3, "shutdown")) + frame(notification("exit")))
        assert server.exit_code() == 0


async def test_websocket() -> None:
    with raw_client("--ws", "--port", "0") as server:
        port = await asyncio.to_thread(port_of, server)
        async with connect(f"ws://127.0.0.1:{port}") as link:
            for message in SESSION:
                await link.send(json.dumps(message))
            messages: list[JsonObject] = []
            while not any(message.get("id") == 2 for message in messages):
                messages.append(json.loads(await asyncio.wait_for(link.recv(), 30)))
            assert messages[0]["result"]["serverInfo"]
            assert any(message.get("method") == "textDocument/publishDiagnostics" for message in messages)
            with pytest.raises(ConnectionClosed):
                async with connect(f"ws://127.0.0.1:{port}") as second:
                    await second.recv()
            await link.send(json.dumps(request(3, "shutdown")))
            while json.loads(await asyncio.wait_for(link.recv(), 30)).get("id") != 3:
                pass
            await link.send(json.dumps(notification("exit")))
            assert await asyncio.to_thread(server.exit_code) == 0


@pytest.mark.parametrize("transport", ["--tcp", "--ws"])
def test_a_client_that_hangs_up(transport: str) -> None:
    """Over either connection, and in the middle of it."""
    with raw_client(transport, "--port", "0") as server:
        hang_up(port_of(server), transport)
        assert server.exit_code() == 1


def hang_up(port: int, transport: str) -> None:
    with socket.create_connection(("127.0.0.1", port)) as link:
        handshake = (
            b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        link.sendall(handshake if transport == "--ws" else b"Content-Length: 50\r\n\r\n{")
        link.settimeout(30)
        if transport == "--ws":
            assert link.recv(100).startswith(b"HTTP/1.1 101")
