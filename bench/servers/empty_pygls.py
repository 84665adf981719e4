"""The floor: a pygls server that publishes an empty list of diagnostics, with its version, after each change.

Promises: what any server in Python on pygls pays for a keystroke or a start, and nothing more: text sync is pygls' own,
nothing is analysed. An editor that pulls gets the empty list when it asks instead. Leaves out: everything else.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("empty-pygls", "1", text_document_sync_kind=types.TextDocumentSyncKind.Incremental)


def publish_nothing(uri: str, version: int | None) -> None:
    """Tell an editor that does not ask by itself that a version of a document has no diagnostics."""
    abilities = server.client_capabilities.text_document
    if abilities is not None and abilities.diagnostic is not None:
        return
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=[]))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(params: types.DidOpenTextDocumentParams) -> None:
    """Publish nothing for a document just opened."""
    publish_nothing(params.text_document.uri, params.text_document.version)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(params: types.DidChangeTextDocumentParams) -> None:
    """Publish nothing for a document just changed."""
    publish_nothing(params.text_document.uri, params.text_document.version)


@server.feature(
    types.TEXT_DOCUMENT_DIAGNOSTIC,
    types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False),
)
def pulled(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:  # noqa: ARG001
    """Answer that the document asked for has no diagnostics."""
    return types.RelatedFullDocumentDiagnosticReport(items=[])


if __name__ == "__main__":
    server.start_io()
