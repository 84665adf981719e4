"""Properties that are computed once."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from dockwright.syntax.cached import cached_property


@dataclass(frozen=True)
class Number:
    value: int

    @cached_property
    def computed(self) -> list[int]:
        """What it is."""
        return [self.value]

    @cached_property
    def slow(self) -> int:
        if self.value == 0:
            assert MAY_END.wait(30)
        return self.value


MAY_END = threading.Event()


def test_it_is_computed_once_for_each_object() -> None:
    one, other = Number(1), Number(2)
    assert one.computed is one.computed
    assert other.computed == [2]
    assert one == Number(1)
    assert Number.computed.__doc__ == "What it is."


def test_an_object_does_not_wait_for_another() -> None:
    busy = threading.Thread(target=lambda: Number(0).slow)
    busy.start()
    try:
        results: list[int] = []
        quick = threading.Thread(target=lambda: results.append(Number(1).slow))
        quick.start()
        quick.join(30)
        assert results == [1]
        assert busy.is_alive()
    finally:
        MAY_END.set()
        busy.join()
