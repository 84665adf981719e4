"""The words of EXPOSE taken apart: ``[address:][host port:]port[-last][/protocol]``.

Source: https://docs.docker.com/reference/dockerfile/#expose and ``docker/go-connections``, ``nat.ParsePortSpec``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.dataclass import dataclass
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.words import Word

_SPECIFICATION = lazy_pattern(
    r"(?:(?P<before>.*):)?(?P<first>[^:/-]*)(?P<dash>-)?(?P<last>[^:/]*)(?:/(?P<protocol>.*))?\Z", re.DOTALL
)
PROTOCOLS = ("tcp", "udp", "sctp")


@dataclass(frozen=True, slots=True)
class Port:
    """One word of EXPOSE. ``value`` is evaluated; ``before`` is an address or host port, which have no place here."""

    word: Word
    value: str
    before: str | None
    first: str
    last: str | None
    protocol: str | None

    @property
    def numbers(self) -> range | None:
        """The ports that are meant; ``None`` where they are not valid."""
        last = self.first if self.last is None else self.last
        if not (self.first.isascii() and self.first.isdigit() and last.isascii() and last.isdigit()):
            return None
        start, end = int(self.first), int(last)
        return range(start, end + 1) if 0 < start <= end <= 65535 else None


def ports(step: Step) -> Iterator[Port]:
    """The words of an EXPOSE whose values are known and not empty; several words may come out of one variable."""
    for word in step.instruction.words:
        value = step.evaluate(word)
        if value is None:
            continue
        for part in value.split():
            match = _SPECIFICATION.match(part)
            if match is not None:
                last = match["last"] if match["dash"] else None
                yield Port(word, part, match["before"] or None, match["first"], last, match["protocol"])
