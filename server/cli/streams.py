"""Standard output: in UTF-8 for what is no talk to a person, and when nobody reads it any more."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def abandon_output() -> None:
    """Let the interpreter's last flush go nowhere instead of failing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_utf8() -> None:
    """Formats for programs and text of files are UTF-8 whatever the terminal speaks, with line ends as they are."""
    output: TextIO = sys.stdout
    if isinstance(output, io.TextIOWrapper):
        output.reconfigure(encoding="utf-8", newline="\n")
