"""What becomes of the new text that a command has made of one file."""

from __future__ import annotations

import argparse
import sys

from ..report.difference import difference
from .source_file import SourceFile, encoded, write_or_fail
from .terminal import style_for


def show_or_write(file: SourceFile, text: str, arguments: argparse.Namespace) -> None:
    """Write it with ``--write``, show the difference with ``--diff``, and the text otherwise.

    Raises ``Failure`` where it cannot be written.
    """
    label = str(file.path)
    if arguments.diff:
        sys.stdout.writelines(difference(label, file.text, text, style_for(arguments.color)))
    elif not arguments.write:
        sys.stdout.buffer.write(encoded(file, text))
    elif text != file.text:
        write_or_fail(file, text, label)
