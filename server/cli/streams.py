"""Standard output: UTF-8 for what is no talk to a person, no failure at any character, nor when nobody reads it."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


def abandon_output() -> None:
    """Let the interpreter's last flush go nowhere instead of failing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_any_text() -> None:
    """Write as escapes what the terminal cannot show, and bytes in the names of files that are no text."""
    _reconfigure(errors="backslashreplace")


def write_utf8() -> None:
    """Formats for programs and text of files are UTF-8 whatever the terminal speaks, with line ends as they are."""
    _reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write_json(value: object) -> None:
    """Write a value for programs, indented so that people can read it too."""
    import json

    write_utf8()
    print(json.dumps(value, indent=2, ensure_ascii=False))


def _reconfigure(**how: Any) -> None:
    output: TextIO = sys.stdout
    if isinstance(output, io.TextIOWrapper):
        output.reconfigure(**how)
