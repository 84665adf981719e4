"""What the client's user has set: asked for where the client can be asked, taken from what it tells otherwise.

Settings are those of the configuration file, in kebab-case or camelCase, and two that only the user has a say in:
``enable``, which switches diagnostics off, and ``hintDigests``, for which registries are asked. They come with
``initialize`` (``initializationOptions``, with or without a member ``dockwright``), by ``workspace/configuration`` for
each document, or by ``workspace/didChangeConfiguration``; the later one counts. Promises: what cannot be understood is
told to the user once, and the rest counts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from ..project.configuration import Configuration
from ..project.configuration_parser import from_client_settings
from .abilities import ClientAbilities
from .connection import Connection
from .json_rpc import is_object
from .uris import uri_of_path

SECTION = "dockwright"

WARNING = 2
"""``MessageType.Warning``."""

MOST_COMPLAINTS = 3


class Said(NamedTuple):
    """What the settings of one document come down to."""

    configuration: Configuration
    is_enabled: bool
    shows_digests: bool


class ClientSettings:
    """The settings of the client, for each document."""

    def __init__(self, connection: Connection, abilities: ClientAbilities, options: Any) -> None:
        self._connection = connection
        self._can_ask = abilities.configuration
        self._told = _section(options)
        self._answers: dict[str, Any] = {}
        self._asked: dict[str, int] = {}
        self._complaints: set[str] = set()

    def is_known(self, uri: str) -> bool:
        """Whether no answer for this document is on its way."""
        return uri not in self._asked

    def ask(self, uri: str, then: Callable[[], None]) -> None:
        """Ask for the settings of a document or folder; ``then`` is called once the client has answered."""
        if not self._can_ask:
            return
        number = self._asked[uri] = self._asked.get(uri, 0) + 1

        def answered(result: Any) -> None:
            if self._asked.get(uri) == number:
                del self._asked[uri]
                self._answers[uri] = result[0] if isinstance(result, list) and result else None
            then()

        items = [{"scopeUri": uri, "section": SECTION}]
        self._connection.request("workspace/configuration", {"items": items}, answered)

    def changed(self, said: Any) -> None:
        """The client told new settings, or with null that there are some to ask for."""
        if said is not None:
            self._told = _section(said)

    def forget(self, uri: str) -> None:
        """The document was closed."""
        self._answers.pop(uri, None)
        self._asked.pop(uri, None)

    def of(self, uri: str, workspace: Path | None) -> Said:
        """The settings of a document; paths in them are relative to ``workspace``."""
        answer = self._answers.get(uri)
        if answer is None and workspace is not None:
            answer = self._answers.get(uri_of_path(workspace))
        settings = answer if answer is not None else self._told
        is_enabled, shows_digests = True, False
        if is_object(settings):
            is_enabled = settings.get("enable") is not False
            shows_digests = any(settings.get(name) is True for name in _DIGESTS)
            settings = {key: value for key, value in settings.items() if key not in _OURS}
        base = "/" if workspace is None else workspace.as_posix()
        return Said(from_client_settings(settings, base), is_enabled, shows_digests)

    def complain(self, problems: list[str]) -> None:
        """Show problems of a configuration that were not shown before."""
        for problem in dict.fromkeys(problems):
            if problem not in self._complaints:
                self._complaints.add(problem)
                method = "window/showMessage" if len(self._complaints) <= MOST_COMPLAINTS else "window/logMessage"
                self._connection.notify(method, {"type": WARNING, "message": f"Dockwright: {problem}"})


_DIGESTS = frozenset({"hintDigests", "hint-digests"})
"""No part of a configuration, so that to open somebody's repository never means to ask the registries that it names."""

_OURS = _DIGESTS | {"enable", "trace", "path", "interpreter"}
"""Settings of the editor's side."""


def _section(said: Any) -> Any:
    """Our part of settings, which some clients send with others around it."""
    if is_object(said) and SECTION in said:
        return said[SECTION]
    return said
