"""One run of an editor that drives itself, or is driven, by a script in `drivers/`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .conftest import Desk, Mistake

DRIVERS = Path(__file__).parent / "drivers"
MOST_SECONDS = 180


def run(command: list[str], environment: Mapping[str, str], folder: Path, output: Path, seconds: float) -> int:
    """Run a program in a folder, with its output in a file; its exit code.

    Raises subprocess.TimeoutExpired after so many seconds, and ends the program then with all that it has started.
    """
    # A file, and not a pipe: what outlives the program would keep a pipe open.
    with output.open("wb") as written:
        program = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
        try:
            return program.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            raise


def drive(command: list[str], desk: Desk, mistake: Mistake, **task: str) -> dict[str, Any]:
    """Run an editor with its driver; what the driver saw."""
    desk.dockerfile.write_bytes(mistake.text.encode())
    wanted = {"code": mistake.code, "message": mistake.message, "title": mistake.title}
    whole = {**wanted, "report": str(desk.report), **task}
    output = desk.home / "output"
    environment = desk.environment | {"TASK": json.dumps(whole)}
    code = run(command, environment, desk.dockerfile.parent, output, MOST_SECONDS)
    said = output.read_text(encoding="utf-8", errors="replace")
    assert desk.report.exists(), said
    seen: dict[str, Any] = json.loads(desk.report.read_text(encoding="utf-8"))
    assert not seen.get("failure"), f"{seen} {said}"
    assert not code, said
    return seen


def assert_mended(seen: dict[str, Any], desk: Desk, mistake: Mistake, columns: str) -> None:
    """The finding was seen once, where it is, and it was mended."""
    column = mistake.column(columns)
    place = {"findings": 1, "line": mistake.line, "column": column}
    # Kate shows where a finding ends by a line below the word only.
    if "end" in seen:
        place["end"] = column + len(mistake.word)
    assert {key: seen[key] for key in place} == place
    assert desk.dockerfile.read_bytes() == mistake.mended.encode()


def copy_to(desk: Desk, shipped: Path, name: str) -> Path:
    """Put a shipped file where a user would copy it, below the home folder."""
    target = desk.home / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shipped, target)
    return target
