"""What ShellCheck finds, asked for behind published diagnostics and published with the rest once it is known.

A document whose scripts were all seen before has ShellCheck's findings in its first diagnostics; for others it is asked
when nobody has typed for a moment, about the scripts of all documents in one process. Promises: an answer never delays
a diagnostic, one that nobody waits for any more is not waited for, and a ShellCheck that fails is a line in the log.
Leaves out: what is asked, and which findings that makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..diagnostics.outside import unanswered
from ..external.shellcheck.checks import shellchecks_of
from ..external.shellcheck.program import MOST_SCRIPTS
from ..external.shellcheck.service import ShellCheck
from . import log
from .documents import Document
from .scheduler import Scheduler

QUIET_SECONDS = 0.15
"""How long nobody may have typed before ShellCheck is asked."""


class LateFindings:
    """Looks after the findings that an analysis could not wait for; ``refresh`` takes them into a document."""

    def __init__(self, scheduler: Scheduler, refresh: Callable[[Document], None]) -> None:
        self._scheduler = scheduler
        self._refresh = refresh
        self._waiting: dict[str, Document] = {}
        self._running: tuple[ShellCheck, frozenset[str]] | None = None
        self._rest: frozenset[tuple[ShellCheck, str]] = frozenset()
        self._is_due = False
        self._number = 0
        self._notes: set[str] = set()

    def analysed(self, document: Document) -> None:
        """A document was analysed: ask about what is not known of it, as soon as it stays as it is."""
        if _waits(document):
            self._waiting[document.uri] = document
            self._number += 1
            number = self._number
            self._scheduler.later(QUIET_SECONDS, lambda: self._due(number))
        else:
            self._waiting.pop(document.uri, None)
        self._drop_stale()

    def _due(self, number: int) -> None:
        if number == self._number:
            self._is_due = True
            self._ask()

    def _ask(self) -> None:
        """Ask about what waits; one process at a time, so that long files get their first answers early."""
        if self._running is not None or not self._is_due:
            return
        self._is_due = False
        wanted = list(self._wanted())
        if not wanted:
            return
        program = wanted[0][0]
        texts = frozenset([text for other, text in wanted if other is program][:MOST_SCRIPTS])
        self._rest = frozenset(pair for pair in wanted if pair[0] is not program or pair[1] not in texts)
        self._running = program, texts
        self._scheduler.background(lambda: program.ask(texts), lambda _: self._answered(program))

    def _answered(self, program: ShellCheck) -> None:
        self._running = None
        if program.note is not None and program.note not in self._notes:
            self._notes.add(program.note)
            log.warning(program.note)
        for uri, document in list(self._waiting.items()):
            self._refresh(document)
            if not _waits(document):
                self._waiting.pop(uri, None)
        # What was changed meanwhile is asked about when nobody types; the rest has waited long enough.
        if not self._rest.isdisjoint(self._wanted()):
            self._is_due = True
        self._ask()

    def _drop_stale(self) -> None:
        """End a process whose scripts have all been changed since."""
        if self._running is None:
            return
        program, texts = self._running
        if not any(text in texts for _, text in self._wanted()):
            program.cancel(texts)

    def _wanted(self) -> Iterator[tuple[ShellCheck, str]]:
        """What is still to be asked, and whom; only as much is looked at as is taken."""
        return (pair for document in self._waiting.values() for pair in _texts(document))


def _waits(document: Document) -> bool:
    """Whether something of a document is not known yet."""
    snapshot = document.snapshot
    return document.is_open and snapshot is not None and any(True for _ in unanswered(snapshot.analysis))


def _texts(document: Document) -> Iterator[tuple[ShellCheck, str]]:
    """What is still to be asked about a document."""
    checks = None if document.snapshot is None else shellchecks_of(document.snapshot)
    if checks is None or document.snapshot is None or not document.is_open:
        return
    for text in checks.texts(unanswered(document.snapshot.analysis)):
        yield checks.program, text
