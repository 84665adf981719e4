"""One analysis of a document, with all that it needs, so that it can run on any thread.

Promises: what goes wrong is logged and comes to an outcome without a snapshot; an edit that cannot be analysed by
itself has the text read afresh first. Leaves out: when a document is analysed, and who is told.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from ..code_actions.snapshot import Snapshot, checked, read, rechecked, reread
from ..semantics.program import Program
from ..syntax.source_text import SourceText
from . import log
from .draft import Replacement
from .environment import Environment

QUICK_CHARACTERS = 8_000
"""What is read from scratch at once; more goes to the background."""


class Outcome(NamedTuple):
    """An analysis, ``None`` if it failed, and the seconds that it took."""

    snapshot: Snapshot | None
    seconds: float


class Task(NamedTuple):
    """From ``snapshot`` to that of ``base`` with ``pending`` made in it; ``ahead`` is its program, if known."""

    snapshot: Snapshot | None
    base: SourceText
    pending: Replacement | None
    ahead: Program | None
    environment: Environment

    @property
    def source(self) -> SourceText:
        """The text to read, which an edit of the snapshot comes to by itself."""
        if self.pending is None:
            return self.base
        return self.base.edit(self.pending.start, self.pending.end, self.pending.text)

    @property
    def is_quick(self) -> bool:
        """Whether it can be expected to be over before anybody notices."""
        changed = 0 if self.pending is None else self.pending.size
        if self.snapshot is None or self.snapshot.analysis.rule_set is not self.environment.rule_set:
            return len(self.base.text) + changed <= QUICK_CHARACTERS
        return changed <= QUICK_CHARACTERS

    def run(self) -> Outcome:
        """Analyse; what goes wrong is logged."""
        started = time.perf_counter()
        try:
            snapshot = self._incrementally() or self._from_scratch()
        except Exception:  # noqa: BLE001 - A fault in a rule must not end the server.
            log.error("the analysis failed")
            snapshot = None
        return Outcome(snapshot, time.perf_counter() - started)

    def _incrementally(self) -> Snapshot | None:
        if self.snapshot is None:
            return None
        snapshot, environment = self.snapshot, self.environment
        try:
            if self.pending is not None:
                snapshot = checked(snapshot, self.ahead or reread(snapshot.analysis.program, *self.pending))
            analysis = snapshot.analysis
            if analysis.rule_set is not environment.rule_set or analysis.surroundings is not environment.surroundings:
                snapshot = rechecked(snapshot, environment.rule_set, environment.surroundings)
        except Exception:  # noqa: BLE001 - Reading afresh may still go well.
            log.error("an edit could not be analysed by itself")
            return None
        return snapshot

    def _from_scratch(self) -> Snapshot:
        return read(self.source.text, self.environment.rule_set, self.environment.surroundings)
