"""Keeps pygls out of the way until it is needed, and feeds it then.

Importing pygls begins in the background once the first diagnostics are out, or with the first request that only it can
answer; requests that arrive before it is ready wait. Promises: waiting requests are answered in their order, and one
that is cancelled while it waits is answered at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .connection import Connection
from .json_rpc import ErrorCode, Identifier, Notification, Request, Response
from .scheduler import Scheduler

if TYPE_CHECKING:
    from .language_server import FeatureServer


class FeatureHost:
    """Holds the pygls server of a session; ``make`` makes it, and is called on another thread."""

    def __init__(self, scheduler: Scheduler, connection: Connection, make: Callable[[], FeatureServer]) -> None:
        self._scheduler = scheduler
        self._connection = connection
        self._make = make
        self._server: FeatureServer | None = None
        self._is_begun = False
        self._waiting: dict[Identifier, Request] = {}

    def warm_up(self) -> None:
        """Import pygls in the background, unless that has begun."""
        if not self._is_begun:
            self._is_begun = True
            # Before there is an event loop, nobody waits for something that takes as long as this.
            self._scheduler.soon(lambda: self._scheduler.background(self._make, self._ready))

    def answer(self, request: Request) -> None:
        """Let pygls answer, as soon as it can."""
        if self._server is not None:
            self._server.protocol.receive(request.raw)
        else:
            self._waiting[request.id] = request
            self.warm_up()

    def tell(self, notification: Notification) -> None:
        """Pass a notification on; before pygls is there, there is nothing that it could speak of."""
        if self._server is not None:
            self._server.protocol.receive(notification.raw)

    def take(self, response: Response) -> None:
        """Pass on the client's answer to a request that pygls sent."""
        if self._server is not None:
            self._server.protocol.receive(response.raw)

    def cancel(self, identifier: Identifier) -> None:
        """Cancel a request that waits or runs."""
        if self._waiting.pop(identifier, None) is not None:
            self._connection.refuse(identifier, ErrorCode.REQUEST_CANCELLED, "the request was cancelled")
        elif self._server is not None:
            self._server.protocol.cancel(identifier)

    def _ready(self, server: FeatureServer | None) -> None:
        self._server = server
        waiting, self._waiting = self._waiting, {}
        for request in waiting.values():
            if server is None:
                self._connection.refuse(request.id, ErrorCode.INTERNAL_ERROR, "the feature could not be loaded")
            else:
                server.protocol.receive(request.raw)
