"""Notifications about documents and the workspace, handled as plain JSON, without lsprotocol.

Promises: each handler raises ``InvalidParametersError`` or does its work. Leaves out: the life cycle.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..syntax.source_text import Range
from .json_rpc import Notification
from .parameters import as_list, as_object, as_range, as_text, document_of, uri_of, version_of
from .uris import is_dockerfile, path_of
from .workbench import Workbench


def opened(workbench: Workbench, params: Any) -> None:
    """``textDocument/didOpen``."""
    said = document_of(params)
    text = as_text(said.get("text"), "textDocument.text")
    language = said.get("languageId")
    uri, version = uri_of(params), version_of(said)
    document = workbench.documents.open(uri, language if isinstance(language, str) else "", version, text)
    if is_dockerfile(uri, document.language):
        workbench.environments.opened(document)
    else:
        document.is_dockerfile = False
        workbench.environments.look_again()


def changed(workbench: Workbench, params: Any) -> None:
    """``textDocument/didChange``."""
    edits: list[tuple[Range | None, str]] = []
    for change in as_list(as_object(params).get("contentChanges"), "contentChanges"):
        change = as_object(change, "the members of a change")
        where = None if change.get("range") is None else as_range(change["range"])
        edits.append((where, as_text(change.get("text"), "text")))
    uri = uri_of(params)
    workbench.documents.change(uri, version_of(document_of(params)), edits)
    workbench.environments.changed(uri)


def saved(workbench: Workbench, params: Any) -> None:
    """``textDocument/didSave``: what lies beside the document may have changed too."""
    uri = uri_of(params)
    workbench.environments.saved(uri)
    _tell_of_files(workbench, [uri])


def closed(workbench: Workbench, params: Any) -> None:
    """``textDocument/didClose``."""
    uri = uri_of(params)
    workbench.documents.close(uri)
    workbench.environments.closed(uri)
    workbench.publisher.closed(uri)
    workbench.refreshes.closed(uri)
    _tell_of_files(workbench, [])


def configuration_changed(workbench: Workbench, params: Any) -> None:
    """``workspace/didChangeConfiguration``."""
    workbench.environments.settings_changed(as_object(params).get("settings"))
    workbench.reports.changed()


def files_changed(workbench: Workbench, params: Any) -> None:
    """``workspace/didChangeWatchedFiles``: any of them may matter to any document."""
    changes = as_list(as_object(params).get("changes"), "changes")
    uris = [as_text(as_object(change).get("uri"), "uri") for change in changes]
    if uris:
        workbench.environments.look_again()
        _tell_of_files(workbench, uris)


def folders_changed(workbench: Workbench, params: Any) -> None:
    """``workspace/didChangeWorkspaceFolders``."""
    event = as_object(as_object(params).get("event"), "the members of event")
    workbench.folders.change(as_list(event.get("added"), "added"), as_list(event.get("removed"), "removed"))
    workbench.environments.look_again()
    workbench.reports.changed()


def _tell_of_files(workbench: Workbench, uris: list[str]) -> None:
    paths = [path for path in map(path_of, uris) if path is not None]
    workbench.reports.changed(paths)


HANDLERS: dict[str, Callable[[Workbench, Any], None]] = {
    "textDocument/didOpen": opened,
    "textDocument/didChange": changed,
    "textDocument/didSave": saved,
    "textDocument/didClose": closed,
    "workspace/didChangeConfiguration": configuration_changed,
    "workspace/didChangeWatchedFiles": files_changed,
    "workspace/didChangeWorkspaceFolders": folders_changed,
}

FOR_FEATURES = frozenset({"window/workDoneProgress/cancel"})
"""Notifications that only pygls can do something with."""


def handle(workbench: Workbench, notification: Notification) -> bool:
    """Handle a notification; whether anybody knows it."""
    handler = HANDLERS.get(notification.method)
    if handler is not None:
        handler(workbench, notification.params)
    elif notification.method in FOR_FEATURES:
        workbench.features.tell(notification)
    else:
        return False
    return True
