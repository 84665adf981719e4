"""From the process to a command and back: which command, what goes wrong on the way, and the exit code.

Exit codes: 0 clean, 1 findings, 2 Dockwright could not do its work, 130 interrupted. Commands are imported only when
they are asked for, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from .. import __version__
from .failure import Failure, complain
from .streams import abandon_output, write_any_text

YOUNG_OBJECTS = 100_000
"""So many are made before Python looks for garbage: what is loaded and read stays, and looking took 6 ms of a run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(YOUNG_OBJECTS)
    write_any_text()
    try:
        return _run(words)
    except Failure as failure:
        complain(str(failure))
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        abandon_output()
        return 1
    finally:
        _flush()
        # The interpreter looks for garbage once more at its end, which took a tenth of a short run.
        gc.freeze()


def _run(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):
        print(f"dockwright {__version__}")
        return 0
    from .arguments import parse_arguments

    parsed = parse_arguments(words)
    command = import_module(f".commands.{parsed.command.replace('-', '_')}", __package__)
    code: int = command.run(parsed)
    return code


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()
