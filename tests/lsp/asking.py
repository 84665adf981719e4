"""Ask a running server about one document, in plain JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .raw_client import EVERYTHING, JsonObject, RawClient, opened, raw_client, request

URI = "file:///nowhere/at/all/Dockerfile"


class Asking:
    """A client with a document open."""

    def __init__(self, client: RawClient, capabilities: JsonObject, uri: str) -> None:
        self.client = client
        self.capabilities = capabilities
        self.uri = uri
        self._requests = 0

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a request about the document."""
        return self.raw(method, {"textDocument": {"uri": self.uri}, **params})

    def at(self, method: str, line: int, character: int, **params: Any) -> Any:
        """The result of a request about a position."""
        return self.ask(method, position={"line": line, "character": character}, **params)

    def raw(self, method: str, params: Any) -> Any:
        """The result of any request."""
        return self.answer(method, params)["result"]

    def answer(self, method: str, params: Any) -> JsonObject:
        """The whole answer to a request."""
        self._requests += 1
        self.client.send(request(self._requests, method, params))
        return self.client.answer(self._requests)


@contextmanager
def asking(
    text: str,
    abilities: JsonObject | None = None,
    *,
    uri: str = URI,
    encoding: str = "utf-16",
    workspace: JsonObject | None = None,
    **params: Any,
) -> Iterator[Asking]:
    """A server with a document open; the client says ``abilities`` of ``textDocument``, and more of ``workspace``."""
    said = {
        **EVERYTHING,
        "general": {"positionEncodings": [encoding]},
        "textDocument": {**EVERYTHING["textDocument"], **(abilities or {})},
        "workspace": {**EVERYTHING["workspace"], **(workspace or {})},
    }
    with raw_client() as client:
        capabilities = client.initialize(said, **params)
        client.send(opened(uri, text))
        yield Asking(client, capabilities, uri)
