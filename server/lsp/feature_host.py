"""Keeps pygls out of the way until it is needed, and feeds it then.

Importing pygls begins in the background when nothing was analysed for a moment, so that it slows no keystroke, or with
the first request that only it can answer; requests that arrive before it is ready wait. Promises: waiting requests are
answered in their order, and one that is cancelled while it waits is answered at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from .connection import Connection
from .garbage import keep_what_there_is
from .json_rpc import ErrorCode, Identifier, Notification, Request, Response
from .scheduler import Scheduler

if TYPE_CHECKING:
    from .language_server import FeatureServer

IDLE_SECONDS = 0.3
"""How long nobody may have typed."""


class FeatureHost:
    """Holds the pygls server of a session; ``make`` makes it, and is called on another thread."""

    def __init__(self, scheduler: Scheduler, connection: Connection, make: Callable[[], FeatureServer]) -> None:
        self._scheduler = scheduler
        self._connection = connection
        self._make = make
        self._server: FeatureServer | None = None
        self._is_begun = False
        self._used_at: float | None = None
        self._waiting: dict[Identifier, Request] = {}

    def warm_up_when_idle(self) -> None:
        """Import pygls in the background as soon as nobody types; called after each analysis."""
        is_planned = self._used_at is not None
        self._used_at = time.monotonic()
        if not is_planned:
            self._scheduler.later(IDLE_SECONDS, self._warm_up_if_idle)

    def _warm_up_if_idle(self) -> None:
        if self._used_at is None or time.monotonic() - self._used_at >= IDLE_SECONDS:
            self._warm_up()
        else:
            self._scheduler.later(IDLE_SECONDS, self._warm_up_if_idle)

    def _warm_up(self) -> None:
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
            self._warm_up()

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
        keep_what_there_is()
        waiting, self._waiting = self._waiting, {}
        for request in waiting.values():
            if server is None:
                self._connection.refuse(request.id, ErrorCode.INTERNAL_ERROR, "the feature could not be loaded")
            else:
                server.protocol.receive(request.raw)
