"""What peers said, kept so that the comparison can be made where they are not installed.

A record has the verdicts on the corpus, and small files, taken from our manual, for ids that the corpus never provokes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dockwright.diagnostics.manual import read_manual
from dockwright.diagnostics.registry import all_rules

from .peer_list import Peer
from .small_files import SMALL_FILES
from .verdicts import Report, Verdict

FOLDER = Path(__file__).parent / "records"


@dataclass(frozen=True)
class Record:
    """A report on the corpus, the small files by name, and a report on them."""

    report: Report
    cases: Mapping[str, str]
    on_cases: Report


def path_of(peer: Peer) -> Path:
    """Where the record of a peer lies."""
    return FOLDER / f"{peer.name}.json"


def load(peer: Peer) -> Record:
    """The record of a peer."""
    value = json.loads(path_of(peer).read_text("utf-8"))
    report = Report(value["version"], _verdicts(value["corpus"]), frozenset(value["unreadable"]))
    return Record(report, value["cases"], Report(value["version"], _verdicts(value["on_cases"])))


def save(peer: Peer, record: Record) -> None:
    """Write a record, one file of the corpus a line."""
    parts = {
        "version": json.dumps(record.report.version),
        "unreadable": json.dumps(sorted(record.report.unreadable)),
        "corpus": _lines(record.report.verdicts),
        "cases": _object({name: json.dumps(text) for name, text in sorted(record.cases.items())}),
        "on_cases": _lines(record.on_cases.verdicts),
    }
    FOLDER.mkdir(exist_ok=True)
    path_of(peer).write_text(_object(parts) + "\n", "utf-8")


def make(peer: Peer, corpus: Path, files: Sequence[str]) -> Record:
    """Run a peer; raises ``PeerAbsent``."""
    report = peer.report(corpus, files)
    if peer.name == "buildkit":
        return Record(report, {}, Report(report.version, ()))
    wanted = set(peer.known()) - {verdict.code for verdict in report.verdicts}
    texts = _examples(peer)
    with TemporaryDirectory() as place:
        for name, text in texts.items():
            (Path(place) / name).write_text(text, "utf-8", newline="")
        said = peer.report(Path(place), list(texts))
    # The first example that provokes an id stands for it; what else the peer says of it does not matter.
    chosen = {code: min((v for v in said.verdicts if v.code == code), default=None) for code in wanted}
    verdicts = {
        verdict for verdict in said.verdicts if (first := chosen.get(verdict.code)) and first.file == verdict.file
    }
    cases = {verdict.file: texts[verdict.file] for verdict in verdicts}
    return Record(report, cases, Report(report.version, tuple(sorted(verdicts))))


def _examples(peer: Peer) -> dict[str, str]:
    written = {f"{name}.Dockerfile": text for name, text in SMALL_FILES.items()}
    return written | {
        f"{rule.id}-{number}.Dockerfile": example.text
        for rule in all_rules()
        if rule.also_known_as.get(peer.name)
        for number, example in enumerate(read_manual(rule.documentation or "").examples)
        if example.kind == "bad" and example.text.strip()
    }


def _verdicts(value: Mapping[str, Mapping[str, Iterable[int]]]) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(file, code, line) for file, codes in value.items() for code, lines in codes.items() for line in lines
    )


def _lines(verdicts: Iterable[Verdict]) -> str:
    by_file: dict[str, dict[str, list[int]]] = {}
    for verdict in sorted(verdicts):
        by_file.setdefault(verdict.file, {}).setdefault(verdict.code, []).append(verdict.line)
    return _object({file: json.dumps(codes) for file, codes in by_file.items()})


def _object(members: Mapping[str, str]) -> str:
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {value}" for name, value in members.items()) + "\n}"
