"""What goes wrong outside of the files that are checked, told in one line."""

from __future__ import annotations

import sys


class Failure(Exception):  # noqa: N818 - the message is all there is to it
    """Dockwright cannot do what it was asked for; each line of the message gives a reason."""


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    for line in message.splitlines():
        print(f"dockwright: {line}", file=sys.stderr)
