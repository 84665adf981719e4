"""A registry on this machine that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

DIGEST = f"sha256:{'4b7ce07002c69e8f' * 4}"
MANIFEST = "/v2/team/app/manifests/1.0"


class Reply(NamedTuple):
    """What is answered to a path."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


FOUND = Reply(200, {"Docker-Content-Digest": DIGEST})


class Registry(NamedTuple):
    """``host`` as it stands in the name of an image; ``asked`` are the methods, addresses and headers so far.

    ``replies`` are found by path, with the header ``Authorization`` and a space before it where that matters.
    """

    host: str
    replies: dict[str, Reply]
    asked: list[tuple[str, str, Mapping[str, str]]]


@contextmanager
def loopback_registry() -> Iterator[Registry]:
    """A registry that has ``team/app:1.0``, and what is put into its ``replies``."""
    registry = Registry("", {MANIFEST: FOUND}, [])

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            registry.asked.append((self.command, self.path, dict(self.headers)))
            path, authorization = self.path.partition("?")[0], self.headers.get("Authorization")
            reply = registry.replies.get(f"{authorization} {path}") or registry.replies.get(path) or Reply(404)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        do_GET = do_HEAD = answer  # noqa: N815 - so the standard library wants it

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is written to the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield registry._replace(host=f"127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
