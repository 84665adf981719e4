"""What other checkers say of the corpus, held against what we say: nothing new may be missed, and the manual is true.

Where a peer is installed in the version that was recorded, it is asked; elsewhere its record is taken. The record is
made by ``python tools/measure_compatibility.py --record``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dockwright.external.shellcheck.program import VARIABLE

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.append(str(TOOLS))

from compatibility import pages, records  # noqa: E402 - it lies beside the tests, not on the path
from compatibility.measurement import Measurement, measure  # noqa: E402
from compatibility.peer_list import PEERS, Peer  # noqa: E402
from compatibility.readings import dockerfiles  # noqa: E402
from compatibility.verdicts import PeerAbsent  # noqa: E402

if TYPE_CHECKING:
    from compatibility.comparison import Difference

WANTED = 0.99
"""How much of what a peer finds, and we do not leave out on purpose, has to be found at the same instruction."""


@pytest.fixture
def with_shellcheck(monkeypatch: pytest.MonkeyPatch) -> None:
    """ShellCheck is part of what hadolint and tally say."""
    monkeypatch.delenv(VARIABLE, raising=False)


# One test for each peer, since measuring takes seconds and its parts may run in different processes.
@pytest.mark.usefixtures("with_shellcheck")
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_peer(peer: Peer, corpus: Path, repository: Path) -> None:
    measured = measure(peer, corpus, records.load(peer))
    if peer.asks_shellcheck and not measured.has_shellcheck:
        pytest.skip("ShellCheck is not installed (`pip install dockwright[shellcheck]`)")
    assert not [str(each) for each in missed(measured) if (each.code, each.place) not in peer.open]
    assert peer.open <= {(each.code, each.place) for each in missed(measured)}
    assert pages.found_share(pages.totals(measured.on_corpus)) >= WANTED
    if peer.name in ("hadolint", "buildkit"):
        # Their users are most likely to compare, so what only we say needs a reason as well.
        assert not [str(each) for tally in measured.on_corpus.tallies.values() for each in tally.ours_alone]
    used = {*measured.on_corpus.uses, *measured.on_cases.uses}
    assert not [reason.text for reason in peer.reasons if reason not in used]
    page = repository / "docs" / "compatibility" / f"{peer.name}.md"
    assert page.read_text("utf-8") == pages.page(measured), "run `python tools/measure_compatibility.py`"


def missed(measured: Measurement) -> Iterator[Difference]:
    """What the peer says, we do not say, and no reason explains."""
    for comparison in (measured.on_corpus, measured.on_cases):
        for tally in comparison.tallies.values():
            yield from tally.missed


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_id_has_a_rule_or_a_reason(peer: Peer) -> None:
    known, without = peer.known(), peer.without_rule
    assert not known.keys() & without.keys()
    said = {verdict.code for verdict in records.load(peer).report.verdicts}
    prefixes = tuple(name[:-1] for name in without if name.endswith("*"))
    assert not [code for code in said if code not in known and code not in without and not code.startswith(prefixes)]


@pytest.mark.slow
@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.name != "buildkit"], ids=lambda peer: peer.name)
def test_record_is_what_the_installed_peer_says(peer: Peer, corpus: Path) -> None:
    recorded = records.load(peer).report
    try:
        report = peer.report(corpus, dockerfiles(corpus))
    except PeerAbsent as absent:
        pytest.skip(str(absent))
    if report.version != recorded.version:
        pytest.skip(f"{peer.name} {report.version} is installed, {recorded.version} was recorded")
    assert set(report.verdicts) == set(recorded.verdicts)
    assert report.unreadable == recorded.unreadable
