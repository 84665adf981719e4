"""Start a container that serves on loopback, and ask it."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request

from .engine import Engine, Image

_SECONDS = 30.0


def answer(engine: Engine, image: Image, port: int | None = None) -> str:
    """What a container of the image says on `/`; it is stopped afterwards.

    It is told its port in PORT, unless it has one of its own.
    """
    port = port or _free_port()
    started = engine.docker("run", "--detach", "--network=host", "--env", f"PORT={port}", image.tag)
    container = started.stdout.strip()
    assert started.returncode == 0, started.stderr
    try:
        return _asked(engine, container, port)
    finally:
        engine.docker("rm", "--force", container)


def user_of(engine: Engine, image: Image) -> str:
    """The number of the user that a container of the image runs as."""
    done = engine.docker("run", "--rm", "--network=host", "--entrypoint=id", image.tag, "-u")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _asked(engine: Engine, container: str, port: int) -> str:
    until = time.monotonic() + _SECONDS
    # What is asked lies on this machine, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            with opener.open(f"http://127.0.0.1:{port}/", timeout=5) as response:
                text: str = response.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                logs = engine.docker("logs", container)
                raise AssertionError(f"it does not answer: {logs.stdout}{logs.stderr}") from None
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
