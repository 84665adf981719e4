"""How long whole runs of the command line take, on one small file and on a folder of four hundred.

Promises: programs take turns, run by run, and write their output to a file as in CI; hadolint is also run as one
process a core, and the faster of the two ways counts. Leaves out: the first run of each program, which fills caches.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import perf_counter_ns

from .contestants import DOCKWRIGHT, HADOLINT, TALLY, Problem, Program, find, not_found
from .corpus import Corpus, copy_corpus
from .documents import SIZES, document
from .figures import Summary, milliseconds, summarise, table, times
from .options import Options, options_from, parser, print_section, progress
from .sections import Goal, Section, at_least, at_most, ratio
from .workspace import workspace, write_document

HADOLINT_PARALLEL = "hadolint, one process a core"
INTERPRETER = "python -c pass"
FULL_SMALL_RUNS = 20
FULL_FOLDER_RUNS = 5
# Without network its slow checks wait for a registry in vain, which would make tally look slower than it is.
TALLY_LINT = ("lint", "--slow-checks", "off")
# Every program here answers 0 for clean files and 1 for findings, or for a file that it could not read among others.
GOOD_EXIT_CODES = (0, 1)


@dataclass(frozen=True, slots=True)
class Results:
    """Times in ns by program, for one small file and for the folder, and what could not be measured."""

    small: dict[str, list[int]]
    folder: dict[str, list[int]]
    folder_description: str
    file_count: int
    problems: tuple[Problem, ...]

    def small_summary(self, name: str) -> Summary | None:
        """Figures of a program on the small file."""
        return summarise(self.small[name]) if self.small.get(name) else None

    def files_a_second(self, name: str) -> float | None:
        """How many files of the folder a program checks in a second."""
        measured = self.folder.get(name)
        return self.file_count / (summarise(measured).median / 1000) if measured else None


def measure(options: Options) -> Results:
    """Run all programs on the small file and on the folder."""
    problems: list[Problem] = []
    paths = {name: find(options.peers, name) for name in (HADOLINT, TALLY)}
    missing = [name for name, path in paths.items() if path is None and is_wanted(name, options)]
    problems += [not_found(name, name, options.peers) for name in missing]
    found = {name: path for name, path in paths.items() if path is not None}
    with workspace() as small_folder, workspace() as folder:
        write_document(small_folder, document(SIZES[0]).text)
        small = timed_in_turns(
            small_file_programs(found), small_folder, options.repeated(FULL_SMALL_RUNS), options, problems
        )
        corpus = copy_corpus(folder)
        tally_names, refused = names_read_by_tally(found.get(TALLY), corpus, options)
        problems += [Problem(TALLY, f"stops at {name}, which was left out of its runs") for name in refused]
        programs = folder_programs(found, corpus, tally_names)
        many = timed_in_turns(programs, folder, options.repeated(FULL_FOLDER_RUNS), options, problems)
        return Results(small, many, corpus.description, len(corpus.files), tuple(problems))


def small_file_programs(found: dict[str, str]) -> list[Program]:
    """The commands that check `Dockerfile` in the folder in which they run."""
    programs = [
        Program(INTERPRETER, (sys.executable, "-c", "pass")),
        Program(DOCKWRIGHT, (sys.executable, "-m", "dockwright", "check", "Dockerfile")),
    ]
    if HADOLINT in found:
        programs.append(Program(HADOLINT, (found[HADOLINT], "Dockerfile")))
    if TALLY in found:
        programs.append(Program(TALLY, (found[TALLY], *TALLY_LINT, "Dockerfile")))
    return programs


def names_read_by_tally(tally: str | None, corpus: Corpus, options: Options) -> tuple[tuple[str, ...], list[str]]:
    """The files that tally reads, and those at which it would end the whole run with an error."""
    names = [path.name for path in corpus.files]
    refused: list[str] = []
    while tally is not None and is_wanted(TALLY, options):
        progress("cli: which files tally reads")
        completed = subprocess.run(
            (tally, *TALLY_LINT, *names), cwd=corpus.folder, capture_output=True, text=True, check=False
        )
        named = re.search(r"failed to lint (\S+):", completed.stderr)
        if named is None or named[1] not in names:
            break
        names.remove(named[1])
        refused.append(named[1])
    return tuple(names), refused


def folder_programs(found: dict[str, str], corpus: Corpus, tally_names: tuple[str, ...]) -> list[Program]:
    """The commands that check all files of the folder in which they run."""
    names = tuple(path.name for path in corpus.files)
    programs = [Program(DOCKWRIGHT, (sys.executable, "-m", "dockwright", "check", "."))]
    if HADOLINT in found:
        programs.append(Program(HADOLINT, (found[HADOLINT], *names)))
        cores = os.cpu_count() or 1
        share = ceil(len(names) / cores)
        line = f'printf "%s\\0" *.Dockerfile | xargs -0 -P {cores} -n {share} "$0"'
        programs.append(Program(HADOLINT_PARALLEL, ("sh", "-c", line, found[HADOLINT])))
    if TALLY in found:
        programs.append(Program(TALLY, (found[TALLY], *TALLY_LINT, *tally_names)))
    return programs


def timed_in_turns(
    programs: Sequence[Program], folder: Path, runs: int, options: Options, problems: list[Problem]
) -> dict[str, list[int]]:
    """Run programs in turns, the first time uncounted; times in ns by name. Adds to `problems`."""
    active = [program for program in programs if is_wanted(program.name, options)]
    measured: dict[str, list[int]] = {}
    for number in range(runs + 1):
        progress(f"cli: {'warming up' if number == 0 else number}")
        for program in list(active):
            time_ns, failure = timed(program, folder, options.timeout_seconds)
            if failure is not None:
                problems.append(failure)
                active.remove(program)
            elif number > 0:
                measured.setdefault(program.name, []).append(time_ns)
    return measured


def is_wanted(name: str, options: Options) -> bool:
    """Whether the options ask for a program."""
    return not options.only or name.lower() in {each.lower() for each in options.only}


def timed(program: Program, folder: Path, timeout_seconds: float) -> tuple[int, Problem | None]:
    """Run a program once; the time in ns, and the problem where it failed."""
    output = folder / ".bench-output"
    with output.open("wb") as stream:
        started_ns = perf_counter_ns()
        try:
            completed = subprocess.run(
                program.command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.PIPE,
                timeout=timeout_seconds,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as failure:
            return 0, Problem(program.name, str(failure)[:200])
        ended_ns = perf_counter_ns()
    # xargs makes 123 of a failed child, and a child that found something has failed in its eyes.
    good = (*GOOD_EXIT_CODES, 123) if program.name == HADOLINT_PARALLEL else GOOD_EXIT_CODES
    words = " ".join(completed.stderr.decode(errors="replace").split())[-200:]
    if completed.returncode not in good or "No module named" in words:
        return 0, Problem(program.name, f"exit code {completed.returncode}: {words}")
    return ended_ns - started_ns, None


def section(results: Results, command: str) -> Section:
    """The results in tables."""
    ours = results.small_summary(DOCKWRIGHT)
    small_rows: list[list[str]] = []
    for name in results.small:
        summary = results.small_summary(name)
        if summary is not None:
            to_ours = times(summary.median / ours.median) if ours else "–"
            small_rows.append(
                [name, str(summary.count), milliseconds(summary.median), milliseconds(summary.p90), to_ours]
            )
    folder_rows: list[list[str]] = []
    for name, measured in results.folder.items():
        summary = summarise(measured)
        rate = results.file_count / (summary.median / 1000)
        folder_rows.append([name, str(summary.count), f"{summary.median / 1000:.2f}", f"{rate:,.0f}"])
    tables: list[str] = []
    if small_rows:
        tables += [
            f"One file of {SIZES[0]} lines, milliseconds:",
            table(("command", "runs", "median", "p90", f"to {DOCKWRIGHT}"), small_rows),
        ]
    if folder_rows:
        tables += [
            f"{results.folder_description}, seconds:",
            table(("command", "runs", "median", "files a second"), folder_rows),
        ]
    return Section(
        "Whole runs of the command line",
        command,
        "From starting the process to its end, with each program's own defaults, but without "
        "tally's checks that ask a registry. `python -c pass` is what starting the "
        "interpreter alone takes.",
        tuple(tables),
        goals(results) if ours else (),
        results.problems,
    )


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of whole runs: on one file no more than 150 to 60 against hadolint, which is 2.5×."""

    def median(name: str) -> float | None:
        summary = results.small_summary(name)
        return None if summary is None else summary.median

    rates = [rate for rate in map(results.files_a_second, (HADOLINT, HADOLINT_PARALLEL)) if rate is not None]
    our_rate = results.files_a_second(DOCKWRIGHT)
    return (
        at_most("one small file: under 150 ms", median(DOCKWRIGHT), 150.0, " ms"),
        at_most("one small file: within 2.5× of hadolint", ratio(median(DOCKWRIGHT), median(HADOLINT)), 2.5),
        at_most("one small file: faster than tally", ratio(median(DOCKWRIGHT), median(TALLY)), 1.0),
        at_least(
            "the folder: at least as many files a second as hadolint", ratio(our_rate, max(rates, default=None)), 1.0
        ),
    )


def main() -> int:
    """Measure and print; the exit code."""
    arguments = parser(__doc__.splitlines()[0] if __doc__ else "").parse_args()
    return print_section(section(measure(options_from(arguments)), "python -m bench.cli"))


if __name__ == "__main__":
    sys.exit(main())
