"""The documents that are open: their texts, how each was analysed last, and when they are analysed again.

Promises: a change only notes what changed; any number of changes that arrive together cost one analysis. What takes
longer than a person notices runs in the background on a snapshot, and its result is taken over by what was typed
meanwhile. Leaves out: messages, publishing, and where a document's environment comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple

from ..code_actions.snapshot import Snapshot, reread
from ..diagnostics.outside import refreshed
from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.source_text import PositionEncoding, Range, SourceText
from . import log
from .analysis import QUICK_CHARACTERS, Outcome, Task
from .draft import Draft
from .environment import Environment
from .scheduler import Scheduler

QUICK_SECONDS = 0.03
"""A document whose last edit took longer has its next one analysed in the background."""

Listener = Callable[["Document"], None]


class ToldTokens(NamedTuple):
    """What the client was last told of a document's semantic tokens: the name of that answer, and its rows."""

    result: str
    rows: list[str]


@dataclass(slots=True, eq=False)
class Document:
    """An open document.

    ``snapshot`` is what was analysed last, under ``environment`` if that is known yet; ``ahead`` is the program of the
    text since then, where somebody could not wait for its analysis. ``waiting`` are told once the
    snapshot is that of the current text, or that the document was closed. What is no Dockerfile is never analysed; its
    text counts before that on the disk.
    """

    uri: str
    language: str
    version: int | None
    draft: Draft
    snapshot: Snapshot | None = None
    ahead: Program | None = None
    environment: Environment | None = None
    is_dockerfile: bool = True
    is_open: bool = True
    is_running: bool = False
    is_broken: bool = False
    last_seconds: float = 0.0
    told_tokens: ToldTokens | None = None
    waiting: list[Listener] = field(default_factory=list[Listener])

    @property
    def is_current(self) -> bool:
        """Whether the snapshot is that of the text and the environment; or there will be none for this text."""
        if self.is_running:
            return False
        if self.is_broken:
            return True
        return self.snapshot is not None and self.draft.pending is None and not self.is_under_old_rules

    @property
    def is_under_old_rules(self) -> bool:
        """Whether the environment changed after the analysis."""
        if self.snapshot is None or self.environment is None:
            return False
        analysis = self.snapshot.analysis
        return (
            analysis.rule_set is not self.environment.rule_set
            or analysis.surroundings is not self.environment.surroundings
        )


