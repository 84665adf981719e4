"""Diagnostics on their way to the client: pushed after an analysis, or handed out when the client pulls.

Promises: a client that pulls is never pushed to, since it would show everything twice; a diagnostic is sent with the
version of the text that it speaks of. Leaves out: how a diagnostic is written.
"""

from __future__ import annotations

import json

from ..syntax.dataclass import dataclass
from .abilities import DIAGNOSTICS, ClientAbilities
from .connection import Connection
from .diagnostic_texts import DiagnosticTexts, Shape
from .documents import Document
from .json_rpc import Identifier, result_of_text
from .refreshes import Refreshes


@dataclass(slots=True)
class Shown:
    """What the client was last told about a document. ``result`` counts the different answers there were."""

    texts: DiagnosticTexts
    items: str | None = None
    version: int | None = None
    result: int = 0


class Publisher:
    """Writes diagnostics to the client."""

    def __init__(self, connection: Connection, abilities: ClientAbilities, refreshes: Refreshes) -> None:
        self._connection = connection
        self._abilities = abilities
        self._refreshes = refreshes
        self._shown: dict[str, Shown] = {}
        self._results = 0

    def analysed(self, document: Document) -> None:
        """Push what was found, unless the client pulls or knows it."""
        shown = self._of(document)
        if self._abilities.pulls_diagnostics:
            self._refresh(document, shown)
            return
        items = self._items(document, shown)
        if items is None or (items == shown.items and document.version == shown.version):
            return
        self._remember(shown, items, document.version)
        self._push(document.uri, document.version, items)

    def _refresh(self, document: Document, shown: Shown) -> None:
        """Have the client pull again if what it knows of this very version is no longer true."""
        if DIAGNOSTICS not in self._abilities.refreshes or shown.items is None or shown.version != document.version:
            return
        if self._items(document, shown) != shown.items:
            self._refreshes.ask(DIAGNOSTICS)

    def closed(self, uri: str) -> None:
        """Take a closed document's diagnostics away."""
        shown = self._shown.pop(uri, None)
        if shown is not None and shown.items and not self._abilities.pulls_diagnostics:
            self._push(uri, None, "")

    def answer(self, identifier: Identifier, document: Document, previous_result: str | None) -> None:
        """Answer a pull for a document that was just analysed."""
        shown = self._of(document)
        items = self._items(document, shown)
        self._remember(shown, items or "", document.version)
        result, items = str(shown.result), shown.items or ""
        report = f'"kind":"unchanged","resultId":"{result}"'
        if result != previous_result:
            report = f'"kind":"full","resultId":"{result}","items":[{items}]'
        self._connection.send(result_of_text(identifier, f"{{{report}}}"))

    def answer_unopened(self, identifier: Identifier) -> None:
        """Answer a pull for a document that is not open: nothing is known of it."""
        self._connection.reply(identifier, {"kind": "full", "items": []})

    def _of(self, document: Document) -> Shown:
        shown = self._shown.get(document.uri)
        if shown is None:
            shape = Shape(document.uri, self._abilities.encoding, self._abilities.diagnostics)
            shown = self._shown[document.uri] = Shown(DiagnosticTexts(shape))
        return shown

    def _remember(self, shown: Shown, items: str, version: int | None) -> None:
        if items != shown.items:
            self._results += 1
            shown.result = self._results
        shown.items, shown.version = items, version

    @staticmethod
    def _items(document: Document, shown: Shown) -> str | None:
        """The diagnostics as text; those before the last change where an analysis failed."""
        environment = document.environment
        if document.snapshot is None or environment is None:
            return shown.items
        if not environment.is_enabled:
            return ""
        return shown.texts.items(document.snapshot, environment.most_problems)

    def _push(self, uri: str, version: int | None, items: str) -> None:
        has_version = self._abilities.diagnostic_versions and version is not None
        version_member = f'"version":{version},' if has_version else ""
        self._connection.send(
            f'{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{json.dumps(uri)},'
            f'{version_member}"diagnostics":[{items}]}}}}'.encode("ascii")
        )
