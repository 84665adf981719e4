"""Write ``docs/compatibility/``: what each peer says of the corpus and how much of it we find.

``python tools/measure_compatibility.py`` compares with the records of what the peers said; ``--record`` first asks
those that are installed again. ``--list`` prints what is missed, and what only we say without a reason.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from compatibility import buildkit_cases, pages, records
from compatibility.measurement import Measurement, measure
from compatibility.peer_list import PEERS, Peer
from compatibility.readings import dockerfiles
from compatibility.verdicts import PeerAbsent

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = REPOSITORY.parent / "shared" / "corpus"
DOCS = REPOSITORY / "docs" / "compatibility"


def main() -> int:
    """Measure, and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("peers", nargs="*", help="only these (default: all, and the index)")
    parser.add_argument("--record", action="store_true", help="ask the peers that are installed again")
    parser.add_argument("--list", action="store_true", help="print what nothing explains, and write nothing")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        print(f"the corpus ({CORPUS}) is not there", file=sys.stderr)
        return 1
    chosen = [peer for peer in PEERS if not options.peers or peer.name in options.peers]
    measured = []
    for peer in chosen:
        if options.record:
            _record(peer)
        measured.append(measure(peer, CORPUS, records.load(peer)))
        _say(measured[-1], with_differences=options.list)
    if not options.list:
        _write(measured, with_index=len(chosen) == len(PEERS))
    return 0


def _record(peer: Peer) -> None:
    try:
        record = records.make(peer, CORPUS, dockerfiles(CORPUS))
    except PeerAbsent as absent:
        print(f"{peer.name}: not asked again: {absent}", file=sys.stderr)
        return
    if peer.name == "buildkit":
        record = buildkit_cases.added_to(record)
    records.save(peer, record)


def _say(measured: Measurement, *, with_differences: bool) -> None:
    sums = pages.totals(measured.on_corpus)
    print(
        f"{measured.peer.name} {measured.record.report.version}: {sums.theirs} findings, {sums.agreed} found, "
        f"{sums.theirs_on_purpose} on purpose, {len(sums.missed)} missed, {pages.share(sums)}; only we: {sums.ours}"
    )
    if with_differences:
        for difference in (*measured.on_corpus.unexplained(), *measured.on_cases.unexplained()):
            print(f"  {difference}")


def _write(measured: list[Measurement], *, with_index: bool) -> None:
    DOCS.mkdir(parents=True, exist_ok=True)
    for each in measured:
        (DOCS / f"{each.peer.name}.md").write_text(pages.page(each), "utf-8")
    if with_index:
        (DOCS / "index.md").write_text(pages.index(measured), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
