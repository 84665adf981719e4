"""tally: every check on but the slow ones, which ask registries; no configuration, no comments that ignore."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import Report, Verdict
from .programs import find, output_of

OPTIONS = ("--no-config", "--no-inline-directives", "--slow-checks", "off", "--select", "*", "--format", "json")
_REFUSED = re.compile(r"Error: (?:failed to lint )?(\S+?)(?::\d+)?: ")


def report(folder: Path, files: Sequence[str]) -> Report:
    """What tally says of files in a folder. At a file that it cannot read it ends, so it is run without that again."""
    program = find("tally", "tally-cli")
    unreadable: set[str] = set()
    while True:
        readable = [file for file in files if file not in unreadable]
        done = output_of([program, "lint", *OPTIONS, *readable], folder)
        refused = _REFUSED.search(done.stderr)
        if refused is None:
            break
        unreadable.add(refused[1])
    version = output_of([program, "version"], folder).stdout.split()[2]
    return Report(version, tuple(sorted(_verdicts(done.stdout))), frozenset(unreadable))


def _verdicts(output: str) -> set[Verdict]:
    return {
        Verdict(entry["file"], violation["rule"], max(violation["location"]["start"]["line"], 0))
        for entry in json.loads(output)["files"]
        for violation in entry["violations"]
    }
