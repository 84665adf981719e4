"""A small language client that measures: raw bytes, standard library only, one thread.

Promises: times are `perf_counter_ns` just before the first byte of an edit is written and just after the last byte of
the answer was read; building and reading JSON is outside both. Asks of the server go answered, as an editor would.
Works with servers that take ranges or whole texts, that publish with or without a version, and that only answer pull.
Leaves out: any sense of what diagnostics mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from . import edits
from .connection import Connection, ServerEndedError, ServerSilentError
from .editor_capabilities import editor_capabilities
from .edits import Edit
from .wire import JsonObject, frame

DEFAULT_TIMEOUT_SECONDS = 60.0
FULL_SYNC = 1
SERVER_CANCELLED = -32802
CONTENT_MODIFIED = -32801


class Delivery(Enum):
    """How diagnostics reach the client."""

    PUSH = "push"
    PULL = "pull"


class RequestFailedError(Exception):
    """The server answered a request with an error."""

    def __init__(self, method: str, error: JsonObject) -> None:
        super().__init__(f"{method}: {error.get('message')} ({error.get('code')})")
        self.code = error.get("code")


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Diagnostics of one document as they arrived. `version` is None where the server said none."""

    uri: str
    version: int | None
    items: tuple[JsonObject, ...]
    arrived_ns: int


@dataclass(slots=True)
class OpenDocument:
    """Our copy of a document that the server holds open, and how many publishes of it came in before its last edit."""

    version: int
    text: str
    published_before_edit: int = 0


