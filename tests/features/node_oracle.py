"""Ask `dockerfile-language-service` (npm), the engine of the language server that most editors use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "node_service.js"


def answers(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Its answers; the test is skipped where it is not installed."""
    peers = os.environ.get("DOCKWRIGHT_BENCH_PEERS") or Path(tempfile.gettempdir()) / "dockwright-bench-peers"
    modules = Path(peers) / "node" / "node_modules"
    node = shutil.which("node")
    if node is None or not (modules / "dockerfile-language-service").is_dir():
        pytest.skip("dockerfile-language-service is not there (see bench/install_peers.sh)")
    process = subprocess.run(
        [node, str(SCRIPT), str(modules)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found: list[dict[str, Any]] = json.loads(process.stdout)
    return found
