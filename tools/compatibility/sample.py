"""Draw a sample of what no peer says, to be read by a person.

The rules are put in an order that a fixed seed gives, and each gives one of its findings in turn, until there are
enough. Which findings those are depends on nothing but the seed, the rule and the place, so a rule that changes leaves
the rest of the sample as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from dockwright.diagnostics.finding import Finding

from .peer_list import PEERS
from .readings import Reading, dockerfiles, judge_of, readings
from .records import load

SEED = 20261124
SIZE = 100


@dataclass(frozen=True)
class Drawn:
    """One finding of the sample."""

    reading: Reading
    index: int
    finding: Finding

    @property
    def line(self) -> int:
        """The 1-based line of the finding itself."""
        tree = self.reading.snapshot.tree
        start, _ = tree.absolute(self.index, self.finding.span)
        return tree.source.line_of(start) + 1


def draw(corpus: Path, profiles: Sequence[str] = ("default", "strict")) -> list[Drawn]:
    """The sample, in the order of the draw."""
    by_rule = _alone(corpus, profiles)
    names = sorted(by_rule, key=_lot)
    for name in names:
        by_rule[name].sort(key=lambda drawn: _lot(f"{name} {drawn.reading.file}:{drawn.line}"))
    turns = max(map(len, by_rule.values()), default=0)
    order = [by_rule[name][turn] for turn in range(turns) for name in names if turn < len(by_rule[name])]
    return order[:SIZE]


def _lot(name: str) -> float:
    return Random(f"{SEED} {name}").random()


def _alone(corpus: Path, profiles: Sequence[str]) -> dict[str, list[Drawn]]:
    """What no peer says, by rule; a finding that two profiles have counts once."""
    files = dockerfiles(corpus)
    found: dict[tuple[str, str, int, int], Drawn] = {}
    said: Mapping[str, set[tuple[str, int]]] | None = None
    for profile in profiles:
        ours = readings(corpus, files, judge_of(profile))
        said = said or _said_by_peers(ours)
        for file, each in ours.items():
            for index, finding in each.findings:
                if not {(finding.rule.id, index), (finding.rule.id, -1)} & said[file]:
                    key = (file, finding.rule.id, index, finding.span.start)
                    found.setdefault(key, Drawn(each, index, finding))
    by_rule: dict[str, list[Drawn]] = defaultdict(list)
    for key in sorted(found):
        by_rule[found[key].finding.rule.id].append(found[key])
    return by_rule


def _said_by_peers(ours: Mapping[str, Reading]) -> Mapping[str, set[tuple[str, int]]]:
    """Which of our rules a peer's findings stand for, at which instruction; -1 where it means the whole file."""
    said: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for rule, file, line in _verdicts():
        said[file].add((rule, ours[file].index_at(line) if line else -1))
    return said


def _verdicts() -> Iterator[tuple[str, str, int]]:
    for peer in PEERS:
        known = peer.known()
        for verdict in load(peer).report.verdicts:
            for rule in known.get(verdict.code, ()):
                yield rule, verdict.file, verdict.line
