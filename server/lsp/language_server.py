"""The pygls server that answers everything beyond text synchronisation, diagnostics and semantic tokens.

It does no input or output of its own and knows no documents: messages are handed to :meth:`FeatureProtocol.receive`,
answers go through the session's connection, and handlers ask ``ls.workbench`` for documents. Importing this module
imports pygls and lsprotocol, which takes some tenths of a second, so only ``feature_host`` does it, off the hot path.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from .. import __version__
from .abilities import HINTS
from .assistance_capabilities import ASSISTANCE_MODULES
from .digests import Digests
from .documents import Document
from .feature import REGISTERED_COMMANDS, REGISTERED_FEATURES
from .json_rpc import ErrorCode, Identifier, JsonObject
from .lenient import structure_leniently
from .navigation_capabilities import NAVIGATION_MODULES
from .workbench import Workbench

if TYPE_CHECKING:
    from pygls.protocol.json_rpc import RPCMessage

Result = TypeVar("Result")

FEATURE_MODULES = ("code_actions", "commands", *NAVIGATION_MODULES, *ASSISTANCE_MODULES)

INITIALIZE = 0
"""The id under which pygls is told of the client; the client itself has long been answered."""


class ContentModifiedError(JsonRpcException):
    """The document has changed since what the request speaks of."""

    CODE = int(ErrorCode.CONTENT_MODIFIED)
    MESSAGE = "the document has changed"


class RequestFailedError(JsonRpcException):
    """A valid request that could not be carried out."""

    CODE = int(ErrorCode.REQUEST_FAILED)
    MESSAGE = "the request failed"


class FeatureProtocol(LanguageServerProtocol):
    """pygls' protocol fed with messages that were read elsewhere."""

    def receive(self, raw: JsonObject) -> None:
        """Handle a message that is known to be a request, a notification or an answer."""
        try:
            message = cast("RPCMessage", self.structure_message(raw))
        except Exception as error:  # noqa: BLE001 - Every fault in the parameters has to be answered.
            if "id" in raw and "method" in raw:
                cause = error.__cause__ or error
                refusal = JsonRpcInvalidParams(f"the parameters of {raw['method']} are not valid: {cause}")
                self._send_response(raw["id"], error=refusal.to_response_error())
            return
        self.handle_message(message)

    def cancel(self, identifier: Identifier) -> None:
        """Cancel a request, if it still runs."""
        if identifier in self._request_futures:
            self._handle_cancel_notification(identifier)

    def begin(self, initialize: JsonObject) -> None:
        """Learn about the client from the parameters of its ``initialize``; what lsprotocol refuses is left out."""
        params = structure_leniently(self._converter.structure, initialize, types.InitializeParams)
        self._handle_request(INITIALIZE, types.INITIALIZE, params)

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        if msg_id == INITIALIZE and isinstance(result, types.InitializeResult):
            return
        super()._send_response(msg_id, result, error)

    def _send_handler_result(self, future: concurrent.futures.Future[Any], *, msg_id: Any) -> None:
        refusal = None if future.cancelled() else future.exception()
        if isinstance(refusal, (ContentModifiedError, RequestFailedError)):
            # Whoever asked is told why; for pygls it would be an error with a traceback in the log.
            self._request_futures.pop(msg_id, None)
            self._send_response(msg_id, error=refusal.to_response_error())
        else:
            super()._send_handler_result(future, msg_id=msg_id)

    def _handle_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        super()._handle_response(msg_id, result, error)
        self._result_types.pop(msg_id, None)


class FeatureServer(LanguageServer):
    """What handlers get as ``ls``."""

    protocol: FeatureProtocol  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(self, workbench: Workbench) -> None:
        super().__init__("dockwright", __version__, protocol_cls=FeatureProtocol)  # pyright: ignore[reportUnknownMemberType]
        self.workbench = workbench
        self.digests = Digests(workbench.scheduler, workbench.documents, lambda: workbench.refreshes.ask(HINTS))

    async def current(self, uri: str) -> Document | None:
        """The document once its snapshot is that of its text; ``None`` if it is not open or cannot be analysed."""
        document = self.workbench.documents.get(uri)
        if document is None:
            return None
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.workbench.documents.when_current(document, lambda _: _fulfil(future, None))
        await future
        return document if document.is_open and document.snapshot is not None else None

    async def in_background(self, work: Callable[[], Result]) -> Result:
        """The result of something that takes long, done on another thread. Raises ``RequestFailedError``."""
        future: asyncio.Future[Result | None] = asyncio.get_running_loop().create_future()
        self.workbench.scheduler.background(work, lambda result: _fulfil(future, result))
        result = await future
        if result is None:
            raise RequestFailedError
        return result

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Nothing pops up in front of the user: requests are answered with their error, and the rest is in the log."""


def _fulfil(future: asyncio.Future[Result], result: Result) -> None:
    """Give a future its result, unless whoever waits for it was cancelled."""
    if not future.done():
        future.set_result(result)


class Writer:
    """Sends what pygls wrote, which has no header, through the session's connection."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send

    def write(self, data: bytes) -> None:
        """Send a message."""
        self._send(data)

    def close(self) -> None:
        """Nothing: the connection is not pygls' to close."""


def make_server(workbench: Workbench, initialize: JsonObject) -> FeatureServer:
    """A server with all features, that has been told of the client."""
    for module in FEATURE_MODULES:
        importlib.import_module(f".{module}", __package__)
    server = FeatureServer(workbench)
    server.protocol.set_writer(Writer(workbench.connection.send), include_headers=False)
    for registered in REGISTERED_FEATURES:
        server.feature(registered.name, registered.options)(registered.handler)
    for registered in REGISTERED_COMMANDS:
        server.command(registered.name)(registered.handler)
    server.protocol.begin(initialize)
    return server
