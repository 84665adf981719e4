"""What a peer says: ids at lines of files."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """One finding of a peer. ``line`` is 1-based; 0 where the peer names no line but means the whole file."""

    file: str
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that a peer said, which version of it, and the files that it could not judge."""

    version: str
    verdicts: tuple[Verdict, ...]
    unreadable: frozenset[str] = field(default=frozenset())


class PeerAbsent(Exception):  # noqa: N818 - it is a fact about the machine, not a mistake
    """The program is not installed here; the message says how to get it."""
