"""What runs beside the messages, before there is an event loop and in it; and when garbage is looked for."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator

import pytest

from dockwright.lsp.garbage import YOUNG_OBJECTS, Garbage
from dockwright.lsp.scheduler import Scheduler

TIMEOUT = 30.0


def test_quick_work_is_done_without_an_event_loop() -> None:
    scheduler = Scheduler()
    results: list[int | None] = []
    scheduler.background(lambda: 6 * 7, results.append)
    assert results == [42]
    assert not scheduler.needs_loop


async def test_work_that_takes_long_needs_an_event_loop() -> None:
    scheduler = Scheduler()
    may_end = threading.Event()
    results: asyncio.Queue[tuple[bool | None, int]] = asyncio.Queue()
    scheduler.background(
        lambda: may_end.wait(TIMEOUT), lambda result: results.put_nowait((result, threading.get_ident()))
    )
    assert scheduler.needs_loop
    assert results.empty()
    scheduler.start(asyncio.get_running_loop())
    may_end.set()
    assert await asyncio.wait_for(results.get(), TIMEOUT) == (True, threading.get_ident())


async def test_what_waits_for_the_loop_runs_in_its_order() -> None:
    scheduler = Scheduler()
    done: asyncio.Queue[str] = asyncio.Queue()
    scheduler.later(0.05, lambda: done.put_nowait("later"))
    scheduler.soon(lambda: done.put_nowait("soon"))
    assert scheduler.needs_loop
    assert done.empty()
    scheduler.start(asyncio.get_running_loop())
    assert await asyncio.wait_for(done.get(), TIMEOUT) == "soon"
    assert await asyncio.wait_for(done.get(), TIMEOUT) == "later"
    assert not scheduler.needs_loop


async def test_failures_end_nothing() -> None:
    scheduler = Scheduler()
    results: asyncio.Queue[object] = asyncio.Queue()
    scheduler.background(lambda: 1 // 0, results.put_nowait)
    scheduler.start(asyncio.get_running_loop())
    scheduler.soon(lambda: results.put_nowait(1 // 0))
    scheduler.background(lambda: "still there", results.put_nowait)
    assert await asyncio.wait_for(results.get(), TIMEOUT) is None
    assert await asyncio.wait_for(results.get(), TIMEOUT) == "still there"


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    thresholds = gc.get_threshold()
    gc.collect()
    yield Garbage(Scheduler())
    gc.set_threshold(*thresholds)


class Knot:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


def knots() -> int:
    return sum(isinstance(found, Knot) for found in gc.get_objects())


def test_garbage_is_looked_for_between_messages(garbage: Garbage) -> None:
    for _ in range(YOUNG_OBJECTS):
        Knot()
    assert knots() == YOUNG_OBJECTS, "not in the middle of a message"
    garbage.look()
    assert knots() == 0


def test_little_garbage_is_left_alone(garbage: Garbage) -> None:
    Knot()
    garbage.look()
    assert knots() == 1


def test_much_at_once_does_not_pile_up(garbage: Garbage) -> None:
    """Work in the background makes more than can be looked through between two messages."""
    for _ in range(20 * YOUNG_OBJECTS):
        Knot()
    assert knots() < 10 * YOUNG_OBJECTS
