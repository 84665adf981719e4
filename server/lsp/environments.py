"""Finds out under which rules and in which surroundings each document is analysed, and notices when that changes.

An environment comes of three sources: the configuration file in force, the client's settings (which are laid over it),
and the build context. A document waits for the first of them for a moment only; what comes later has the document
analysed again. Promises: the disk is read on other threads. Leaves out: what the sources say.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ..semantics.local_sources import local_sources
from ..syntax.dataclass import dataclass
from . import log
from .client_settings import ClientSettings
from .documents import Document, Documents
from .environment import Environment, make_environment, problems_in
from .folders import Folders
from .project_facts import NOTHING, ProjectFacts, Question
from .scheduler import Scheduler
from .uris import path_of

PATIENCE = 0.1
"""Seconds for which a document waits for its environment; then the defaults have to do until it comes."""

UNWATCHED_SECONDS = 30.0
"""Without watched files, what lies beside a document is looked at again by the first change after so long."""

TYPING_SECONDS = 0.3
"""How long nobody may have typed in another file before its unsaved text is taken in."""


@dataclass(slots=True, eq=False)
class _Inquiry:
    """What is known for a document, and whether more is on its way."""

    document: Document
    path: Path | None
    facts: ProjectFacts = NOTHING
    asked_at: float = 0.0
    is_looking: bool = False
    looks_again: bool = False
    is_late: bool = False


class Environments:
    """The environments of all open documents."""

    def __init__(
        self, scheduler: Scheduler, settings: ClientSettings, folders: Folders, documents: Documents, watched: bool
    ) -> None:
        self._scheduler = scheduler
        self._settings = settings
        self._folders = folders
        self._documents = documents
        self._is_watched = watched
        self._inquiries: dict[str, _Inquiry] = {}
        self._typed = 0

    def opened(self, document: Document) -> None:
        """Find out about a document that was opened."""
        inquiry = self._inquiries[document.uri] = _Inquiry(document, path_of(document.uri))
        self._ask(inquiry)
        self._look(inquiry)
        self._update(inquiry)
        if document.environment is None:
            self._scheduler.later(PATIENCE, lambda: self._give_up(inquiry))

    def changed(self, uri: str) -> None:
        """The document's text was changed."""
        inquiry = self._inquiries.get(uri)
        if inquiry is None:
            self._look_later()
        elif not self._is_watched and time.monotonic() > inquiry.asked_at + UNWATCHED_SECONDS:
            self._look(inquiry)

    def saved(self, uri: str) -> None:
        """The document was written to the disk, and maybe something beside it too."""
        inquiry = self._inquiries.get(uri)
        if inquiry is None:
            self.look_again()
        else:
            self._look(inquiry)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._inquiries.pop(uri, None)
        self._settings.forget(uri)

    def settings_changed(self, said: Any) -> None:
        """The client says that its settings changed, and maybe to what."""
        self._settings.changed(said)
        for inquiry in list(self._inquiries.values()):
            self._ask(inquiry)
            self._update(inquiry)

    def look_again(self) -> None:
        """Something on the disk or among the workspace folders has changed."""
        for inquiry in list(self._inquiries.values()):
            self._look(inquiry)

    def _look_later(self) -> None:
        """Look again once nobody has typed in a file around the Dockerfiles for a moment."""
        self._typed += 1
        number = self._typed
        self._scheduler.later(TYPING_SECONDS, lambda: self.look_again() if number == self._typed else None)

    def _ask(self, inquiry: _Inquiry) -> None:
        self._settings.ask(inquiry.document.uri, lambda: self._update(inquiry))

    def _look(self, inquiry: _Inquiry) -> None:
        """Look at what lies beside a document, and once more if that is asked for while looking."""
        if inquiry.path is None:
            return
        if inquiry.is_looking:
            inquiry.looks_again = True
            return
        inquiry.is_looking, inquiry.looks_again, inquiry.asked_at = True, False, time.monotonic()
        question, known = self._question(inquiry.path, inquiry.document), inquiry.facts
        self._scheduler.background(lambda: question.answer(known), lambda facts: self._seen(inquiry, facts))

    def _question(self, path: Path, document: Document) -> Question:
        snapshot = document.snapshot
        sources = document.draft.current.text if snapshot is None else local_sources(snapshot.tree)
        others = [(path_of(other.uri), other) for other in self._documents.all() if other is not document]
        buffers = {place: other.draft.current.text for place, other in others if place is not None}
        return Question(path, self._folders.holding(path), sources, buffers)

    def _seen(self, inquiry: _Inquiry, facts: ProjectFacts | None) -> None:
        inquiry.is_looking = False
        if facts is not None:
            inquiry.facts = facts
        self._update(inquiry)
        if inquiry.looks_again:
            self._look(inquiry)

    def _give_up(self, inquiry: _Inquiry) -> None:
        inquiry.is_late = True
        self._update(inquiry)

    def _update(self, inquiry: _Inquiry) -> None:
        """Give the document its environment, as soon as it is known or was waited for long enough."""
        document = inquiry.document
        is_known = not inquiry.is_looking and self._settings.is_known(document.uri)
        if self._inquiries.get(document.uri) is not inquiry or not (is_known or inquiry.is_late):
            return
        try:
            environment = self._environment(inquiry)
        except Exception:  # noqa: BLE001 - Whatever it is, requests have to be answered.
            log.error(f"nothing could be found out about {document.uri}")
            self._documents.give_up(document)
            return
        if document.environment is None or not document.environment.is_like(environment):
            self._documents.set_environment(document, environment)

    def _environment(self, inquiry: _Inquiry) -> Environment:
        workspace = None if inquiry.path is None else self._folders.holding(inquiry.path)
        said = self._settings.of(inquiry.document.uri, workspace)
        self._settings.complain(problems_in(inquiry.facts, said))
        return make_environment(inquiry.facts, said, inquiry.path)
