"""What the processes of a server take of the machine's memory.

Promises: a server's children count with it, since some servers are started by a wrapper. Leaves out: systems without
Linux's /proc.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in KiB: shared pages counted in part (PSS) and in full (RSS)."""

    proportional: int
    resident: int


def memory_of_tree(process_id: int) -> Memory:
    """The memory of a process and all its descendants. Raises `OSError` where /proc does not tell."""
    found = [memory_of(each) for each in (process_id, *descendants(process_id))]
    return Memory(sum(memory.proportional for memory in found), sum(memory.resident for memory in found))


def memory_of(process_id: int) -> Memory:
    """The memory of one process. Raises `OSError` where /proc does not tell."""
    figures: dict[str, int] = {}
    for line in Path(f"/proc/{process_id}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, _, value = line.partition(":")
        figures[name] = int(value.split()[0])
    return Memory(figures["Pss"], figures["Rss"])


def descendants(process_id: int) -> list[int]:
    """The ids of a process's children and their children."""
    found: list[int] = []
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        for child in map(int, children.read_text(encoding="ascii").split()):
            found += [child, *descendants(child)]
    return found