@dataclass(slots=True)
class LspClient:
    """A session with one server process."""

    connection: Connection
    folder: Path
    delivery: Delivery = Delivery.PUSH
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    server_capabilities: JsonObject = field(default_factory=dict)
    documents: dict[str, OpenDocument] = field(default_factory=dict)
    published: list[Diagnostics] = field(default_factory=list)
    _request_id: int = 0
    _responses: dict[int, tuple[JsonObject, int]] = field(default_factory=dict)

    def initialize(self) -> JsonObject:
        """Shake hands with the server; its capabilities."""
        result = self.request(
            "initialize",
            {
                "processId": None,
                "clientInfo": {"name": "dockwright-bench", "version": "1"},
                "locale": "en",
                "rootUri": self.folder.as_uri(),
                "workspaceFolders": [{"uri": self.folder.as_uri(), "name": self.folder.name}],
                "capabilities": editor_capabilities(pull=self.delivery is Delivery.PULL),
            },
        )
        self.server_capabilities = result["capabilities"]
        self.notify("initialized", {})
        return self.server_capabilities

    @property
    def takes_ranges(self) -> bool:
        """Whether the server wants changed ranges, not whole texts."""
        sync = self.server_capabilities.get("textDocumentSync", 0)
        kind = sync.get("change", 0) if isinstance(sync, dict) else sync
        return bool(kind != FULL_SYNC)

    def open(self, uri: str, text: str, version: int = 1) -> int:
        """Open a document; the time in ns just before it was written."""
        document = {"uri": uri, "languageId": "dockerfile", "version": version, "text": text}
        self.documents[uri] = OpenDocument(version, text, len(self.published))
        return self.notify("textDocument/didOpen", {"textDocument": document})

    def close_document(self, uri: str) -> None:
        """Close a document."""
        del self.documents[uri]
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def change(self, uri: str, *changes: Edit) -> int:
        """Send edits, one after another in one notification; the time in ns just before they were written."""
        self.take_waiting()
        document = self.documents[uri]
        for edit in changes:
            document.text = edits.apply(document.text, edit)
        document.version += 1
        document.published_before_edit = len(self.published)
        events = [edit.as_json() for edit in changes] if self.takes_ranges else [{"text": document.text}]
        identifier = {"uri": uri, "version": document.version}
        return self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": events})

    def diagnostics(self, uri: str) -> Diagnostics:
        """Wait for the diagnostics of the document's last version, pushed or pulled as the session is set up."""
        if self.delivery is Delivery.PULL:
            return self.pull(uri)
        return self.wait_for_publish(uri)

    def wait_for_publish(self, uri: str) -> Diagnostics:
        """The first publish for the document's last version; where the server says none, the next after its edit.

        Raises `ServerSilentError` where none comes.
        """
        document = self.documents[uri]
        index = document.published_before_edit
        while True:
            for diagnostics in self.published[index:]:
                index += 1
                if diagnostics.uri == uri and (diagnostics.version is None or diagnostics.version >= document.version):
                    return diagnostics
            self._take(self.timeout_seconds)

    def pull(self, uri: str) -> Diagnostics:
        """Ask for a document's diagnostics, again where the server says that it was disturbed."""
        version = self.documents[uri].version
        while True:
            request_id = self.send_request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            try:
                result, arrived_ns = self.wait_for_response(request_id, "textDocument/diagnostic")
            except RequestFailedError as failure:
                if failure.code in (SERVER_CANCELLED, CONTENT_MODIFIED):
                    continue
                raise
            return Diagnostics(uri, version, tuple(result.get("items", ())), arrived_ns)

    def wait_until_quiet(self, quiet_seconds: float) -> None:
        """Take in messages until none came for `quiet_seconds`."""
        while self._take_if_any(quiet_seconds):
            pass

    def take_waiting(self) -> None:
        """Take in messages that have arrived already."""
        while self._take_if_any(0.0):
            pass

    def request(self, method: str, params: Any) -> Any:
        """Send a request and wait for its result. Raises `RequestFailedError`."""
        return self.wait_for_response(self.send_request(method, params), method)[0]

    def send_request(self, method: str, params: Any) -> int:
        """Send a request without waiting; its id."""
        self._request_id += 1
        self.connection.write(frame({"jsonrpc": "2.0", "id": self._request_id, "method": method, "params": params}))
        return self._request_id

    def wait_for_response(self, request_id: int, method: str) -> tuple[Any, int]:
        """The result of a request sent before and when it arrived (ns). Raises `RequestFailedError`."""
        while request_id not in self._responses:
            self._take(self.timeout_seconds)
        response, arrived_ns = self._responses.pop(request_id)
        if "error" in response:
            raise RequestFailedError(method, response["error"])
        return response.get("result"), arrived_ns

    def notify(self, method: str, params: Any) -> int:
        """Send a notification; the time in ns just before it was written."""
        data = frame({"jsonrpc": "2.0", "method": method, "params": params})
        sent_ns = perf_counter_ns()
        self.connection.write(data)
        return sent_ns

    def shut_down(self, grace_seconds: float = 2.0) -> int:
        """End the session as an editor does; the exit code of the process, which is killed where it does not end."""
        try:
            self.timeout_seconds = grace_seconds
            request_id = self.send_request("shutdown", None)
            self.wait_for_response(request_id, "shutdown")
            self.notify("exit", None)
        except (ServerEndedError, ServerSilentError, RequestFailedError):
            pass
        return self.connection.close(grace_seconds)

    def _take(self, timeout_seconds: float) -> None:
        received = self.connection.read(timeout_seconds)
        self._dispatch(received.message(), received.arrived_ns)

    def _take_if_any(self, timeout_seconds: float) -> bool:
        received = self.connection.read_if_any(timeout_seconds)
        if received is None:
            return False
        self._dispatch(received.message(), received.arrived_ns)
        return True

    def _dispatch(self, message: JsonObject, arrived_ns: int) -> None:
        method = message.get("method")
        if method is None:
            if isinstance(message.get("id"), int):
                self._responses[message["id"]] = (message, arrived_ns)
        elif "id" in message:
            self.connection.write(frame({"jsonrpc": "2.0", "id": message["id"], "result": answer(message)}))
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            items = tuple(params["diagnostics"])
            self.published.append(Diagnostics(params["uri"], params.get("version"), items, arrived_ns))


def answer(request: JsonObject) -> Any:
    """What an editor without any settings answers to a server's request."""
    if request["method"] == "workspace/configuration":
        return [None] * len(request["params"]["items"])
    return None


def start_session(
    command: Sequence[str],
    folder: Path,
    delivery: Delivery = Delivery.PUSH,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
) -> LspClient:
    """Start a server and shake hands. Raises `OSError`, `ServerEndedError` or `ServerSilentError` where that fails."""
    client = LspClient(Connection(command, folder), folder, delivery, timeout_seconds)
    try:
        client.initialize()
    except BaseException:
        client.connection.close(grace_seconds=0.1)
        raise
    return client
