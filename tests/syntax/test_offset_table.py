"""The table against a plain list, which counts from the start only."""

from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.syntax.offset_table import OffsetTable


def check_alike(table: OffsetTable, numbers: list[int], total: int) -> None:
    """Everything that can be asked of the table, asked of the list too."""
    assert list(table) == numbers
    assert (len(table), table.total, table[:]) == (len(numbers), total, numbers)
    assert [table[index] for index in range(-len(numbers), 0)] == numbers
    assert table[1:-1:2] == numbers[1:-1:2]
    assert table.at(range(0, len(numbers), 3)) == numbers[::3]
    assert table == OffsetTable(numbers, total)
    assert [table.last_up_to(place) for place in range(total + 1)] == [
        bisect_right(numbers, place) - 1 for place in range(total + 1)
    ]
    for index in (len(numbers), -len(numbers) - 1):
        with pytest.raises(IndexError):
            table[index]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_table_is_a_list_whose_end_moves(data: st.DataObject) -> None:
    total = data.draw(st.integers(0, 60))
    numbers = sorted(data.draw(st.sets(st.integers(0, total))))
    table = OffsetTable(numbers, total)
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(numbers)))
        stop = data.draw(st.integers(start, len(numbers)))
        low = numbers[start - 1] + 1 if start else 0
        added = sorted(low + number for number in data.draw(st.sets(st.integers(0, 9), max_size=4)))
        # What follows has to stay behind what was put in.
        least = max(added[-1] + 1 if added else low, numbers[stop] - 5 if stop < len(numbers) else 0)
        moved = least - numbers[stop] if stop < len(numbers) else data.draw(st.integers(0, 9))
        before = (table, numbers, total)
        numbers = numbers[:start] + added + [number + moved for number in numbers[stop:]]
        total = max(total + moved, 0) if stop < len(before[1]) else max([total + moved, *numbers])
        table = table.replaced(start, stop, added, total)
        check_alike(table, numbers, total)
        check_alike(*before)
