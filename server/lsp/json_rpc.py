"""JSON-RPC 2.0 as the Language Server Protocol uses it: what a message is, and how replies are written.

Promises: any body gives a value of one of four kinds and never an exception. Leaves out: what methods exist and what
their parameters mean.
"""

from __future__ import annotations

import json
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias, TypeGuard

JsonObject: TypeAlias = dict[str, Any]
Identifier: TypeAlias = int | str


class ErrorCode(IntEnum):
    """The codes we answer with (LSP 3.17, "Response Message")."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    SERVER_NOT_INITIALIZED = -32002
    REQUEST_FAILED = -32803
    CONTENT_MODIFIED = -32801
    REQUEST_CANCELLED = -32800


class Request(NamedTuple):
    """A message that wants an answer; ``raw`` is the whole of it."""

    id: Identifier
    method: str
    params: Any
    raw: JsonObject


class Notification(NamedTuple):
    """A message that wants none."""

    method: str
    params: Any
    raw: JsonObject


class Response(NamedTuple):
    """The client's answer to a request of ours; ``error`` is ``None`` if it went well."""

    id: Identifier
    result: Any
    error: JsonObject | None
    raw: JsonObject


class Invalid(NamedTuple):
    """A body that is no message; ``id`` is the one to answer under."""

    id: Identifier | None
    code: ErrorCode
    reason: str


Message: TypeAlias = Request | Notification | Response | Invalid


class InvalidParametersError(Exception):
    """Parameters that do not have the shape their method asks for."""


def is_object(value: Any) -> TypeGuard[JsonObject]:
    """Whether a value that was read from JSON is an object, whose names are always texts."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value that was read from JSON is an array."""
    return isinstance(value, list)


def read_message(body: bytes | str) -> Message:
    """What a body says."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Invalid(None, ErrorCode.PARSE_ERROR, f"the message is not JSON: {error}")
    if not is_object(raw):
        return Invalid(None, ErrorCode.INVALID_REQUEST, "a message has to be a JSON object")
    identifier = raw.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, int | str | None):
        return Invalid(None, ErrorCode.INVALID_REQUEST, "an id has to be an integer or a string")
    if raw.get("jsonrpc") != "2.0":
        return Invalid(identifier, ErrorCode.INVALID_REQUEST, 'a message has to say "jsonrpc": "2.0"')
    if "method" not in raw:
        return _response(raw, identifier)
    method, params = raw["method"], raw.get("params")
    if not isinstance(method, str):
        return Invalid(identifier, ErrorCode.INVALID_REQUEST, "a method has to be a string")
    if not isinstance(params, dict | list | None):
        return Invalid(identifier, ErrorCode.INVALID_REQUEST, "parameters have to be an object or an array")
    if identifier is not None:
        return Request(identifier, method, params, raw)
    if "id" in raw:
        return Invalid(None, ErrorCode.INVALID_REQUEST, "the id of a request cannot be null")
    return Notification(method, params, raw)


def _response(raw: JsonObject, identifier: Identifier | None) -> Message:
    if "result" not in raw and "error" not in raw:
        return Invalid(identifier, ErrorCode.INVALID_REQUEST, "a message needs a method, a result or an error")
    error = raw.get("error")
    if identifier is None:
        # The client could not tell which message of ours it refuses; there is nobody to tell.
        return Response("", None, error if isinstance(error, dict) else {}, raw)
    return Response(identifier, raw.get("result"), error if isinstance(error, dict) else None, raw)


def encode(message: JsonObject) -> bytes:
    """A message as a body. Text outside ASCII is escaped, so that even half a surrogate pair can be sent."""
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def result(identifier: Identifier, value: Any) -> bytes:
    """The body of a good answer."""
    return encode({"jsonrpc": "2.0", "id": identifier, "result": value})


def result_of_text(identifier: Identifier, value: str) -> bytes:
    """The body of a good answer whose result is JSON text in ASCII already."""
    return f'{{"jsonrpc":"2.0","id":{json.dumps(identifier)},"result":{value}}}'.encode("ascii")


def error(identifier: Identifier | None, code: int, message: str) -> bytes:
    """The body of a refusal."""
    return encode({"jsonrpc": "2.0", "id": identifier, "error": {"code": int(code), "message": message}})


def notification(method: str, params: Any) -> bytes:
    """The body of a notification."""
    return encode({"jsonrpc": "2.0", "method": method, "params": params})


def request(identifier: Identifier, method: str, params: Any) -> bytes:
    """The body of a request."""
    return encode({"jsonrpc": "2.0", "id": identifier, "method": method, "params": params})
