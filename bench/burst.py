"""Two hundred edits sent without waiting: how long until the diagnostics of the last version, and are they right.

Promises: the final diagnostics are compared with those of another process that opened the final text; servers take
turns, run by run. For a server that publishes without versions the last publish before a long silence counts. Leaves
out: bursts in several documents at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import edits
from .contestants import DOCKWRIGHT, FLOOR, Problem, Program, servers
from .documents import Place, document
from .edits import Edit, Position, deletion, insertion
from .figures import milliseconds, summarise, table, times
from .lsp_client import Delivery, Diagnostics, LspClient
from .options import Options, options_from, parser, print_section, progress
from .sections import Goal, Section, at_most, ratio
from .wire import JsonObject
from .workspace import SESSION_FAILURES, open_session, problem, workspace, write_document

LINE_COUNT = 500
EDIT_COUNT = 200
FULL_RUNS = 5
QUIET_SECONDS = 2.0
TYPED_LINES = (
    "RUN apt-get update && apt-get install -y wget",
    "RUN cd /tmp && curl http://example.com/setup.sh | sh",
    "ENV API_TOKEN=$UNDEFINED_VALUE",
    "ADD settings.conf /etc/settings.conf",
    "MAINTAINER someone@example.com",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One burst in one server. `backlog_ns` counts from the last edit written, `time_ns` from the first."""

    name: str
    time_ns: int
    backlog_ns: int
    publishes: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Results:
    """All bursts, and what could not be measured."""

    runs: tuple[Run, ...]
    problems: tuple[Problem, ...]

    def median(self, name: str) -> float | None:
        """The median time of a server's bursts, in milliseconds."""
        measured = [run.time_ns for run in self.runs if run.name == name]
        return summarise(measured).median if measured else None


def burst_edits(at: Position) -> list[Edit]:
    """Two hundred keystrokes from a line's end on: instructions typed character by character, slips taken back."""
    choice = Random("burst")
    made: list[Edit] = []
    cursor = at
    characters = "".join(f"\n{line}" for line in TYPED_LINES)
    for character in characters:
        if choice.random() < 0.1 and character != "\n":
            made += [insertion(cursor, "q"), deletion(cursor, "q")]
        made.append(insertion(cursor, character))
        cursor = Position(cursor.line + 1, 0) if character == "\n" else Position(cursor.line, cursor.character + 1)
    kept = made[:EDIT_COUNT]
    while len(kept) < EDIT_COUNT:
        kept.append(insertion(cursor, "m"))
        cursor = Position(cursor.line, cursor.character + 1)
    return kept


def measure(options: Options) -> Results:
    """Send the burst to all servers, run by run."""
    programs, problems = servers(options.peers, options.only)
    written = document(LINE_COUNT)
    typed = burst_edits(written.places[Place.LINE_END])
    final_text = written.text
    for edit in typed:
        final_text = edits.apply(final_text, edit)
    runs: list[Run] = []
    expected: dict[str, list[str]] = {}
    active = list(programs)
    for number in range(options.repeated(FULL_RUNS)):
        progress(f"burst: run {number + 1}")
        for program in list(active):
            with workspace() as folder:
                try:
                    if program.name not in expected:
                        expected[program.name] = fresh_diagnostics(options, program, folder, final_text)
                    runs.append(burst(options, program, folder, written.text, typed, expected[program.name]))
                except SESSION_FAILURES as failure:
                    problems.append(problem(program, failure))
                    active.remove(program)
    return Results(tuple(runs), tuple(problems))


def fresh_diagnostics(options: Options, program: Program, folder: Path, text: str) -> list[str]:
    """The diagnostics of a process that opens the final text and nothing else."""
    uri = write_document(folder, text)
    client = open_session(program, folder, uri, text, options.delivery, options.timeout_seconds)
    try:
        return comparable(settled(client, uri))
    finally:
        client.shut_down()


def burst(
    options: Options, program: Program, folder: Path, text: str, typed: Sequence[Edit], expected: list[str]
) -> Run:
    """One burst in a fresh process."""
    uri = write_document(folder, text)
    client = open_session(program, folder, uri, text, options.delivery, options.timeout_seconds)
    try:
        client.take_waiting()
        before = len(client.published)
        sent = [client.change(uri, edit) for edit in typed]
        final = client.diagnostics(uri)
        last = settled(client, uri, final)
        arrived_ns = last.arrived_ns if final.version is None else final.arrived_ns
        return Run(
            program.name,
            arrived_ns - sent[0],
            arrived_ns - sent[-1],
            len(client.published) - before,
            comparable(last) == expected,
        )
    finally:
        client.shut_down()


def settled(client: LspClient, uri: str, received: Diagnostics | None = None) -> Diagnostics:
    """The diagnostics that stand once the server has been silent for a while; `received` where no more are pushed."""
    if client.delivery is Delivery.PULL:
        return client.pull(uri)
    client.wait_until_quiet(QUIET_SECONDS)
    published = [diagnostics for diagnostics in client.published if diagnostics.uri == uri]
    return published[-1] if published or received is None else received


def comparable(diagnostics: Diagnostics) -> list[str]:
    """Diagnostics without what may differ between two processes that say the same: their order, and private data."""
    return sorted(json.dumps(without_data(item), sort_keys=True) for item in diagnostics.items)


def without_data(item: JsonObject) -> JsonObject:
    """A diagnostic without the data that a server keeps for itself, which may hold a document's version."""
    return {key: value for key, value in item.items() if key != "data"}


def section(results: Results, command: str) -> Section:
    """The results in a table."""
    floor = results.median(FLOOR)
    rows: list[list[str]] = []
    for name in dict.fromkeys(run.name for run in results.runs):
        runs = [run for run in results.runs if run.name == name]
        summary = summarise([run.time_ns for run in runs])
        rows.append(
            [
                name,
                str(len(runs)),
                milliseconds(summary.median),
                milliseconds(summary.p99),
                milliseconds(summarise([run.backlog_ns for run in runs]).median),
                times(summary.median / floor) if floor else "–",
                str(sorted(run.publishes for run in runs)[len(runs) // 2]),
                f"{sum(run.is_right for run in runs)} of {len(runs)}",
            ]
        )
    headers = (
        "server",
        "runs",
        "median",
        "slowest",
        "after the last edit",
        "to the floor",
        "publishes",
        "right at the end",
    )
    return Section(
        "A burst of edits",
        command,
        f"{EDIT_COUNT} edits of one character sent without waiting, in a file of {LINE_COUNT} lines; milliseconds from "
        "the first edit to the diagnostics of the last version. They are right where they equal those of another "
        "process that opened the final text.",
        (table(headers, rows),) if rows else (),
        goals(results) if results.median(DOCKWRIGHT) is not None else (),
        results.problems,
    )


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of a burst."""
    ours = [run for run in results.runs if run.name == DOCKWRIGHT]
    right = sum(run.is_right for run in ours)
    return (
        at_most("within 2× of the floor", ratio(results.median(DOCKWRIGHT), results.median(FLOOR)), 2.0),
        Goal("the right diagnostics at the end of every burst", f"{right} of {len(ours)}", right == len(ours)),
    )


def main() -> int:
    """Measure and print; the exit code."""
    arguments = parser(__doc__.splitlines()[0] if __doc__ else "").parse_args()
    return print_section(section(measure(options_from(arguments)), "python -m bench.burst"))


if __name__ == "__main__":
    sys.exit(main())
