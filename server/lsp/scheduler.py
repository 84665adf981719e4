"""What happens later, or beside the thread that handles messages.

Before there is an event loop (``stdio`` says why), only work in the background can finish, and only if it is quick;
everything else waits for the loop. Promises: ``then`` and all other actions run on the thread that handles messages,
one at a time. Leaves out: asyncio, which is imported by those who start the loop.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from . import log

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

Result = TypeVar("Result")
Action = Callable[[], None]

WORKERS = 3
"""One for what takes long, one that waits for another program, and one so that a small file need not wait for them."""

PATIENCE = 0.05
"""Seconds for which a thread without an event loop waits for work in the background."""

SWITCH_INTERVAL = 0.001
"""Seconds after which a busy worker lets the thread that handles messages go on; Python's own choice is 0.005."""


class Scheduler:
    """The one place where threads are made."""

    def __init__(self) -> None:
        self._loop: AbstractEventLoop | None = None
        self._before_loop: list[Action] = []
        self._jobs: SimpleQueue[Action] = SimpleQueue()
        self._finished: deque[Action] = deque()
        self._unfinished = 0
        self._workers = 0
        self.when_delivered: Action = lambda: None

    @property
    def needs_loop(self) -> bool:
        """Whether something waits that only an event loop can bring about."""
        return self._loop is None and bool(self._before_loop or self._unfinished)

    def start(self, loop: AbstractEventLoop) -> None:
        """From now on there is a running event loop; called on its thread."""
        self._loop = loop
        for action in self._before_loop:
            action()
        self._before_loop.clear()
        loop.call_soon(self._deliver)

    def soon(self, action: Action) -> None:
        """Run ``action`` after the messages that have arrived by now."""
        if self._loop is None:
            self._before_loop.append(lambda: self.soon(action))
        else:
            self._loop.call_soon(_guarded, action)

    def later(self, seconds: float, action: Action) -> None:
        """Run ``action`` in ``seconds``."""
        if self._loop is None:
            self._before_loop.append(lambda: self.later(seconds, action))
        else:
            self._loop.call_later(seconds, _guarded, action)

    def background(self, work: Callable[[], Result], then: Callable[[Result | None], None]) -> None:
        """Run ``work`` on another thread and hand its result to ``then``; ``None`` where it raised, which is logged."""
        done = Event()
        self._unfinished += 1

        def job() -> None:
            result: Result | None = None
            try:
                result = work()
            except Exception:  # noqa: BLE001 - Whatever it is, the server goes on.
                log.error("work in the background failed")
            self._finished.append(lambda: then(result))
            done.set()
            loop = self._loop
            if loop is not None:
                _wake(loop, self._deliver)

        self._jobs.put(job)
        if self._workers < WORKERS:
            self._workers += 1
            sys.setswitchinterval(SWITCH_INTERVAL)
            # As a daemon it does not keep the process from ending, whatever it is busy with.
            Thread(target=self._work, daemon=True).start()
        if self._loop is None:
            done.wait(PATIENCE)
            self._deliver()

    def _work(self) -> None:
        while True:
            self._jobs.get()()

    def _deliver(self) -> None:
        while self._finished:
            self._unfinished -= 1
            _guarded(self._finished.popleft())
            self.when_delivered()


def _guarded(action: Action) -> None:
    try:
        action()
    except Exception:  # noqa: BLE001 - One failure must not end the server.
        log.error("an action failed")


def _wake(loop: AbstractEventLoop, action: Callable[[], Any]) -> None:
    try:
        loop.call_soon_threadsafe(action)
    except RuntimeError:
        # The loop was closed, so nobody waits for the result.
        log.info("a result came after the end")
