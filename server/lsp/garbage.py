"""Collects garbage between messages rather than in the middle of one.

Left alone, Python looks for garbage whenever enough was made, which is while a keystroke is analysed, and now and then
through all that was ever imported. Here young objects are looked through when a message has been answered; by itself
Python does it only where very much is made at once, as in the background, and never through old objects. Those are
looked through when nobody has typed for a while. Leaves out: what reference counts free anyway, which is most.
"""

from __future__ import annotations

import gc
import time

from .scheduler import Scheduler

YOUNG_OBJECTS = 10_000
"""As many take less than a millisecond to look through."""

BY_ITSELF = (20_000, 5, 1_000_000)
"""Python's thresholds: a pause of a millisecond now and then, of ten rarely, and none through everything."""

COLLECTIONS = 20
"""After so many collections of young objects, old ones are worth looking at."""

IDLE_SECONDS = 2.0

PATIENCE = 100
"""Looking through everything is done when nobody has typed for so many times as long as it took the last time."""


class Garbage:
    """When to look for garbage. There is one for a process, which serves one client."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._collections = 0
        self._is_planned = False
        self._used_at = 0.0
        self._idle_seconds = IDLE_SECONDS
        gc.set_threshold(*BY_ITSELF)

    def look(self) -> None:
        """A message was answered, or work in the background is done."""
        self._used_at = time.monotonic()
        if gc.get_count()[0] < YOUNG_OBJECTS:
            return
        gc.collect(1)
        self._collections += 1
        if self._collections >= COLLECTIONS and not self._is_planned:
            self._is_planned = True
            self._scheduler.later(self._idle_seconds, self._look_at_all)

    def _look_at_all(self) -> None:
        now = time.monotonic()
        if now - self._used_at < self._idle_seconds:
            self._scheduler.later(self._idle_seconds, self._look_at_all)
            return
        self._is_planned = False
        self._collections = 0
        gc.collect()
        self._idle_seconds = max(IDLE_SECONDS, PATIENCE * (time.monotonic() - now))


def keep_what_there_is() -> None:
    """What is loaded by now stays for good and is never looked through again."""
    gc.freeze()
