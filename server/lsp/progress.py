"""Progress of a request for which the client gave a token (LSP 3.17, "Work Done Progress")."""

from __future__ import annotations

from typing import Any

from .connection import Connection


class Progress:
    """Tells how far some work is; without a token it tells nobody. The first report begins it."""

    def __init__(self, connection: Connection, token: Any, title: str) -> None:
        self._connection = connection
        self._token = token if isinstance(token, int | str) and not isinstance(token, bool) else None
        self._title = title
        self._has_begun = False
        self._last_percentage = -1

    def report(self, done: int, total: int, message: str) -> None:
        """``done`` of ``total`` pieces are under way; ``message`` names the present one."""
        if self._token is None:
            return
        percentage = 100 * (done - 1) // max(total, 1)
        if not self._has_begun:
            self._has_begun = True
            self._tell({"kind": "begin", "title": self._title, "message": message, "percentage": percentage})
        elif percentage != self._last_percentage:
            self._tell({"kind": "report", "message": message, "percentage": percentage})
        self._last_percentage = percentage

    def end(self) -> None:
        """The work is over, in whatever way."""
        if self._has_begun:
            self._has_begun = False
            self._tell({"kind": "end"})

    def _tell(self, value: dict[str, Any]) -> None:
        self._connection.notify("$/progress", {"token": self._token, "value": value})
