"""Requests: diagnostics and semantic tokens are answered here, as plain JSON; all others by the features behind pygls.

Promises: a request is answered exactly once, whatever happens. Leaves out: the life cycle.
"""

from __future__ import annotations

from ..semantics.program import Program
from .capabilities import FEATURES
from .documents import Document, Listener
from .file_reports import FileReport
from .json_rpc import ErrorCode, Identifier, InvalidParametersError, Request, result_of_text
from .parameters import as_object, uri_of
from .semantic_tokens import TOKEN_METHODS, reader_of
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
        elif request.method in TOKEN_METHODS:
            _tokens(workbench, request)
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
    if identifier in workbench.waiting or workbench.reports.cancel(identifier):
        workbench.waiting.discard(identifier)
        workbench.connection.refuse(identifier, ErrorCode.REQUEST_CANCELLED, "the request was cancelled")
    else:
        workbench.features.cancel(identifier)


def _tokens(workbench: Workbench, request: Request) -> None:
    """Answer with the colours of a document's text, ahead of its checks where it is read before anybody notices."""
    read = reader_of(request, workbench.abilities)
    document = workbench.documents.get(uri_of(request.params))

    def answer(document: Document, program: Program | None) -> None:
        result = "null" if program is None or not document.is_open else read(document, program)
        workbench.connection.send(result_of_text(request.id, result))

    if document is None:
        workbench.connection.reply(request.id, None)
    elif (program := workbench.documents.program(document)) is not None:
        answer(document, program)
    else:
        _when_current(workbench, request, document, lambda late: answer(late, workbench.documents.program(late)))


def _when_current(workbench: Workbench, request: Request, document: Document, then: Listener) -> None:
    """Call ``then`` once the document's text is analysed in its own surroundings, unless the request is cancelled."""

    def go_on(analysed: Document) -> None:
        if request.id in workbench.waiting:
            workbench.waiting.discard(request.id)
            then(analysed)

    workbench.waiting.add(request.id)
    workbench.documents.settle()
    workbench.documents.when_current(document, go_on)


def _pull(workbench: Workbench, request: Request) -> None:
    """Answer with the document's diagnostics."""
    uri = uri_of(request.params)
    previous = as_object(request.params).get("previousResultId")
    document = workbench.documents.get(uri)
    if document is None:
        _pull_from_disk(workbench, request.id, uri)
        return

    def answer(analysed: Document) -> None:
        if analysed.is_open and analysed.is_dockerfile:
            workbench.publisher.answer(request.id, analysed, previous if isinstance(previous, str) else None)
        else:
            workbench.publisher.answer_unopened(request.id)

    _when_current(workbench, request, document, answer)


def _pull_from_disk(workbench: Workbench, identifier: Identifier, uri: str) -> None:
    """Answer for a document that is not open, such as one in a tab that nobody has looked at yet."""
    path = path_of(uri)
    workbench.waiting.add(identifier)

    def answer(report: FileReport | None) -> None:
        if identifier in workbench.waiting:
            workbench.waiting.discard(identifier)
            items = "" if report is None else report.items
            workbench.connection.send(result_of_text(identifier, f'{{"kind":"full","items":[{items}]}}'))

    if path is None:
        answer(None)
    else:
        workbench.reports.check(path, answer)
