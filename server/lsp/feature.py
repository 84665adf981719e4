"""How a feature behind pygls is declared: one module a feature, which decorates its handlers.

A handler takes ``ls``, the :class:`~.language_server.FeatureServer`, and the parameters as lsprotocol types. Write it
``async`` and let others go on with ``await asyncio.sleep(0)`` where it may take longer than a few milliseconds; then it
can be cancelled too. A new module goes into ``language_server.FEATURE_MODULES``, its requests into
``capabilities.FEATURES`` and what the server can do by it into ``capabilities.server_capabilities``; a test tells which
of these was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Registered(NamedTuple):
    """A handler of a request (or, as a command, of a command) with the options of its registration."""

    name: str
    options: Any
    handler: Callable[..., Any]


REGISTERED_FEATURES: list[Registered] = []
REGISTERED_COMMANDS: list[Registered] = []


def feature(method: str, options: Any = None) -> Callable[[Handler], Handler]:
    """Let a function answer a request."""
    return _registering(REGISTERED_FEATURES, method, options)


def command(name: str) -> Callable[[Handler], Handler]:
    """Let a function carry out a command of ``workspace/executeCommand``."""
    return _registering(REGISTERED_COMMANDS, name, None)


def _registering(registered: list[Registered], name: str, options: Any) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        registered.append(Registered(name, options, handler))
        return handler

    return register
