"""The life of a session: from ``initialize`` to ``exit``, and which messages may be handled in between.

``initialize`` is answered before the engine is imported, text synchronisation, diagnostics and semantic tokens are
handled without lsprotocol, and everything else goes to pygls, which is imported behind the first diagnostics; so an
editor never waits for an import. Promises: :meth:`Session.receive` never raises, and every request is answered. Leaves
out: reading and writing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from . import json_rpc, log
from .abilities import ClientAbilities, Said, read_abilities
from .capabilities import initialize_result
from .connection import Connection, Send
from .garbage import Garbage
from .json_rpc import ErrorCode, Invalid, InvalidParametersError, JsonObject, Notification, Request, Response, is_object
from .registrations import register
from .scheduler import Scheduler
from .wire import Fault

if TYPE_CHECKING:
    from .workbench import Workbench


class Phase(Enum):
    """Where in its life a session is."""

    NEW = "before initialize"
    RUNNING = "running"
    SHUT_DOWN = "after shutdown"


class Session:
    """One client's session. ``exit_code`` is set once it is over; ``parent`` is the client's process, if it told."""

    def __init__(self, send: Send, scheduler: Scheduler) -> None:
        self._connection = Connection(send)
        self._scheduler = scheduler
        self._garbage = Garbage(scheduler)
        scheduler.when_delivered = self._garbage.look
        self._phase = Phase.NEW
        self._workbench: Workbench | None = None
        self._when_over: Callable[[int], None] = lambda _: None
        self.exit_code: int | None = None
        self.parent: int | None = None

    def receive(self, body: bytes | str | Fault) -> None:
        """Handle one message."""
        if self.exit_code is not None:
            return
        if isinstance(body, Fault):
            log.warning(f"a fault in the stream: {body.reason}")
            self._connection.refuse(None, ErrorCode.PARSE_ERROR, body.reason)
            return
        message = json_rpc.read_message(body)
        try:
            self._dispatch(message)
        except Exception as error:  # noqa: BLE001 - Whatever it is, the next message may be fine.
            log.error("a message could not be handled")
            if isinstance(message, Request):
                self._connection.refuse(message.id, ErrorCode.INTERNAL_ERROR, f"the server failed: {error!r}")

    def settle(self) -> None:
        """Analyse and publish what the messages so far have changed; called when no more are waiting."""
        if self._workbench is not None and self.exit_code is None:
            self._workbench.documents.settle()
            self._garbage.look()

    def when_over(self, then: Callable[[int], None]) -> None:
        """Call ``then`` with the exit code once the session is over."""
        self._when_over = then
        if self.exit_code is not None:
            then(self.exit_code)

    def disconnected(self) -> None:
        """The client is gone."""
        self._end()

    def _dispatch(self, message: json_rpc.Message) -> None:
        match message:
            case Request():
                self._request(message)
            case Notification():
                self._notification(message)
            case Response():
                if self._workbench is not None and not self._workbench.connection.take(message):
                    self._workbench.features.take(message)
            case Invalid():
                log.warning(message.reason)
                self._connection.refuse(message.id, message.code, message.reason)

    def _request(self, request: Request) -> None:
        if self._phase is Phase.NEW:
            if request.method == "initialize":
                self._initialize(request)
            else:
                self._connection.refuse(request.id, ErrorCode.SERVER_NOT_INITIALIZED, "initialize has to come first")
        elif self._phase is Phase.SHUT_DOWN:
            self._connection.refuse(request.id, ErrorCode.INVALID_REQUEST, "the server was shut down")
        elif request.method == "shutdown":
            self._phase = Phase.SHUT_DOWN
            self._connection.reply(request.id, None)
        elif request.method == "initialize":
            self._connection.refuse(request.id, ErrorCode.INVALID_REQUEST, "the server is initialized already")
        elif self._workbench is not None:
            from .requests import handle

            handle(self._workbench, request)

    def _notification(self, notification: Notification) -> None:
        if notification.method == "exit":
            self._end()
        elif self._phase is not Phase.RUNNING or self._workbench is None:
            log.info(f"{notification.method} is ignored {self._phase.value}")
        elif notification.method == "initialized":
            register(self._workbench.connection, self._workbench.abilities)
        else:
            self._handle(self._workbench, notification)

    @staticmethod
    def _handle(workbench: Workbench, notification: Notification) -> None:
        from . import notifications, requests

        try:
            if notification.method == "$/cancelRequest":
                identifier = Said(notification.params).member("id").value
                if isinstance(identifier, int | str):
                    requests.cancel(workbench, identifier)
            elif not notifications.handle(workbench, notification) and not notification.method.startswith("$/"):
                log.info(f"nobody knows the notification {notification.method}")
        except InvalidParametersError as error:
            log.warning(f"{notification.method} is ignored: {error}")

    def _initialize(self, request: Request) -> None:
        params: JsonObject = request.params if is_object(request.params) else {}
        abilities = read_abilities(params)
        self._connection.reply(request.id, initialize_result(abilities))
        self._phase = Phase.RUNNING
        parent = params.get("processId")
        self.parent = parent if isinstance(parent, int) and not isinstance(parent, bool) and parent > 0 else None
        try:
            self._open(abilities, params)
        except Exception:  # noqa: BLE001 - Without an engine no request would ever be answered.
            log.error("the engine could not be loaded")
            self._end()

    def _open(self, abilities: ClientAbilities, params: JsonObject) -> None:
        # The client is busy with our answer for now, so the engine is imported meanwhile.
        from .workbench import open_workbench

        self._workbench = open_workbench(self._connection, self._scheduler, abilities, params)

    def _end(self) -> None:
        if self.exit_code is None:
            self.exit_code = 0 if self._phase is Phase.SHUT_DOWN else 1
            self._when_over(self.exit_code)
