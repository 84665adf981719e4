"""Editors for the tests of the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest_asyncio

from .clients import Editor, editor_for

OpenEditor = Callable[..., Awaitable[Editor]]


@pytest_asyncio.fixture
async def open_editor() -> AsyncIterator[OpenEditor]:
    """Starts servers with an editor each; all are shut down in the end."""
    editors: list[Editor] = []

    async def start(capabilities: dict[str, Any], **params: Any) -> Editor:
        editors.append(await editor_for(capabilities, **params))
        return editors[-1]

    yield start
    for editor in editors:
        await editor.client.shutdown_session()
        await editor.client.stop()  # type: ignore[no-untyped-call]
