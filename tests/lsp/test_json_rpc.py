"""What a body is taken for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dockwright.lsp.json_rpc import (
    ErrorCode,
    Invalid,
    Notification,
    Request,
    Response,
    encode,
    read_message,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def read(message: Any) -> Any:
    return read_message(json.dumps(message).encode())


def test_the_four_kinds() -> None:
    assert isinstance(read({"jsonrpc": "2.0", "id": 1, "method": "a"}), Request)
    assert isinstance(read({"jsonrpc": "2.0", "method": "a", "params": []}), Notification)
    assert isinstance(read({"jsonrpc": "2.0", "id": "x", "result": None}), Response)
    assert isinstance(read({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": ""}}), Response)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", ErrorCode.PARSE_ERROR),
        (b"{", ErrorCode.PARSE_ERROR),
        (b"\xff\xfe\xfa", ErrorCode.PARSE_ERROR),
        (b"[" * 100_000, ErrorCode.PARSE_ERROR),
        (b"1" * 5_000, ErrorCode.PARSE_ERROR),
        (b"[]", ErrorCode.INVALID_REQUEST),
        (b"null", ErrorCode.INVALID_REQUEST),
        (b'{"id": 1, "method": "a"}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "a"}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "a"}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": true, "method": "a"}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": null, "method": "a"}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "a", "params": 5}', ErrorCode.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1}', ErrorCode.INVALID_REQUEST),
    ],
)
def test_what_is_no_message(body: bytes, code: ErrorCode) -> None:
    message = read_message(body)
    assert isinstance(message, Invalid)
    assert message.code == code


def test_a_refusal_is_addressed_to_the_request() -> None:
    message = read({"jsonrpc": "2.0", "id": 7, "method": None})
    assert isinstance(message, Invalid)
    assert message.id == 7


@given(st.binary())
def test_any_bytes_are_some_message(body: bytes) -> None:
    read_message(body)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "result", "error"]), JSON))
def test_any_object_is_some_message(value: dict[str, Any]) -> None:
    read({"jsonrpc": "2.0", **value})


def test_half_a_surrogate_pair_can_be_sent() -> None:
    assert json.loads(encode({"text": "\ud83d"})) == {"text": "\ud83d"}
