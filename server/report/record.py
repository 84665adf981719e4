"""What was found in one file, as plain values: no rules, items or closures, so it can be sent from a worker process.

Offsets are code points of the file's text, which travels along; each format turns them into the lines and columns it
needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..code_actions.edits import TextEdit
from ..diagnostics.finding import Confidence, Safety, Severity
from ..syntax.dataclass import dataclass

SEVERITIES = tuple(Severity)
"""From loudest to quietest."""


@dataclass(frozen=True, slots=True)
class FixRecord:
    """A proven fix: sorted, disjoint edits of the file's text. ``reason`` says why an unsafe one is unsafe."""

    title: str
    safety: Safety
    edits: tuple[TextEdit, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """Another place of the same file that explains a finding."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One finding. ``aliases`` are the ids of the same smell in other tools, by tool; ``page`` is an address."""

    rule: str
    page: str
    category: str
    aliases: Mapping[str, tuple[str, ...]]
    severity: Severity
    confidence: Confidence
    message: str
    start: int
    end: int
    fix: FixRecord | None
    related: tuple[RelatedRecord, ...]


@dataclass(frozen=True, slots=True)
class AppliedRecord:
    """A fix that was made: the rule it mended, what it did, and how safe it is."""

    rule: str
    title: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The findings of one file in the order of its text.

    After fixing, ``text`` and ``findings`` are those of the fixed file, ``original`` is the text before, and
    ``applied`` says what was done.
    """

    path: str
    text: str
    findings: tuple[FindingRecord, ...]
    original: str | None = None
    applied: tuple[AppliedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """All files of a run, in the order in which they were asked for."""

    files: tuple[FileRecord, ...]

    def placed(self) -> Iterator[tuple[FileRecord, FindingRecord]]:
        """Every finding with its file."""
        return ((file, finding) for file in self.files for finding in file.findings)
