"""Numbers of bytes in words."""

from __future__ import annotations

import pytest

from dockwright.project.build_context import Measure
from dockwright.project.byte_counts import bounds_in_words, measure_in_words
from dockwright.project.layers import Bounds


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0, 0, "empty"),
        (1, 1, "1 byte"),
        (999, 999, "999 bytes"),
        (1200, 1200, "1.2 kB"),
        (3_500_000, 3_500_000, "3.5 MB"),
        (1_193_700_000, 1_193_700_000, "1,194 MB"),
        (190_000_000, 210_000_000, "190 to 210 MB"),
        (12_900_000, 12_900_001, "12 to 13 MB"),
        (900_000, 2_000_000, "900 kB to 2 MB"),
        (0, 1_210_000, "at most 1.3 MB"),
        (110_999_999, None, "at least 110 MB"),
        (0, None, "not known"),
    ],
)
def test_bounds(least: int, most: int | None, words: str) -> None:
    assert bounds_in_words(Bounds(least, most)) == words


def test_measures() -> None:
    assert measure_in_words(Measure(1_250_000, 3)) == "1.2 MB"
    assert measure_in_words(Measure(99_600_000, 3, is_complete=False)) == "at least 100 MB"
