"""Editors as they introduce themselves: recorded from real ones, where the recordings are there."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient, make_test_lsp_client

PROFILES = Path(__file__).resolve().parents[3] / "shared" / "clients" / "profiles"
PROFILES_ABSENT = "the recorded clients (../shared/clients/profiles) are not there"

CONFIG = ClientServerConfig(server_command=[sys.executable, "-m", "dockwright", "server", "--stdio"])
TIMEOUT = 30.0
CONVERTER: Any = default_converter()  # type: ignore[no-untyped-call]

ABLE: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {
            "versionSupport": True,
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            "isPreferredSupport": True,
            "disabledSupport": True,
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "workspaceFolders": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True, "changeAnnotationSupport": {}},
    },
    "window": {"workDoneProgress": True},
}
"""A client that is pushed to and can do all that the server can make use of."""


def recorded() -> list[Any]:
    """The recorded clients, or one parameter that says why there are none."""
    files = sorted(PROFILES.glob("*.json"))
    if not files:
        return [pytest.param({}, marks=pytest.mark.skip(reason=PROFILES_ABSENT), id="absent")]
    return [pytest.param(json.loads(file.read_text())["capabilities"], id=file.stem) for file in files]


def structured(capabilities: dict[str, Any]) -> types.ClientCapabilities:
    """Capabilities as lsprotocol's type."""
    made: types.ClientCapabilities = CONVERTER.structure(capabilities, types.ClientCapabilities)
    return made


class Editor:
    """A pytest-lsp client and the documents that it has open."""

    def __init__(self, client: LanguageClient, encoding: str, pulls: bool) -> None:
        self.client = client
        self.encoding = encoding
        self.pulls = pulls
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self._published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.pushes: list[types.PublishDiagnosticsParams] = []

        # pytest-lsp's own handler keeps the last diagnostics only, and cannot be waited for after the fact.
        del client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.pushes.append(params)
            self._published.put_nowait(params)

    def open(self, uri: str, text: str, language: str = "dockerfile") -> None:
        """Open a document."""
        self.texts[uri], self.versions[uri] = text, 1
        document = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))

    def change(self, uri: str, *edits: types.TextDocumentContentChangeEvent) -> None:
        """Tell of edits; the text is that which the editor shows afterwards."""
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=identifier, content_changes=list(edits))
        )

    def close(self, uri: str) -> None:
        """Close a document."""
        identifier = types.TextDocumentIdentifier(uri=uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=identifier))

    async def push(self, uri: str) -> types.PublishDiagnosticsParams:
        """The next diagnostics pushed for a document."""
        while True:
            params = await asyncio.wait_for(self._published.get(), TIMEOUT)
            if params.uri == uri:
                return params

    async def pull(self, uri: str, previous: str | None = None) -> Any:
        """The answer to a pull."""
        params = types.DocumentDiagnosticParams(
            text_document=types.TextDocumentIdentifier(uri=uri), previous_result_id=previous
        )
        return await asyncio.wait_for(self.client.text_document_diagnostic_async(params), TIMEOUT)

    async def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of a document that was just opened or changed, in the way this editor gets them."""
        if self.pulls:
            return list((await self.pull(uri)).items)
        return list((await self.push(uri)).diagnostics)

    async def actions(
        self, uri: str, where: types.Range, only: list[str] | None = None, shown: list[types.Diagnostic] | None = None
    ) -> list[types.CodeAction]:
        """The code actions for a range."""
        context = types.CodeActionContext(diagnostics=shown or [], only=only)
        params = types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri), range=where, context=context
        )
        found = await asyncio.wait_for(self.client.text_document_code_action_async(params), TIMEOUT)
        actions = list(found or [])
        assert all(isinstance(action, types.CodeAction) for action in actions)
        return [action for action in actions if isinstance(action, types.CodeAction)]

    async def edit_of(self, action: types.CodeAction) -> types.WorkspaceEdit:
        """An action's edit, resolved where it was left open."""
        if action.edit is None:
            action = await asyncio.wait_for(self.client.code_action_resolve_async(action), TIMEOUT)
        assert action.edit is not None
        return action.edit


async def editor_for(capabilities: dict[str, Any], **params: Any) -> Editor:
    """A running server and an editor that has introduced itself."""
    client = make_test_lsp_client()
    await client.start_io(*CONFIG.server_command)
    told = types.InitializeParams(capabilities=structured(capabilities), **params)
    pulls = (capabilities.get("textDocument") or {}).get("diagnostic") is not None
    editor = Editor(client, "utf-16", pulls)
    result = await client.initialize_session(told)
    encoding = result.capabilities.position_encoding
    editor.encoding = str(getattr(encoding, "value", encoding))
    return editor
