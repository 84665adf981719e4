"""How long from starting a server process to the first diagnostics of a small file.

Promises: the clock starts before the process is made; the first start of each server, which fills caches of the disk
and of Python, is not counted; servers take turns. Leaves out: the start of an editor.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns

from .contestants import DOCKWRIGHT, FLOOR, NODE, TALLY, Problem, Program, servers
from .documents import SIZES, document
from .figures import milliseconds, summarise, table, times
from .lsp_client import start_session
from .options import Options, options_from, parser, print_section, progress
from .sections import Goal, Section, at_most, ratio
from .workspace import SESSION_FAILURES, problem, workspace, write_document

FULL_STARTS = 15
SMALL_FILE_LINES = SIZES[0]


@dataclass(frozen=True, slots=True)
class Start:
    """One start, in ns: until `initialize` was answered, and until the first diagnostics."""

    name: str
    answered_ns: int
    diagnosed_ns: int


@dataclass(frozen=True, slots=True)
class Results:
    """All starts, and what could not be measured."""

    starts: tuple[Start, ...]
    problems: tuple[Problem, ...]

    def median(self, name: str) -> float | None:
        """The median time of a server to its first diagnostics, in milliseconds."""
        measured = [start.diagnosed_ns for start in self.starts if start.name == name]
        return summarise(measured).median if measured else None


def measure(options: Options) -> Results:
    """Start all servers, in turns."""
    programs, problems = servers(options.peers, options.only)
    text = document(SMALL_FILE_LINES).text
    starts: list[Start] = []
    active = list(programs)
    for number in range(options.repeated(FULL_STARTS) + 1):
        progress(f"startup: {'warming up' if number == 0 else number}")
        for program in list(active):
            with workspace() as folder:
                try:
                    start = start_once(options, program, folder, text)
                except SESSION_FAILURES as failure:
                    problems.append(problem(program, failure))
                    active.remove(program)
                    continue
            if number > 0:
                starts.append(start)
    return Results(tuple(starts), tuple(problems))


def start_once(options: Options, program: Program, folder: Path, text: str) -> Start:
    """Start a server, open a file, wait for its diagnostics."""
    uri = write_document(folder, text)
    client = start_session(program.command, folder, options.delivery, options.timeout_seconds)
    answered_ns = perf_counter_ns()
    try:
        client.open(uri, text)
        diagnosed_ns = client.diagnostics(uri).arrived_ns
    finally:
        client.shut_down()
    started_ns = client.connection.started_ns
    return Start(program.name, answered_ns - started_ns, diagnosed_ns - started_ns)


def section(results: Results, command: str) -> Section:
    """The results in a table."""
    floor = results.median(FLOOR)
    rows: list[list[str]] = []
    for name in dict.fromkeys(start.name for start in results.starts):
        starts = [start for start in results.starts if start.name == name]
        summary = summarise([start.diagnosed_ns for start in starts])
        rows.append(
            [
                name,
                str(summary.count),
                milliseconds(summarise([start.answered_ns for start in starts]).median),
                milliseconds(summary.median),
                milliseconds(summary.p90),
                times(summary.median / floor) if floor else "–",
            ]
        )
    headers = ("server", "starts", "initialized (median)", "diagnostics (median)", "p90", "to the floor")
    return Section(
        "From start to first diagnostics",
        command,
        f"Milliseconds from starting the process to the answer to `initialize`, and to the diagnostics of a file of "
        f"{SMALL_FILE_LINES} lines opened right after it.",
        (table(headers, rows),) if rows else (),
        goals(results) if results.median(DOCKWRIGHT) is not None else (),
        results.problems,
    )


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of a start."""
    ours = results.median(DOCKWRIGHT)
    return (
        at_most("below tally", ratio(ours, results.median(TALLY)), 1.0),
        at_most("near the Node server (within 1.5×)", ratio(ours, results.median(NODE)), 1.5),
    )


def main() -> int:
    """Measure and print; the exit code."""
    arguments = parser(__doc__.splitlines()[0] if __doc__ else "").parse_args()
    return print_section(section(measure(options_from(arguments)), "python -m bench.startup"))


if __name__ == "__main__":
    sys.exit(main())
