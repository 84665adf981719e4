"""When a server that runs in an event loop ends: the session is over, or the client's process is gone."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any, cast

from . import log
from .session import Session

PARENT_SECONDS = 3.0
"""How often the client's process is looked for. Closed streams tell sooner; this is for those who hold them open."""


async def ended(session: Session) -> int:
    """Wait for the end of the session; the exit code."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[int] = loop.create_future()

    def end(exit_code: int) -> None:
        if not over.done():
            over.set_result(exit_code)

    session.when_over(end)
    watch = asyncio.create_task(_watch_parent(session))
    try:
        return await over
    finally:
        watch.cancel()


async def _watch_parent(session: Session) -> None:
    was_alive = False
    while True:
        await asyncio.sleep(PARENT_SECONDS)
        if session.parent is None:
            continue
        is_alive = _is_alive(session.parent)
        # An id that never was alive belongs to another machine or container, and says nothing.
        if was_alive and not is_alive:
            log.warning("the client's process has ended")
            session.disconnected()
        was_alive = is_alive


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_alive_on_windows(process: int) -> bool:
    """Signal 0 would end the process there, so it is asked for by its handle."""
    import ctypes

    synchronize, timed_out = 0x00100000, 0x00000102
    kernel = cast(Any, ctypes).windll.kernel32
    handle = kernel.OpenProcess(synchronize, False, process)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
    finally:
        kernel.CloseHandle(handle)
