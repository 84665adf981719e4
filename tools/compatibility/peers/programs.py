"""Find and run the programs of peers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import PeerAbsent

TIME_LIMIT = 300
"""Seconds after which a peer is given up."""


def find(name: str, package: str) -> str:
    """The program of a peer: from ``DOCKWRIGHT_<NAME>``, beside this Python, or on the path."""
    stated = os.environ.get(f"DOCKWRIGHT_{name.upper()}")
    beside = os.path.join(os.path.dirname(sys.executable), name)
    found = stated or shutil.which(beside) or shutil.which(name)
    if found is None or shutil.which(found) is None:
        raise PeerAbsent(f"{name} is not installed (`pip install {package}`, or name it in DOCKWRIGHT_{name.upper()})")
    return found


def output_of(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a peer in a folder; how it exits says whether it found something, and does not matter."""
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=TIME_LIMIT, env=environment
    )
