"""One client over TCP, or over a WebSocket.

A server of its own for each client keeps their documents apart; so the first one that comes is served, and when it goes
the process ends. Promises: where the server listens is written to standard error before anybody can connect. Leaves
out: encryption and authentication; listen on the own machine.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from . import log
from .life import ended
from .scheduler import Scheduler
from .session import Session
from .wire import Unframer, frame

CHUNK = 1 << 18

GOING_AWAY = 1001
TRY_AGAIN_LATER = 1013
"""WebSocket close codes (RFC 6455 and IANA's registry)."""


def serve_tcp(host: str, port: int) -> int:
    """Serve the first client that connects; the exit code."""
    return asyncio.run(_tcp(host, port))


def serve_websocket(host: str, port: int) -> int:
    """Serve the first client that connects; the exit code."""
    return asyncio.run(_websocket(host, port))


def _announce(sockets: Iterable[Any]) -> None:
    for socket in sockets:
        host, port = socket.getsockname()[:2]
        print(f"dockwright: listening on {host}:{port}", file=sys.stderr, flush=True)  # noqa: T201 - not standard output


def _scheduler() -> Scheduler:
    log.install()
    scheduler = Scheduler()
    scheduler.start(asyncio.get_running_loop())
    return scheduler


async def _tcp(host: str, port: int) -> int:
    first: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = (
        asyncio.get_running_loop().create_future()
    )

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if first.done():
            writer.close()
        else:
            first.set_result((reader, writer))

    server = await asyncio.start_server(connected, host, port, limit=CHUNK)
    _announce(server.sockets)
    reader, writer = await first
    server.close()
    session = Session(lambda body: writer.write(frame(body)), _scheduler())
    reading = asyncio.create_task(_read(reader, session))
    exit_code = await ended(session)
    reading.cancel()
    writer.close()
    return exit_code


async def _read(reader: asyncio.StreamReader, session: Session) -> None:
    unframer = Unframer()
    try:
        while data := await reader.read(CHUNK):
            for body in unframer.feed(data):
                session.receive(body)
            session.settle()
    except OSError as error:
        log.info(f"the connection broke: {error}")
    session.disconnected()


async def _websocket(host: str, port: int) -> int:
    over: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    is_taken = False

    async def connected(connection: ServerConnection) -> None:
        nonlocal is_taken
        if is_taken:
            await connection.close(TRY_AGAIN_LATER, "this server has its client")
            return
        is_taken = True
        over.set_result(await _converse(connection))

    async with serve(connected, host, port, max_size=None) as server:
        _announce(server.sockets)
        return await over


async def _converse(connection: ServerConnection) -> int:
    outgoing: asyncio.Queue[bytes] = asyncio.Queue()
    session = Session(outgoing.put_nowait, _scheduler())
    tasks = [
        asyncio.create_task(_receive(connection, session)),
        asyncio.create_task(_send(connection, outgoing)),
    ]
    exit_code = await ended(session)
    await outgoing.join()
    for task in tasks:
        task.cancel()
    await connection.close(GOING_AWAY)
    return exit_code


async def _receive(connection: ServerConnection, session: Session) -> None:
    loop = asyncio.get_running_loop()
    try:
        async for message in connection:
            session.receive(message)
            # Runs once no more messages are waiting, since taking one that waits does not let the loop go on.
            loop.call_soon(session.settle)
    except ConnectionClosed as error:
        log.info(f"the connection broke: {error}")
    session.disconnected()


async def _send(connection: ServerConnection, outgoing: asyncio.Queue[bytes]) -> None:
    while True:
        body = await outgoing.get()
        try:
            await connection.send(body.decode())
        except ConnectionClosed:
            log.info("a message came after the end")
        outgoing.task_done()
