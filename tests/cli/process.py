"""Run the command line as people do: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOME_RULES = ("--select", "add-instead-of-copy,untagged-base-image")
"""Two rules, one with a safe fix and one with an unsafe one, so that new rules change nothing here."""

BAD = "FROM debian\nADD a.txt /b/\n"
BETTER = "FROM debian\nCOPY a.txt /b/\n"
CLEAN = "FROM debian:13.1\nCOPY a.txt /b/\n"


@dataclass(frozen=True, slots=True)
class Result:
    """What a process left behind."""

    code: int
    out: str
    err: str


def dockwright(
    *arguments: str | Path, cwd: Path, stdin: str | bytes = b"", environment: dict[str, str] | None = None
) -> Result:
    """Run a command to its end."""
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.run(
        [sys.executable, "-m", "dockwright", *map(str, arguments)],
        check=False,
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=60,
        env={**clean, "PYTHONUTF8": "1", **(environment or {})},
    )
    return Result(process.returncode, process.stdout.decode(), process.stderr.decode())


def check(*arguments: str | Path, cwd: Path, stdin: str | bytes = b"") -> Result:
    """`dockwright check` with the two rules."""
    return dockwright("check", *SOME_RULES, *arguments, cwd=cwd, stdin=stdin)
