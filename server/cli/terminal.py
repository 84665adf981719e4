"""What the place where the output goes to can show, from the terminal and the environment."""

from __future__ import annotations

import os
import sys

from ..report.style import Style

_WIDEST = 100
"""Prose gets hard to read beyond this, however wide the terminal is."""


def style_for(colour: str) -> Style:
    """The style of standard output; ``colour`` is ``auto``, ``always`` or ``never``.

    ``NO_COLOR`` (https://no-color.org) and ``FORCE_COLOR`` decide for ``auto``, then whether a person is watching.
    """
    is_terminal = sys.stdout.isatty()
    has_colour = colour == "always" or (colour == "auto" and _wants_colour(is_terminal))
    return Style(
        has_colour=has_colour,
        has_unicode=_can_encode("│╭╰─⋮…"),
        has_links=has_colour and is_terminal,
        width=_width() if is_terminal else 80,
    )


def _wants_colour(is_terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"


def _width() -> int:
    # shutil knows this too, but brings along what unpacks archives.
    columns = os.environ.get("COLUMNS", "")
    try:
        width = int(columns) if columns.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        width = 80
    return max(min(width or 80, _WIDEST), 40)


def _can_encode(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