class Documents:
    """All open documents, by URI."""

    def __init__(self, scheduler: Scheduler, encoding: PositionEncoding, analysed: Listener) -> None:
        self._scheduler = scheduler
        self._encoding = encoding
        self._analysed = analysed
        self._open: dict[str, Document] = {}
        self._touched: dict[str, Document] = {}

    def get(self, uri: str) -> Document | None:
        """The open document of this URI."""
        return self._open.get(uri)

    def all(self) -> list[Document]:
        """All open documents."""
        return list(self._open.values())

    def open(self, uri: str, language: str, version: int | None, text: str) -> Document:
        """Take a document in; one that is open already begins anew."""
        if uri in self._open:
            log.warning(f"{uri} was opened a second time")
            self.close(uri)
        document = self._open[uri] = Document(uri, language, version, Draft(SourceText.read(text)))
        self._touched[uri] = document
        return document

    def change(self, uri: str, version: int | None, edits: list[tuple[Range | None, str]]) -> None:
        """Note edits, each made on the outcome of the one before it."""
        document = self._open.get(uri)
        if document is None:
            log.warning(f"{uri} was changed but is not open")
            return
        for where, text in edits:
            document.draft.replace(where, text, self._encoding)
        document.ahead = None
        document.version = version if version is not None else document.version
        document.is_broken = document.is_broken and document.environment is None
        self._touched[uri] = document

    def begin_again(self) -> None:
        """Read every document from scratch, as if it had just been opened."""
        for document in self._open.values():
            if document.is_dockerfile and not document.is_running:
                document.snapshot, document.is_broken = None, False
                self._touched[document.uri] = document

    def close(self, uri: str) -> bool:
        """Forget a document; whether it was open."""
        document = self._open.pop(uri, None)
        self._touched.pop(uri, None)
        if document is None:
            return False
        document.is_open = False
        _tell(document)
        return True

    def set_environment(self, document: Document, environment: Environment) -> None:
        """Analyse the document under this environment from now on.

        The first one is waited for; any other takes its turn after what has arrived, one document at a time.
        """
        if document.environment is environment:
            return
        is_first = document.environment is None
        document.environment = environment
        document.is_broken = False
        if is_first:
            self._analyse(document)
        else:
            self._scheduler.soon(lambda: self._analyse(document))

    def give_up(self, document: Document) -> None:
        """There is no environment to be had for this document, so nobody need wait for an analysis."""
        document.is_broken = True
        _tell(document)

    def settle(self) -> None:
        """Analyse what was touched, as far as its environment is known."""
        while self._touched:
            _, document = self._touched.popitem()
            self._analyse(document)

    def refresh(self, document: Document) -> None:
        """Take in what other programs have found since the analysis, and tell of it if that still holds.

        What is being analysed or waits for it has no use for that: an analysis looks up by itself what is known.
        """
        if document.snapshot is None or document.is_running or not document.is_open:
            return
        analysis = refreshed(document.snapshot.analysis)
        if analysis is not document.snapshot.analysis:
            document.snapshot = Snapshot(analysis)
            if document.is_current:
                self._analysed(document)

    def when_current(self, document: Document, then: Listener) -> None:
        """Call ``then`` once the document's snapshot is that of its text, or it was closed."""
        if document.is_current or not document.is_open or not document.is_dockerfile:
            then(document)
        else:
            document.waiting.append(then)

    def program(self, document: Document) -> Program | None:
        """What the text says, ahead of its analysis; ``None`` where to read it takes longer than nobody notices."""
        if document.is_running or document.snapshot is None:
            return None
        program, pending = document.snapshot.analysis.program, document.draft.pending
        if pending is None:
            return program
        if pending.size > QUICK_CHARACTERS or document.last_seconds >= QUICK_SECONDS:
            return None
        if document.ahead is None:
            try:
                document.ahead = reread(program, *pending)
            except Exception:  # noqa: BLE001 - The analysis will meet the same fault and read the text afresh.
                log.error("an edit could not be read by itself")
        return document.ahead

    def _analyse(self, document: Document) -> None:
        environment = document.environment
        if environment is None or document.is_running or not document.is_open:
            return
        if document.is_current:
            self._finish(document)
            return
        task = Task(document.snapshot, document.draft.base, document.draft.pending, document.ahead, environment)
        document.ahead = None
        if task.is_quick and document.last_seconds < QUICK_SECONDS:
            self._take(document, task.run())
            return
        document.is_running = True
        document.draft.take(task.source)
        self._scheduler.background(task.run, lambda outcome: self._take_late(document, outcome))

    def _take(self, document: Document, outcome: Outcome) -> None:
        document.snapshot, document.last_seconds = outcome.snapshot, outcome.seconds
        document.is_broken = outcome.snapshot is None
        if outcome.snapshot is not None:
            document.draft.take(outcome.snapshot.tree.source)
        self._finish(document)

    def _take_late(self, document: Document, outcome: Outcome | None) -> None:
        document.is_running = False
        if not document.is_open:
            return
        snapshot = document.snapshot = None if outcome is None else outcome.snapshot
        document.last_seconds = 0.0 if outcome is None else outcome.seconds
        if document.draft.pending is None:
            document.is_broken = snapshot is None
        self._analyse(document)

    def _finish(self, document: Document) -> None:
        self._analysed(document)
        _tell(document)


def _tell(document: Document) -> None:
    waiting, document.waiting = document.waiting, []
    for then in waiting:
        then(document)
