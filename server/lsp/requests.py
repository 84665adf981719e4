"""Requests: diagnostics are answered here, as plain JSON; all others by the features behind pygls.

Promises: a request is answered exactly once, whatever happens. Leaves out: the life cycle.
"""

from __future__ import annotations

from .capabilities import FEATURES
from .documents import Document
from .file_reports import FileReport
from .json_rpc import ErrorCode, Identifier, InvalidParametersError, Request
from .parameters import as_object, uri_of
from .publishing import result_body
from .uris import path_of
from .workbench import Workbench

PULL = "textDocument/diagnostic"
WORKSPACE_PULL = "workspace/diagnostic"


def handle(workbench: Workbench, request: Request) -> None:
    """Answer a request, or see to it that it will be answered."""
    try:
        if request.method == PULL:
            _pull(workbench, request)
        elif request.method == WORKSPACE_PULL:
            workbench.reports.request(request)
        elif request.method in FEATURES:
            # It speaks of the text as it is after all changes that came before it.
            workbench.documents.settle()
            workbench.features.answer(request)
        else:
            workbench.connection.refuse(request.id, ErrorCode.METHOD_NOT_FOUND, f"there is no method {request.method}")
    except InvalidParametersError as error:
        workbench.connection.refuse(request.id, ErrorCode.INVALID_PARAMS, str(error))


def cancel(workbench: Workbench, identifier: Identifier) -> None:
    """Let go of a request; one that was answered already is none of our business."""
    if identifier in workbench.pulls or workbench.reports.cancel(identifier):
        workbench.pulls.discard(identifier)
        workbench.connection.refuse(identifier, ErrorCode.REQUEST_CANCELLED, "the request was cancelled")
    else:
        workbench.features.cancel(identifier)


def _pull(workbench: Workbench, request: Request) -> None:
    """Answer with the document's diagnostics once its text is analysed in its own surroundings."""
    uri = uri_of(request.params)
    previous = as_object(request.params).get("previousResultId")
    document = workbench.documents.get(uri)
    workbench.pulls.add(request.id)
    if document is None:
        _pull_from_disk(workbench, request.id, uri)
        return

    def answer(analysed: Document) -> None:
        if request.id in workbench.pulls:
            workbench.pulls.discard(request.id)
            if analysed.is_open and analysed.is_dockerfile:
                workbench.publisher.answer(request.id, analysed, previous if isinstance(previous, str) else None)
            else:
                workbench.publisher.answer_unopened(request.id)

    workbench.documents.settle()
    workbench.documents.when_current(document, answer)


def _pull_from_disk(workbench: Workbench, identifier: Identifier, uri: str) -> None:
    """Answer for a document that is not open, such as one in a tab that nobody has looked at yet."""
    path = path_of(uri)

    def answer(report: FileReport | None) -> None:
        if identifier in workbench.pulls:
            workbench.pulls.discard(identifier)
            items = "" if report is None else report.items
            workbench.connection.send(result_body(identifier, f'{{"kind":"full","items":[{items}]}}'))

    if path is None:
        answer(None)
    else:
        workbench.reports.check(path, answer)
