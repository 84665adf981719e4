"""Measure one peer: its report, or the record of it, against our reading of the same files."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from dockwright.diagnostics.names import is_shellcheck_code
from dockwright.external.shellcheck.program import find_program

from .base_images import only_path_is_set
from .comparison import Comparison, compare
from .peer_list import Peer
from .readings import Reading, dockerfiles, judge_of, reading, readings
from .records import Record


@dataclass(frozen=True)
class Measurement:
    """What came of it: on the corpus, and on the small files."""

    peer: Peer
    record: Record
    files: int
    on_corpus: Comparison
    on_cases: Comparison
    known: Mapping[str, tuple[str, ...]]
    has_shellcheck: bool


def measure(peer: Peer, corpus: Path, record: Record) -> Measurement:
    """Compare a record with what we say today; the profile of the peer is on, and all that answers to its ids."""
    with only_path_is_set() if peer.has_bare_images else nullcontext():
        return _measure(peer, corpus, record)


def _measure(peer: Peer, corpus: Path, record: Record) -> Measurement:
    files = dockerfiles(corpus)
    known = peer.known()
    program = find_program("auto") if peer.asks_shellcheck else None
    judge = judge_of(peer.profile, list(known), program)
    ours = readings(corpus, files, judge)
    cases = {name: reading(name, text, judge) for name, text in record.cases.items()}
    everything = {**known, **_of_shellcheck(peer, (*ours.values(), *cases.values()))}
    settings = (peer.reasons, peer.scopes, peer.by_stage, peer.by_file)
    return Measurement(
        peer,
        record,
        len(files),
        compare(record.report, ours, everything, *settings),
        compare(record.on_cases, cases, everything, *settings),
        known,
        program is not None,
    )


def _of_shellcheck(peer: Peer, ours: tuple[Reading, ...]) -> dict[str, tuple[str, ...]]:
    """ShellCheck's codes are the same for everybody."""
    prefix = "shellcheck/" if peer.name == "tally" else ""
    codes = {rule for each in ours for rule, _ in each.spoken if is_shellcheck_code(rule)}
    return {f"{prefix}{code}": (code,) for code in codes}
