"""Collects garbage between messages rather than in the middle of one.

Python looks for garbage whenever enough was made, which is while a keystroke is analysed, and then through all that was
ever imported. So it is switched off; young objects are looked through when a message has been answered, all others when
nobody has typed for a while. Leaves out: what reference counts free anyway, which is nearly everything.
"""

from __future__ import annotations

import gc
import time

from .scheduler import Scheduler

YOUNG_OBJECTS = 20_000
"""As many take about a millisecond to look through."""

COLLECTIONS = 20
"""After so many collections of young objects, old ones are worth looking at."""

IDLE_SECONDS = 2.0


class Garbage:
    """When to look for garbage. There is one for a process, which serves one client."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._collections = 0
        self._is_planned = False
        self._used_at = 0.0
        gc.disable()

    def look(self) -> None:
        """A message was answered, or work in the background is done."""
        self._used_at = time.monotonic()
        if gc.get_count()[0] < YOUNG_OBJECTS:
            return
        gc.collect(1)
        self._collections += 1
        if self._collections >= COLLECTIONS and not self._is_planned:
            self._is_planned = True
            self._scheduler.later(IDLE_SECONDS, self._look_at_old_ones)

    def _look_at_old_ones(self) -> None:
        if time.monotonic() - self._used_at < IDLE_SECONDS and self._collections < 10 * COLLECTIONS:
            self._scheduler.later(IDLE_SECONDS, self._look_at_old_ones)
            return
        self._is_planned = False
        self._collections = 0
        gc.collect()


def keep_what_there_is() -> None:
    """What is loaded by now stays for good and is never looked through again."""
    gc.freeze()
