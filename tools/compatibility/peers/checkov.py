"""Checkov: all checks of Dockerfiles, without asking its service for guidelines; it always honours skip comments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import Report, Verdict
from .programs import find, output_of
from .staging import staged

OPTIONS = ("--framework", "dockerfile", "--skip-download", "--compact", "--quiet", "--output", "json")


def report(folder: Path, files: Sequence[str]) -> Report:
    """What Checkov says of files in a folder. A range that is the whole file counts as no line."""
    program = find("checkov", "checkov")
    with staged(folder, files) as (stage, names):
        done = output_of([program, *OPTIONS, "--file", *names], stage)
        version = output_of([program, "--version"], stage).stdout.strip()
        results = json.loads(done.stdout)["results"]
        lengths = {name: len((stage / name).read_bytes().splitlines()) for name in names}
    verdicts = set()
    for found in results["failed_checks"]:
        name = found["file_path"].lstrip("/")
        first, last = found["file_line_range"]
        is_whole_file = first <= 1 and last >= lengths[name]
        verdicts.add(Verdict(names[name], found["check_id"], 0 if is_whole_file else first))
    unreadable = frozenset(names[name.lstrip("/")] for name in results.get("parsing_errors", ()) if name)
    return Report(version, tuple(sorted(verdicts)), unreadable)
