"""The small files that a real BuildKit judged for the tests, as cases of its record."""

from __future__ import annotations

import json
from pathlib import Path

from .records import Record
from .verdicts import Report, Verdict

DATA = Path(__file__).resolve().parents[2] / "tests" / "rules" / "data"


def added_to(record: Record) -> Record:
    """The record with those small files that BuildKit could build and said something of."""
    texts: dict[str, str] = {}
    verdicts: list[Verdict] = []
    for path in sorted(DATA.glob("buildkit_*cases.json")):
        for number, case in enumerate(json.loads(path.read_text("utf-8"))):
            name = f"{path.stem}-{number}.Dockerfile"
            if case["error"] is None and case["findings"] and "aside" not in case:
                texts[name] = case["text"]
                verdicts.extend(Verdict(name, check, line) for check, line in case["findings"])
    version = record.report.version
    return Record(record.report, texts, Report(version, tuple(sorted(set(verdicts)))))
