"""Standard input and output.

Until the first diagnostics are out, messages are read by a plain loop: importing asyncio would make an editor wait
longer for them than analysing does. Then, or as soon as something has to happen that no message brings about, the event
loop takes over. Promises: all that has arrived is handled before anything is analysed, so a burst of edits costs one
analysis; writing never blocks while the client does not read; a ``print`` somewhere goes to standard error. Leaves out:
event loops on Windows' pipes, which need a thread.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections import deque
from collections.abc import Callable
from select import select
from typing import TYPE_CHECKING

from . import log
from .scheduler import Scheduler
from .session import Session
from .wire import Unframer, frame

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

CHUNK = 1 << 18

PIPE_BYTES = 1 << 20
"""The most that Linux allows everybody."""

MOST_SECONDS = 0.05
"""For so long what keeps arriving is taken in before it is analysed."""

LOOP_AFTER = 0.02
"""Seconds without a message after which what waits for an event loop gets one."""

CAN_SELECT = os.name != "nt"


def take_streams() -> tuple[int, int]:
    """Keep the standard streams for the protocol; whatever else reads finds nothing, and writes to standard error."""
    sys.stdout.flush()
    reader, writer = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return reader, writer


class Writer:
    """Writes messages; what the client does not take at once waits."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: deque[memoryview] = deque()
        self._loop: AbstractEventLoop | None = None
        self.when_broken: Callable[[], None] = lambda: None
        if CAN_SELECT and not os.isatty(descriptor):
            os.set_blocking(descriptor, False)
            _widen(descriptor)

    @property
    def is_waiting(self) -> bool:
        """Whether something could not be written yet."""
        return bool(self._waiting)

    def start(self, loop: AbstractEventLoop) -> None:
        """From now on there is a running event loop."""
        self._loop = loop
        if self._waiting:
            loop.add_writer(self._descriptor, self._flush)

    def send(self, body: bytes) -> None:
        """Write a message with its header."""
        was_waiting = bool(self._waiting)
        self._waiting.append(memoryview(frame(body)))
        if not was_waiting:
            self._flush()
            if self._waiting and self._loop is not None:
                self._loop.add_writer(self._descriptor, self._flush)

    def finish(self) -> None:
        """Write what is left, as long as the client reads within a second."""
        while self._waiting and select([], [self._descriptor], [], 1.0)[1]:
            self._flush()

    def _flush(self) -> None:
        while self._waiting:
            try:
                written = os.write(self._descriptor, self._waiting[0])
            except BlockingIOError:
                return
            except OSError:
                log.info("the client does not read any more")
                self._waiting.clear()
                self.when_broken()
                break
            if written < len(self._waiting[0]):
                self._waiting[0] = self._waiting[0][written:]
            else:
                self._waiting.popleft()
        if self._loop is not None and CAN_SELECT:
            self._loop.remove_writer(self._descriptor)


def _widen(descriptor: int) -> None:
    """Let a pipe hold the diagnostics of a long document at once, where the system can do that."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


class Input:
    """Reads messages and hands them to the session."""

    def __init__(self, descriptor: int, session: Session) -> None:
        self.descriptor = descriptor
        self._session = session
        self._unframer = Unframer()

    def take(self, data: bytes) -> None:
        """Handle what ``data`` completes; no data means that the client is gone."""
        if not data:
            self._session.disconnected()
        for body in self._unframer.feed(data):
            self._session.receive(body)

    def read(self) -> None:
        """Handle all that has arrived, and then what it has changed."""
        until = time.monotonic() + MOST_SECONDS
        while True:
            self.take(_read(self.descriptor))
            is_over = self._session.exit_code is not None
            if is_over or not select([self.descriptor], [], [], 0)[0] or time.monotonic() > until:
                break
        self._session.settle()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, CHUNK)
    except OSError:
        return b""


def serve() -> int:
    """Serve the client at the standard streams; the exit code."""
    reader, descriptor = take_streams()
    writer, scheduler = Writer(descriptor), Scheduler()
    session = Session(writer.send, scheduler)
    writer.when_broken = session.disconnected
    messages = Input(reader, session)
    while CAN_SELECT and session.exit_code is None:
        is_urgent = writer.is_waiting or scheduler.needs_loop
        if not select([reader], [], [], LOOP_AFTER if is_urgent else None)[0]:
            break
        messages.read()
    if session.exit_code is None:
        import asyncio

        asyncio.run(_serve(messages, writer, session, scheduler))
    if CAN_SELECT:
        writer.finish()
    return 1 if session.exit_code is None else session.exit_code


async def _serve(messages: Input, writer: Writer, session: Session, scheduler: Scheduler) -> None:
    import asyncio

    from .life import ended

    log.install()
    loop = asyncio.get_running_loop()
    scheduler.start(loop)
    if CAN_SELECT:
        writer.start(loop)
        _watch(loop, messages)
    else:
        _read_on_thread(loop, messages, session)
    await ended(session)


def _watch(loop: AbstractEventLoop, messages: Input) -> None:
    try:
        loop.add_reader(messages.descriptor, messages.read)
    except PermissionError:
        # A regular file, which is always ready and which epoll does not know.
        def read_on() -> None:
            messages.read()
            loop.call_soon(read_on)

        loop.call_soon(read_on)


def _read_on_thread(loop: AbstractEventLoop, messages: Input, session: Session) -> None:
    from threading import Thread

    arrived: deque[bytes] = deque()

    def take() -> None:
        while arrived:
            messages.take(arrived.popleft())
        session.settle()

    def read() -> None:
        data = b"."
        while data:
            data = _read(messages.descriptor)
            arrived.append(data)
            loop.call_soon_threadsafe(take)

    Thread(target=read, daemon=True).start()
