"""Talk to a server process through its standard input and output, on one thread.

Promises: the thread that waits is the thread that reads, so that no hand-over between threads is measured; writing
never dead-locks with a server that is itself blocked on writing; a server that ends or falls silent is an exception
which carries the end of its error output. Leaves out: Windows, whose pipes cannot be waited for like this.
"""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, perf_counter_ns

from .wire import Received, Unframer

CHUNK_BYTES = 1 << 20
ERROR_OUTPUT_SHOWN_CHARACTERS = 800


class ServerEndedError(Exception):
    """The server closed its output before it answered."""


class ServerSilentError(Exception):
    """The server did not answer in time."""


class Connection:
    """A running server process and the messages that came from it but were not taken yet."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        """Start `command` in `folder`. Raises `OSError` where it cannot be started."""
        self._error_output = tempfile.TemporaryFile()  # noqa: SIM115 - It lives as long as the process.
        self.started_ns = perf_counter_ns()
        self._process = subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._error_output,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin.fileno()
        self._output = self._process.stdout.fileno()
        os.set_blocking(self._input, False)
        self._unframer = Unframer()
        self._arrived: deque[Received] = deque()

    @property
    def process_id(self) -> int:
        """The id of the process that was started; a wrapper's real server is a child of it."""
        return self._process.pid

    def write(self, data: bytes) -> None:
        """Write all of `data`, taking in what the server says while its input is full. Raises `ServerEndedError`."""
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._input, rest) :]
            except BlockingIOError:
                readable, _, _ = select.select([self._output], [self._input], [])
                if readable:
                    self._take_chunk()
            except BrokenPipeError as error:
                raise ServerEndedError(self._describe("the server ended")) from error

    def read(self, timeout_seconds: float) -> Received:
        """The next message. Raises `ServerSilentError` after `timeout_seconds`, `ServerEndedError` at the end."""
        message = self.read_if_any(timeout_seconds)
        if message is None:
            raise ServerSilentError(self._describe(f"no message within {timeout_seconds:g} s"))
        return message

    def read_if_any(self, timeout_seconds: float) -> Received | None:
        """The next message, or None where none arrives within `timeout_seconds`. Raises `ServerEndedError`."""
        deadline = monotonic() + timeout_seconds
        while not self._arrived:
            remaining = max(0.0, deadline - monotonic())
            readable, _, _ = select.select([self._output], [], [], remaining)
            if not readable:
                return None
            self._take_chunk()
        return self._arrived.popleft()

    def close(self, grace_seconds: float = 2.0) -> int:
        """Close the server's input, wait for its end, kill it after `grace_seconds`; its exit code."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        try:
            code = self._process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._error_output.close()
        return code

    def _take_chunk(self) -> None:
        chunk = os.read(self._output, CHUNK_BYTES)
        arrived_ns = perf_counter_ns()
        if not chunk:
            raise ServerEndedError(self._describe("the server ended"))
        self._arrived.extend(self._unframer.feed(chunk, arrived_ns))

    def _describe(self, what: str) -> str:
        self._error_output.seek(0)
        said = self._error_output.read().decode(errors="replace").strip()[-ERROR_OUTPUT_SHOWN_CHARACTERS:]
        return f"{what}; its error output ends: {said}" if said else what
