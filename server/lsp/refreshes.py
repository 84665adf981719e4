"""Has the client ask again for what stands beside the text, where that changes without an edit.

After an edit editors ask by themselves. Settings, files around a document and other programs change hints and lenses
too, and of those only we know. Promises: asks only those who say that they can be asked (``refreshSupport``), and not
again before they have answered. Leaves out: when diagnostics are to be pulled again, which ``publishing`` knows, and
what comes of the text alone, such as semantic tokens.
"""

from __future__ import annotations

from typing import NamedTuple

from ..diagnostics.engine import Analysis
from ..features.preferences import Preferences
from .abilities import HINTS, LENSES, ClientAbilities
from .connection import Connection
from .documents import Document


class _Seen(NamedTuple):
    """What hints and lenses were made of."""

    analysis: Analysis
    preferences: Preferences


class Refreshes:
    """What every open document's hints and lenses were made of last."""

    def __init__(self, connection: Connection, abilities: ClientAbilities) -> None:
        self._connection = connection
        self._methods = abilities.refreshes
        self._seen: dict[str, _Seen] = {}
        self._waiting: dict[str, bool] = {}

    def analysed(self, document: Document) -> None:
        """Have the client ask again if a document has changed in all but its text."""
        if not self._methods or document.snapshot is None or document.environment is None:
            return
        now = _Seen(document.snapshot.analysis, document.environment.preferences)
        before, self._seen[document.uri] = self._seen.get(document.uri), now
        if before is None or before.analysis.program.tree.source is not now.analysis.program.tree.source:
            return
        if before.preferences.hints != now.preferences.hints:
            self.ask(HINTS)
        if before.preferences.lenses != now.preferences.lenses or not _is_found_again(before.analysis, now.analysis):
            self.ask(LENSES)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._seen.pop(uri, None)

    def ask(self, method: str) -> None:
        """Have the client ask again, now or once it has answered the last time."""
        if method not in self._methods:
            return
        if method in self._waiting:
            self._waiting[method] = True
            return
        self._waiting[method] = False
        self._connection.request(method, None, lambda _: self._answered(method))

    def _answered(self, method: str) -> None:
        if self._waiting.pop(method):
            self.ask(method)


def _is_found_again(before: Analysis, now: Analysis) -> bool:
    """Whether two analyses of one program found the same, in the same surroundings."""
    if before.rule_set is not now.rule_set or before.surroundings != now.surroundings:
        return False
    return all(one is other for one, other in zip(before.reports, now.reports, strict=True))
