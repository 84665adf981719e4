"""BuildKit's own checks, as recorded from a real engine for every file of the corpus (``BUILDKIT-CHECKS.json``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import PeerAbsent, Report, Verdict

RECORD = "BUILDKIT-CHECKS.json"
FRONTEND = "0.25 (Docker Engine 28.5)"


def report(folder: Path, files: Sequence[str]) -> Report:
    """What BuildKit said of files in a folder. Of a file that it refuses it may have said something before."""
    if not (folder / RECORD).is_file():
        raise PeerAbsent(f"the record of BuildKit's checks ({RECORD}) is not there")
    record = json.loads((folder / RECORD).read_text("utf-8"))
    judged = {file: record.get(Path(file).name) for file in files if file.startswith("files/")}
    verdicts = {
        Verdict(file, check, line)
        for file, verdict in judged.items()
        if verdict is not None and verdict["error"] is None
        for check, line in verdict["findings"]
    }
    refused = frozenset(file for file in files if not (verdict := judged.get(file)) or verdict["error"] is not None)
    return Report(FRONTEND, tuple(sorted(verdicts)), refused)
