"""A client that writes and reads the protocol's bytes itself, so that no library can hide a fault of the server."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

JsonObject = dict[str, Any]

SERVER = (sys.executable, "-m", "dockwright", "server")
TIMEOUT = 30.0

EVERYTHING: JsonObject = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {
            "versionSupport": True,
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}},
            "isPreferredSupport": True,
            "disabledSupport": True,
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "changeAnnotationSupport": {}},
    },
}
"""A client that pushes no settings and can show all there is."""


def frame(message: Any) -> bytes:
    """A message, or the bytes of a body, with its header."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def request(identifier: Any, method: str, params: Any = None) -> JsonObject:
    """A request."""
    return {"jsonrpc": "2.0", "id": identifier, "method": method, "params": {} if params is None else params}


def notification(method: str, params: Any = None) -> JsonObject:
    """A notification."""
    return {"jsonrpc": "2.0", "method": method, "params": {} if params is None else params}


def opened(uri: str, text: str, version: int = 1, language: str = "dockerfile") -> JsonObject:
    """``textDocument/didOpen``."""
    document = {"uri": uri, "languageId": language, "version": version, "text": text}
    return notification("textDocument/didOpen", {"textDocument": document})


def changed(uri: str, version: int, *changes: JsonObject) -> JsonObject:
    """``textDocument/didChange``."""
    identifier = {"uri": uri, "version": version}
    return notification("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> JsonObject:
    """A change of a range."""
    return {"range": place(start, end), "text": text}


def place(start: tuple[int, int], end: tuple[int, int]) -> JsonObject:
    """A range of the protocol."""
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }


class RawClient:
    """A server process and the messages it wrote."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self._input: IO[bytes] = self.process.stdin
        self._messages: queue.Queue[JsonObject | None] = queue.Queue()
        self._error_lines: list[str] = []
        self.waiting: list[JsonObject] = []
        self._may_read = threading.Event()
        self._may_read.set()
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()
        self._errors = threading.Thread(target=self._read_errors, args=(self.process.stderr,), daemon=True)
        self._errors.start()

    def _read(self, stream: IO[bytes]) -> None:
        while header := stream.readline():
            name, _, length = header.partition(b":")
            assert name == b"Content-Length", header
            assert stream.readline() == b"\r\n"
            self._messages.put(json.loads(stream.read(int(length))))
            self._may_read.wait()
        self._messages.put(None)

    def _read_errors(self, stream: IO[bytes]) -> None:
        for line in stream:
            self._error_lines.append(line.decode(errors="replace"))

    def pause(self) -> None:
        """Stop reading, but for a message that is being read."""
        self._may_read.clear()

    def resume(self) -> None:
        """Read again."""
        self._may_read.set()

    def send(self, *messages: Any) -> None:
        """Send messages in one write."""
        self.write(b"".join(map(frame, messages)))

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._input.write(data)
        self._input.flush()

    def receive(self, timeout: float = TIMEOUT) -> JsonObject:
        """The next message."""
        if self.waiting:
            return self.waiting.pop(0)
        return self._next(timeout)

    def _next(self, timeout: float) -> JsonObject:
        try:
            message = self._messages.get(timeout=timeout)
        except queue.Empty:
            raise AssertionError(f"no message within {timeout} s; {self.errors}") from None
        assert message is not None, f"the server closed its output; {self.errors}"
        return message

    def wait_for(self, wanted: Any, timeout: float = TIMEOUT) -> JsonObject:
        """The first message that ``wanted`` holds for; others are kept for :meth:`receive`."""
        for index, message in enumerate(self.waiting):
            if wanted(message):
                return self.waiting.pop(index)
        while True:
            message = self._next(timeout)
            if wanted(message):
                return message
            self.waiting.append(message)

    def answer(self, identifier: Any, timeout: float = TIMEOUT) -> JsonObject:
        """The answer to a request of this id."""
        return self.wait_for(lambda message: "method" not in message and message.get("id") == identifier, timeout)

    def result(self, identifier: Any) -> Any:
        """The result of a request that went well."""
        answer = self.answer(identifier)
        assert "error" not in answer, answer
        return answer["result"]

    def published(self, uri: str, version: int | None = None) -> list[JsonObject]:
        """The diagnostics that are published for a document, if given for this version."""

        def is_wanted(message: JsonObject) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and (version is None or params.get("version") == version)
            )

        diagnostics: list[JsonObject] = self.wait_for(is_wanted)["params"]["diagnostics"]
        return diagnostics

    def drained(self, seconds: float = 0.3) -> list[JsonObject]:
        """All messages until none comes for a while."""
        found, self.waiting = self.waiting, []
        while True:
            try:
                message = self._messages.get(timeout=seconds)
            except queue.Empty:
                return found
            if message is None:
                return found
            found.append(message)

    def initialize(self, capabilities: JsonObject | None = None, **params: Any) -> JsonObject:
        """Shake hands; the server's capabilities."""
        said = {
            "processId": None,
            "rootUri": None,
            "capabilities": EVERYTHING if capabilities is None else capabilities,
        }
        self.send(request("initialize", "initialize", {**said, **params}))
        result: JsonObject = self.result("initialize")
        self.send(notification("initialized"))
        capabilities_of_server: JsonObject = result["capabilities"]
        return capabilities_of_server

    def close_input(self) -> None:
        """What happens when the client's process ends."""
        self._input.close()

    def exit_code(self, timeout: float = TIMEOUT) -> int:
        """Wait for the end."""
        return self.process.wait(timeout)

    @property
    def errors(self) -> str:
        """What the server wrote to standard error."""
        return "".join(self._error_lines)

    def all_errors(self) -> str:
        """What the server wrote to standard error until its end."""
        self._errors.join(TIMEOUT)
        return self.errors


@contextmanager
def raw_client(*arguments: str, command: Sequence[str] = SERVER) -> Iterator[RawClient]:
    """A server that is ended, whatever happens."""
    client = RawClient([*command, *arguments])
    try:
        yield client
    finally:
        client.process.kill()
        client.process.wait()
