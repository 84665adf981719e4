"""Folders with Dockerfiles in them, and sessions in which one is open.

Promises: documents are on disk too, as in an editor, with the files that they copy missing. Leaves out: cleaning up a
server's own caches.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .connection import ServerEndedError, ServerSilentError
from .contestants import Problem, Program
from .lsp_client import Delivery, LspClient, RequestFailedError, start_session
from .wire import MalformedMessageError

SESSION_FAILURES = (OSError, ServerEndedError, ServerSilentError, RequestFailedError, MalformedMessageError)
REASON_HEAD_CHARACTERS = 60
REASON_TAIL_CHARACTERS = 180


@contextmanager
def workspace() -> Iterator[Path]:
    """An empty folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dockwright-bench-") as name:
        yield Path(name).resolve()


def write_document(folder: Path, text: str, name: str = "Dockerfile") -> str:
    """Write a document to a folder; its URI."""
    path = folder / name
    path.write_bytes(text.encode())
    return path.as_uri()


def open_session(
    program: Program, folder: Path, uri: str, text: str, delivery: Delivery, timeout_seconds: float
) -> LspClient:
    """A session whose document's first diagnostics have come. Raises one of `SESSION_FAILURES`."""
    client = start_session(program.command, folder, delivery, timeout_seconds)
    try:
        client.open(uri, text)
        client.diagnostics(uri)
    except SESSION_FAILURES:
        client.shut_down(grace_seconds=0.5)
        raise
    return client


def problem(program: Program, failure: BaseException) -> Problem:
    """The problem that a failure makes for a program, in one line."""
    words = " ".join(str(failure).split()) or type(failure).__name__
    # The end of a traceback says more than its beginning.
    if len(words) > REASON_HEAD_CHARACTERS + REASON_TAIL_CHARACTERS:
        words = f"{words[:REASON_HEAD_CHARACTERS]} … {words[-REASON_TAIL_CHARACTERS:]}"
    return Problem(program.name, words)
