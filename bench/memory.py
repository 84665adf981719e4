"""How much memory a server holds with fifty files open.

Promises: measured after the diagnostics of every file have come, and again after each file has been typed in; child
processes count. Leaves out: memory freed later.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from .contestants import DOCKWRIGHT, Problem, Program, servers
from .corpus import copy_corpus
from .edits import Position, deletion, insertion
from .figures import table
from .lsp_client import LspClient, start_session
from .options import Options, options_from, parser, print_section, progress
from .processes import Memory, memory_of_tree
from .sections import Goal, Section, at_most
from .workspace import SESSION_FAILURES, problem, workspace

OPEN_FILES = 50
KEYSTROKES_A_FILE = 5
KIBIBYTES_A_MEBIBYTE = 1024
LIMIT_MEBIBYTES = 120.0


@dataclass(frozen=True, slots=True)
class Holding:
    """What a server holds before a file is opened, with all of them open, and after typing in each."""

    name: str
    idle: Memory
    opened: Memory
    typed: Memory


@dataclass(frozen=True, slots=True)
class Results:
    """What each server holds, of what files, and what could not be measured."""

    holdings: tuple[Holding, ...]
    description: str
    problems: tuple[Problem, ...]


def measure(options: Options) -> Results:
    """Open the files in each server, one server after the other."""
    programs, problems = servers(options.peers, options.only)
    holdings: list[Holding] = []
    with workspace() as folder:
        corpus = copy_corpus(folder)
        # Evenly spaced files, so that one project with many files does not stand for all.
        step = max(1, len(corpus.files) // OPEN_FILES)
        chosen = [path for path in corpus.files[::step] if is_text(path)][:OPEN_FILES]
        for program in programs:
            progress(f"memory: {program.name}")
            try:
                holdings.append(hold(options, program, folder, chosen))
            except SESSION_FAILURES as failure:
                problems.append(problem(program, failure))
    return Results(tuple(holdings), f"{len(chosen)} of {corpus.description}", tuple(problems))


def is_text(path: Path) -> bool:
    """Whether a file is UTF-8 with the line ends that our edits count with."""
    content = path.read_bytes()
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\r" not in content


def hold(options: Options, program: Program, folder: Path, files: list[Path]) -> Holding:
    """Open files and type in them."""
    client = start_session(program.command, folder, options.delivery, options.timeout_seconds)
    try:
        idle = memory_of_tree(client.connection.process_id)
        for path in files:
            client.open(path.as_uri(), path.read_text(encoding="utf-8"))
            client.diagnostics(path.as_uri())
        opened = memory_of_tree(client.connection.process_id)
        for path in files:
            type_at_end(client, path.as_uri())
        return Holding(program.name, idle, opened, memory_of_tree(client.connection.process_id))
    finally:
        client.shut_down()


def type_at_end(client: LspClient, uri: str) -> None:
    """Type a character at a document's start and take it back, some times, waiting for the diagnostics each time."""
    for _ in range(KEYSTROKES_A_FILE):
        for edit in (insertion(Position(0, 0), "\n"), deletion(Position(0, 0), "\n")):
            client.change(uri, edit)
            client.diagnostics(uri)


def section(results: Results, command: str) -> Section:
    """The results in a table."""
    rows = [
        [holding.name]
        + [
            f"{memory.proportional / KIBIBYTES_A_MEBIBYTE:.1f} ({memory.resident / KIBIBYTES_A_MEBIBYTE:.1f})"
            for memory in (holding.idle, holding.opened, holding.typed)
        ]
        for holding in results.holdings
    ]
    return Section(
        "Memory",
        command,
        f"MiB of resident memory, shared pages counted in part (PSS) and, in brackets, in full (RSS): after the start, "
        f"with {results.description} open, and after {2 * KEYSTROKES_A_FILE} keystrokes in each.",
        (table(("server", "idle", f"{OPEN_FILES} files open", "after typing"), rows),) if rows else (),
        goals(results),
        results.problems,
    )


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of the memory held."""
    for holding in results.holdings:
        if holding.name == DOCKWRIGHT:
            most = max(holding.opened.resident, holding.typed.resident) / KIBIBYTES_A_MEBIBYTE
            return (at_most(f"under {LIMIT_MEBIBYTES:g} MiB (RSS)", most, LIMIT_MEBIBYTES, " MiB"),)
    return ()


def main() -> int:
    """Measure and print; the exit code."""
    arguments = parser(__doc__.splitlines()[0] if __doc__ else "").parse_args()
    return print_section(section(measure(options_from(arguments)), "python -m bench.memory"))


if __name__ == "__main__":
    sys.exit(main())
