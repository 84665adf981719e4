"""Debian's own registry, started on this machine, and what a client that is not ours reads from it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_BUILDLAB = Path(__file__).resolve().parents[3] / "shared" / "buildlab"
_FIXTURE = _BUILDLAB / "regfixture.py"


@contextmanager
def debian_registry(folder: Path) -> Iterator[int]:
    """The port of one with ``team/app:1.0`` and ``private/app:1.0``; three ports further on is one with tokens."""
    script = _BUILDLAB / "registry.sh"
    if shutil.which("docker-registry") is None or not script.is_file():
        pytest.skip("there is no registry to start (apt-get install docker-registry)")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    environment = {**os.environ, "BUILDLAB": str(folder), "LAB_PORT": str(port), "LAB_NO_SEED": "1"}
    try:
        subprocess.run(["bash", str(script), "start", "plain", "token"], env=environment, check=True, timeout=60)
        for url in (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 3}"):
            seed = [sys.executable, str(_FIXTURE), "seed", "--url", url, "--user", "lab:lab-pass"]
            subprocess.run([*seed, "--only", "team/app", "--only", "private"], check=True, timeout=60)
        yield port
    finally:
        subprocess.run(["bash", str(script), "stop"], env=environment, check=True, timeout=60)


def resolved(port: int, image: str) -> str:
    """What the other client says of an image, its digest among it."""
    ask = [sys.executable, str(_FIXTURE), "resolve", "--url", f"http://127.0.0.1:{port}", image]
    return subprocess.run(ask, capture_output=True, text=True, check=True, timeout=60).stdout
