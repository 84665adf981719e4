"""What the server tells about itself, on standard error.

Promises: nothing is ever written to standard output, which may carry the protocol. ``logging`` is imported with the
first line that is written, since importing it takes longer than answering the first message.
"""

from __future__ import annotations

import sys
from collections import deque

LEVELS = {"error": 40, "warning": 30, "info": 20, "debug": 10}

_threshold = LEVELS["warning"]

MOST_RECENT = 500

recent: deque[str] = deque(maxlen=MOST_RECENT)
"""The last messages of every level, for whoever has no standard error to look at."""


def configure(level: str) -> None:
    """Write lines of this level and above."""
    global _threshold
    _threshold = LEVELS[level]


def install() -> None:
    """Give everything that logs by ``logging``, pygls included, the same level and place."""
    import logging

    logging.basicConfig(
        stream=sys.stderr, level=_threshold, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def error(message: str) -> None:
    """Something that should not happen happened; called in an ``except`` block, its traceback is added."""
    _write(LEVELS["error"], message, with_traceback=sys.exc_info()[0] is not None)


def warning(message: str) -> None:
    """The client did something that we can live with."""
    _write(LEVELS["warning"], message)


def info(message: str) -> None:
    """A step in the life of the server."""
    _write(LEVELS["info"], message)


def _write(level: int, message: str, *, with_traceback: bool = False) -> None:
    recent.append(message)
    if level < _threshold:
        return
    import logging

    if not logging.getLogger().handlers:
        install()
    logging.getLogger("dockwright").log(level, message, exc_info=with_traceback)
