"""One reading of a document: its tree, program and findings, and the same after an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..diagnostics import outside
from ..diagnostics.engine import Analysis, analyse
from ..diagnostics.finding import Finding
from ..diagnostics.rule import Surroundings
from ..diagnostics.rule_set import RuleSet
from ..diagnostics.suppression import visible_findings
from ..semantics.derivation import derive, update
from ..semantics.program import Program
from ..syntax import tree as syntax_tree
from ..syntax.dataclass import dataclass
from .edits import TextEdit


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A document as read and checked."""

    analysis: Analysis

    @property
    def tree(self) -> syntax_tree.Tree:
        """The lossless tree."""
        return self.analysis.program.tree

    @property
    def text(self) -> str:
        """The document."""
        return self.tree.text

    def findings(self) -> list[tuple[int, Finding]]:
        """What is shown to the user: findings that nothing suppresses, with the index of their item."""
        return visible_findings(self.analysis)

    def rule_counts(self) -> Counter[str]:
        """How many findings each rule has."""
        return Counter(finding.rule.id for _, finding in self.findings())


def read(text: str, rule_set: RuleSet, surroundings: Surroundings) -> Snapshot:
    """Read and check a document from scratch."""
    return Snapshot(analyse(derive(syntax_tree.parse(text)), rule_set, surroundings))


def edited(snapshot: Snapshot, start: int, end: int, replacement: str) -> Snapshot:
    """The snapshot after code points ``[start, end)`` are replaced; what the edit does not reach is taken over."""
    return checked(snapshot, reread(snapshot.analysis.program, start, end, replacement))


def reread(program: Program, start: int, end: int, replacement: str) -> Program:
    """The program after code points ``[start, end)`` are replaced."""
    return update(program, syntax_tree.edit(program.tree, start, end, replacement))


def checked(snapshot: Snapshot, program: Program) -> Snapshot:
    """The snapshot of a program that :func:`reread` made of this snapshot's."""
    old = snapshot.analysis
    return Snapshot(analyse(program, old.rule_set, old.surroundings, old))


def after_edits(snapshot: Snapshot, edits: Sequence[TextEdit]) -> Snapshot:
    """The snapshot after disjoint, sorted edits."""
    for edit in reversed(edits):
        snapshot = edited(snapshot, edit.start, edit.end, edit.text)
    return snapshot


def rechecked(snapshot: Snapshot, rule_set: RuleSet, surroundings: Surroundings) -> Snapshot:
    """The same document under other rules or in other surroundings; it is not read again."""
    old = snapshot.analysis
    return Snapshot(analyse(old.program, rule_set, surroundings, old))


def settled(snapshot: Snapshot) -> Snapshot:
    """The snapshot after other programs were asked about what they have not seen, where they may be waited for."""
    analysis = outside.settled(snapshot.analysis)
    return snapshot if analysis is snapshot.analysis else Snapshot(analysis)
