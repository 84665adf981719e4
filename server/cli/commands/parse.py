"""``dockwright parse``: a Dockerfile's instructions as they are read."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...project.system_error import reason
from ...syntax.listing import listing
from ...syntax.tree import parse
from ..checking import STANDARD_INPUT
from ..failure import Failure, complain
from ..source_file import read_file, read_standard_input
from ..streams import write_json


def run(arguments: argparse.Namespace) -> int:
    """Print the instructions as JSON; 0, whatever they are."""
    try:
        file = read_standard_input() if arguments.file == STANDARD_INPUT else read_file(Path(arguments.file))
    except OSError as error:
        raise Failure(f"{arguments.file}: {reason(error)}") from None
    if file.problem is not None:
        complain(f"{arguments.file}: {file.problem}")
    write_json(listing(parse(file.text)))
    return 0
