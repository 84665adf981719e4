"""Who is measured, how each is started and which version it is.

Promises: a program that is not there is named with the reason, never silently left out. Peers are looked for in the
folder that `install_peers.sh` fills, then on the PATH. Leaves out: installing anything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

DOCKWRIGHT = "Dockwright"
FLOOR = "empty pygls server"
NODE = "dockerfile-language-server-nodejs"
TALLY = "tally"
HADOLINT = "hadolint"

EMPTY_SERVER = Path(__file__).with_name("servers") / "empty_pygls.py"
VERSION_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Program:
    """A program to measure: its name in tables and the words that start it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be measured, why, and in which of several measurements."""

    name: str
    reason: str
    where: str = ""


def default_peers_folder() -> Path:
    """Where the peers are installed unless told otherwise: a folder that may be thrown away."""
    return Path(os.environ.get("DOCKWRIGHT_BENCH_PEERS") or Path(tempfile.gettempdir(), "dockwright-bench-peers"))


def servers(peers: Path, only: tuple[str, ...] = ()) -> tuple[list[Program], list[Problem]]:
    """The language servers found, ours first, then the floor, and those not found; `only` names restrict the choice."""
    found = [
        Program(DOCKWRIGHT, (sys.executable, "-m", "dockwright", "server")),
        Program(FLOOR, (sys.executable, os.fspath(EMPTY_SERVER))),
    ]
    problems: list[Problem] = []
    for name, executable, arguments in (
        (NODE, "docker-langserver", ("--stdio",)),
        (TALLY, "tally", ("lsp", "--stdio")),
    ):
        path = find(peers, executable)
        if path is None:
            problems.append(not_found(name, executable, peers))
        else:
            found.append(Program(name, (path, *arguments)))
    wanted = {name.lower() for name in only}
    return (
        [program for program in found if not wanted or program.name.lower() in wanted],
        [problem for problem in problems if not wanted or problem.name.lower() in wanted],
    )


def find(peers: Path, executable: str) -> str | None:
    """The path of a peer's executable, or None where it is nowhere."""
    folders = (peers / "python" / "bin", peers / "node" / "node_modules" / ".bin")
    for folder in folders:
        path = shutil.which(executable, path=os.fspath(folder))
        if path is not None:
            return path
    return shutil.which(executable)


def not_found(name: str, executable: str, peers: Path) -> Problem:
    """The problem of a peer that is not installed."""
    return Problem(name, f"`{executable}` is neither in {peers} nor on the PATH; run bench/install_peers.sh")


def versions(peers: Path) -> dict[str, str]:
    """The version of everything that is measured or measures, by name."""
    found = {
        DOCKWRIGHT: package_version("dockwright"),
        "Python": sys.version.split()[0],
        "pygls": package_version("pygls"),
        "lsprotocol": package_version("lsprotocol"),
        "Node.js": said_version("node", "--version"),
        NODE: node_package_version(peers),
    }
    for name, arguments in ((TALLY, ("version",)), (HADOLINT, ("--version",))):
        path = find(peers, name)
        found[name] = "not found" if path is None else said_version(path, *arguments)
    return found


def package_version(name: str) -> str:
    """The version of a Python package in this interpreter."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def node_package_version(peers: Path) -> str:
    """The version of the Node server's package, read from beside its executable."""
    path = find(peers, "docker-langserver")
    if path is None:
        return "not found"
    manifest = Path(path).resolve().parent.parent / "package.json"
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "unknown"


def said_version(*command: str) -> str:
    """The first line that a program prints when asked for its version."""
    try:
        completed = subprocess.run(
            command, capture_output=True, text=True, timeout=VERSION_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "not found"
    lines = (completed.stdout or completed.stderr).strip().splitlines()
    return lines[0].split("version ")[-1].removeprefix("Haskell Dockerfile Linter ").strip() if lines else "unknown"
