"""``workspace/diagnostic``: the diagnostics of all Dockerfiles of the workspace that are not open.

Files are analysed one after the other in the background, with progress where the client gives a token for it. As the
protocol means it, a request that would only repeat what the client knows is held until something changes. Promises: a
request that is cancelled is answered at once, and its work ends with the file at hand. Leaves out: how a file is
analysed.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .abilities import ClientAbilities, Said
from .client_settings import ClientSettings
from .connection import Connection
from .diagnostic_texts import Shape
from .documents import Documents
from .file_reports import FileReport, FileTask, dockerfiles_below, may_affect
from .folders import Folders
from .json_rpc import Identifier, Request, result_of_text
from .progress import Progress
from .scheduler import Scheduler
from .uris import path_of, uri_of_path

RESCAN_SECONDS = 30.0
"""How often files are looked at while a request is held and the client watches none for us."""


class WorkspaceReports:
    """Answers requests for the diagnostics of the workspace."""

    def __init__(
        self,
        connection: Connection,
        scheduler: Scheduler,
        abilities: ClientAbilities,
        folders: Folders,
        documents: Documents,
        settings: ClientSettings,
    ) -> None:
        self._connection = connection
        self._scheduler = scheduler
        self._abilities = abilities
        self._folders = folders
        self._documents = documents
        self._settings = settings
        self._known: dict[Path, FileReport] = {}
        self._results: dict[Path, tuple[str, int]] = {}
        self._count = 0
        self._held: dict[Identifier, _Survey] = {}

    def request(self, request: Request) -> None:
        """Answer as soon as there is something that the client does not know."""
        said = Said(request.params)
        previous: dict[Path, tuple[str, str]] = {}
        for entry in said.items("previousResultIds"):
            uri, value = Said(entry).member("uri").value, Said(entry).member("value").value
            # Clients spell URIs in their own way; the path behind them is the same.
            path = path_of(uri) if isinstance(uri, str) else None
            if path is not None and isinstance(value, str):
                previous[path] = (uri, value)
        progress = Progress(self._connection, said.member("workDoneToken").value, "Checking Dockerfiles")
        survey = self._held[request.id] = _Survey(request.id, previous, progress)
        self._begin(survey)
        if not self._abilities.registers_watchers:
            self._scheduler.later(RESCAN_SECONDS, lambda: self._again(survey))

    def cancel(self, identifier: Identifier) -> bool:
        """Let go of a request; whether it was waiting here."""
        survey = self._held.pop(identifier, None)
        if survey is not None:
            survey.progress.end()
        return survey is not None

    def changed(self, files: list[Path] | None = None) -> None:
        """Files, or with ``None`` settings or folders, have changed: what is held is looked at again."""
        for path in list(self._known):
            if files is None or any(may_affect(file, path) for file in files):
                del self._known[path]
        for survey in list(self._held.values()):
            self._begin(survey)

    def _again(self, survey: _Survey) -> None:
        if self._held.get(survey.id) is survey:
            self._begin(survey)
            self._scheduler.later(RESCAN_SECONDS, lambda: self._again(survey))

    def _begin(self, survey: _Survey) -> None:
        """Look for files, once the settings of their folders are known."""
        if survey.is_running:
            survey.is_outdated = True
            return
        survey.is_running, survey.is_outdated = True, False
        folders = self._folders.all()
        waiting = {uri_of_path(folder) for folder in folders} if self._abilities.configuration else set[str]()

        def answered(uri: str) -> None:
            waiting.discard(uri)
            if not waiting:
                self._scheduler.background(lambda: dockerfiles_below(folders), lambda found: self._found(survey, found))

        for uri in sorted(waiting):
            self._settings.ask(uri, partial(answered, uri))
        if not waiting:
            answered("")

    def _found(self, survey: _Survey, paths: list[Path] | None) -> None:
        survey.waiting = deque(paths or ())
        survey.total = len(survey.waiting)
        survey.seen = set()
        survey.open = {path for path in (path_of(document.uri) for document in self._documents.all()) if path}
        self._next(survey)

    def _next(self, survey: _Survey) -> None:
        """Analyse the next file; the last one is followed by the answer."""
        if self._held.get(survey.id) is not survey:
            return
        while survey.waiting:
            path = survey.waiting.popleft()
            if path in survey.open:
                # The client has its own answer for what is open.
                survey.seen.add(path)
                continue
            survey.progress.report(survey.total - len(survey.waiting), survey.total, path.name)
            self.check(path, partial(self._take, survey, path))
            return
        self._finish(survey)

    def check(self, path: Path, then: Callable[[FileReport | None], None]) -> None:
        """Analyse one file; ``then`` gets ``None`` where it cannot be read."""
        workspace = self._folders.holding(path)
        uri = uri_of_path(path)
        shape = Shape(uri, self._abilities.encoding, self._abilities.diagnostics)
        task = FileTask(path, workspace, self._settings.of(uri, workspace), shape)
        known = self._known.get(path)
        self._scheduler.background(lambda: task.run(known), then)

    def _take(self, survey: _Survey, path: Path, report: FileReport | None) -> None:
        if report is not None:
            self._known[path] = report
            survey.seen.add(path)
            if path not in self._results or self._results[path][0] != report.items:
                self._count += 1
                self._results[path] = (report.items, self._count)
        self._next(survey)

    def _finish(self, survey: _Survey) -> None:
        survey.is_running = False
        if survey.is_outdated:
            self._begin(survey)
            return
        reports = [self._report(path) for path in sorted(survey.seen) if self._is_news(survey, path)]
        gone = [uri for path, (uri, _) in survey.previous.items() if path not in survey.seen]
        reports += [f'{{"kind":"full","uri":{json.dumps(uri)},"version":null,"items":[]}}' for uri in gone]
        if reports or not survey.previous:
            del self._held[survey.id]
            survey.progress.end()
            self._connection.send(result_of_text(survey.id, f'{{"items":[{",".join(reports)}]}}'))

    def _is_news(self, survey: _Survey, path: Path) -> bool:
        if path not in self._results or path in survey.open:
            return False
        known = survey.previous.get(path)
        return known is None or known[1] != str(self._results[path][1])

    def _report(self, path: Path) -> str:
        items, result = self._results[path]
        uri = uri_of_path(path)
        return f'{{"kind":"full","uri":{json.dumps(uri)},"version":null,"resultId":"{result}","items":[{items}]}}'


class _Survey:
    """One request on its way. ``previous`` has the client's URIs and the results that it knows, by path."""

    def __init__(self, identifier: Identifier, previous: dict[Path, tuple[str, str]], progress: Progress) -> None:
        self.id = identifier
        self.previous = previous
        self.progress = progress
        self.is_running = False
        self.is_outdated = False
        self.waiting: deque[Path] = deque()
        self.seen: set[Path] = set()
        self.open: set[Path] = set()
        self.total = 0
