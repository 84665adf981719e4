"""The client at the other end: requests, notifications and answers on their way to it, and its answers to ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import json_rpc, log
from .json_rpc import Identifier, Response

Send = Callable[[bytes], None]
"""Send one message, without header."""


class Connection:
    """Writes messages and remembers which answers are expected."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self._expected: dict[Identifier, Callable[[Any], None]] = {}
        self._requests = 0

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send(json_rpc.notification(method, params))

    def reply(self, identifier: Identifier, result: Any) -> None:
        """Answer a request."""
        self.send(json_rpc.result(identifier, result))

    def refuse(self, identifier: Identifier | None, code: int, message: str) -> None:
        """Answer a request with an error."""
        self.send(json_rpc.error(identifier, code, message))

    def request(self, method: str, params: Any, then: Callable[[Any], None]) -> None:
        """Send a request; ``then`` gets the result, or ``None`` where the client refuses."""
        self._requests += 1
        identifier = f"dockwright-{self._requests}"
        self._expected[identifier] = then
        self.send(json_rpc.request(identifier, method, params))

    def take(self, response: Response) -> bool:
        """Hand an answer to whoever waits for it; whether it was one of ours."""
        then = self._expected.pop(response.id, None)
        if then is None:
            return False
        if response.error is not None:
            log.info(f"the client refused a request: {response.error.get('message')}")
        then(None if response.error is not None else response.result)
        return True
