"""The base protocol of the Language Server Protocol (LSP 3.17, "Base Protocol"): bytes to message bodies and back.

Promises: whatever arrives, in pieces of any size, reading goes on with the next header that makes sense, and what was
skipped is told. Header names are matched in any case. Leaves out: what a body says, and all input and output.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_CONTENT_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]+)[ \t]*(?:\r?\n|$)", re.IGNORECASE)
_HEADER_LINE = re.compile(rb"[\w!#$%&'*+.^`|~-]+[ \t]*:[^\r\n]*", re.ASCII)

LONGEST_BODY = 512 * 1024 * 1024
"""Bytes; a header that promises more is taken for a fault, since waiting for it would mean waiting for ever."""

LONGEST_HEADERS = 64 * 1024


class Fault(NamedTuple):
    """Bytes that are no message, and why."""

    reason: str


def frame(body: bytes) -> bytes:
    """A body with the header that announces it."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class Unframer:
    """Takes a stream apart into bodies; feed it what was read."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._body_length: int | None = None

    def feed(self, data: bytes) -> list[bytes | Fault]:
        """The bodies that ``data`` completes, in order, and the faults between them."""
        buffer = self._buffer
        buffer += data
        found: list[bytes | Fault] = []
        at = 0
        while True:
            if self._body_length is None:
                end = _HEADERS_END.search(buffer, at)
                if end is None:
                    break
                length = _body_length(bytes(buffer[at : end.start()]), found)
                at = end.end()
                if length is None:
                    continue
                self._body_length = length
            if len(buffer) - at < self._body_length:
                break
            found.append(bytes(buffer[at : at + self._body_length]))
            at += self._body_length
            self._body_length = None
        if self._body_length is None and len(buffer) - at > LONGEST_HEADERS:
            found.append(Fault("no header ends within 64 KiB"))
            at = len(buffer)
        del buffer[:at]
        return found


def _body_length(headers: bytes, found: list[bytes | Fault]) -> int | None:
    """The length that a block of headers gives; what is wrong with the block is added to ``found``."""
    announced = list(_CONTENT_LENGTH.finditer(headers))
    if not announced:
        found.append(Fault("a header without a valid Content-Length"))
        return None
    length = int(announced[-1].group(1)) if len(announced[-1].group(1)) < 20 else LONGEST_BODY + 1
    if length > LONGEST_BODY:
        found.append(Fault("a Content-Length beyond 512 MiB"))
        return None
    at = announced[-1].start()
    begins_line = not at or headers[at - 1 : at] == b"\n"
    if not begins_line or not all(_HEADER_LINE.fullmatch(line.strip(b"\r")) for line in headers.split(b"\n")):
        found.append(Fault("bytes that belong to no message"))
    return length
