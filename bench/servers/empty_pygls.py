"""The floor: a pygls server that publishes an empty list of diagnostics, with its version, after each change.

Promises: what any server in Python on pygls pays for a keystroke or a start, and nothing more: text sync is pygls' own,
nothing is analysed. Leaves out: everything else.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("empty-pygls", "1", text_document_sync_kind=types.TextDocumentSyncKind.Incremental)


def publish_nothing(uri: str, version: int | None) -> None:
    """Tell the editor that a version of a document has no diagnostics."""
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=[]))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(params: types.DidOpenTextDocumentParams) -> None:
    """Publish nothing for a document just opened."""
    publish_nothing(params.text_document.uri, params.text_document.version)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def changed(params: types.DidChangeTextDocumentParams) -> None:
    """Publish nothing for a document just changed."""
    publish_nothing(params.text_document.uri, params.text_document.version)


if __name__ == "__main__":
    server.start_io()
