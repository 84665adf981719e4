"""The options that every part of the benchmark understands.

Promises: the parts and the whole run agree on names and defaults. Leaves out: options of a single part.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from .contestants import default_peers_folder
from .lsp_client import Delivery
from .sections import Section, as_markdown


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure and how long. `effort` 1.0 is a full run; smaller is quicker and noisier."""

    peers: Path
    only: tuple[str, ...] = ()
    delivery: Delivery = Delivery.PUSH
    effort: float = 1.0
    budget_seconds: float = 20.0
    timeout_seconds: float = 120.0
    pause_seconds: float = 0.005

    def repeated(self, full: int) -> int:
        """How often to repeat what a full run repeats `full` times."""
        return max(1, round(full * self.effort))


def parser(description: str) -> argparse.ArgumentParser:
    """An argument parser with the common options."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    made.add_argument("--peers", type=Path, default=default_peers_folder(), help="folder filled by install_peers.sh")
    made.add_argument("--only", action="append", default=[], metavar="NAME", help="measure only this one; repeatable")
    made.add_argument(
        "--delivery",
        type=Delivery,
        choices=list(Delivery),
        default=Delivery.PUSH,
        help="whether servers push diagnostics or are pulled (those that cannot be pulled are reported)",
    )
    made.add_argument("--effort", type=float, default=1.0, help="1 is a full run, less is quicker and noisier")
    made.add_argument(
        "--budget", type=float, default=20.0, help="seconds after which a slow server is left off a round"
    )
    made.add_argument("--timeout", type=float, default=120.0, help="seconds to wait for one answer")
    made.add_argument("--pause", type=float, default=0.005, help="seconds between keystrokes")
    return made


def options_from(arguments: argparse.Namespace) -> Options:
    """The common options as given on the command line."""
    return Options(
        peers=arguments.peers.resolve(),
        only=tuple(arguments.only),
        delivery=arguments.delivery,
        effort=arguments.effort,
        budget_seconds=arguments.budget,
        timeout_seconds=arguments.timeout,
        pause_seconds=arguments.pause,
    )


def progress(text: str) -> None:
    """Tell on the terminal what is being done."""
    print(text, file=sys.stderr, flush=True)


def print_section(section: Section) -> int:
    """Print a section; the exit code, 1 where our own program could not be measured."""
    print(as_markdown(section))
    return 0 if section.is_complete else 1
