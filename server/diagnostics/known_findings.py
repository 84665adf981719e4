"""Which findings of an analysis a baseline knows, and what a baseline would have to hold.

Of several findings with the same key the first ones are the known ones: which of them is new cannot be told, and one
more than before is what matters. Which comments silence what is decided before, in ``suppression``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..project.baseline import Key, fingerprint
from .finding import Finding


def key_of(finding: Finding) -> Key:
    """What a baseline remembers of a finding."""
    return finding.rule.id, fingerprint(finding.item.text)


def known_among(findings: Iterable[Finding], known: Mapping[Key, int]) -> frozenset[int]:
    """The identities of those findings, in the order of the file, that are known."""
    left = dict(known)
    hidden: list[int] = []
    for finding in findings:
        key = key_of(finding)
        if left.get(key, 0) > 0:
            left[key] -= 1
            hidden.append(id(finding))
    return frozenset(hidden)


def counted(findings: Iterable[Finding]) -> Counter[Key]:
    """How many findings there are of each key."""
    return Counter(map(key_of, findings))


def stale(known: Mapping[Key, int], counts: Mapping[Key, int]) -> dict[Key, int]:
    """What a baseline knows and nobody finds any more: by how much each entry is too large."""
    return {key: count - counts.get(key, 0) for key, count in known.items() if count > counts.get(key, 0)}
