"""Spread files over processes, where there are enough of them to pay for it; results come back in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from .checking import Outcome, Work, check_all
from .failure import Failure

FEWEST_FILES = 32
"""With fewer, one process is done before others have got going. Measured on two processors: 24 files come out even."""

_CHUNKS_EACH = 4
"""Chunks a process, so that one with long files does not keep the others waiting."""


def check_files(work: Work, paths: Sequence[str], jobs: int | None) -> Iterator[Outcome]:
    """Check files with ``jobs`` processes, or as many as fit the machine and the number of files."""
    processes = min(jobs or _processors(), len(paths))
    if processes < 2 or (jobs is None and len(paths) < FEWEST_FILES):
        return iter(check_all(work, paths))
    return _spread(work, paths, processes)


def _spread(work: Work, paths: Sequence[str], processes: int) -> Iterator[Outcome]:
    # Imported late: a run over one file must not pay for it.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked process has everything imported already; elsewhere than on Linux, forking is not safe or not there.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    size = max(len(paths) // (processes * _CHUNKS_EACH), 1)
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    executor = ProcessPoolExecutor(processes, context, _leave_interrupts_to_the_parent)
    try:
        for outcomes in executor.map(check_all, [work] * len(chunks), chunks):
            yield from outcomes
    except BrokenProcessPool:
        raise Failure("a process that checked files died; try again with --jobs 1") from None
    finally:
        executor.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
