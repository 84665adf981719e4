"""Frame and unframe the messages of the language server protocol, byte for byte.

Promises: bodies are kept as bytes until someone asks for them, so that reading JSON is never part of a measured time.
Leaves out: everything a message means, and the `Content-Type` header, which is skipped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]

HEADER_END = b"\r\n\r\n"


class MalformedMessageError(Exception):
    """The other side wrote something that is no protocol message."""


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it came in. `arrived_ns` is `perf_counter_ns` right after its last byte was read."""

    body: bytes
    arrived_ns: int

    def message(self) -> JsonObject:
        """The message read as JSON. Raises `MalformedMessageError` where it is no JSON object."""
        try:
            value = json.loads(self.body)
        except ValueError as error:
            raise MalformedMessageError(f"not JSON: {self.body[:200]!r}") from error
        if not isinstance(value, dict):
            raise MalformedMessageError(f"not an object: {self.body[:200]!r}")
        return value


def frame(message: JsonObject) -> bytes:
    """The bytes of one message, header and body."""
    body = json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()
    return b"Content-Length: %d%s%s" % (len(body), HEADER_END, body)


class Unframer:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._body_length: int | None = None

    def feed(self, chunk: bytes, arrived_ns: int) -> list[Received]:
        """The messages completed by `chunk`, which was read at `arrived_ns`. Raises `MalformedMessageError`."""
        self._pending += chunk
        complete: list[Received] = []
        while True:
            if self._body_length is None:
                end = self._pending.find(HEADER_END)
                if end < 0:
                    return complete
                self._body_length = content_length(bytes(self._pending[:end]))
                del self._pending[: end + len(HEADER_END)]
            if len(self._pending) < self._body_length:
                return complete
            complete.append(Received(bytes(self._pending[: self._body_length]), arrived_ns))
            del self._pending[: self._body_length]
            self._body_length = None


def content_length(header: bytes) -> int:
    """The length in bytes that a header block states. Raises `MalformedMessageError` where it states none."""
    for line in header.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    raise MalformedMessageError(f"no Content-Length in {header[:200]!r}")
