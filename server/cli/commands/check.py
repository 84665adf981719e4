"""``dockwright check``: find, fix, report, and say with the exit code how it went."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Sequence

from ...report.record import Run
from ..checking import STANDARD_INPUT, Outcome, Work, check
from ..failure import Failure, complain
from ..output import Wanted, write
from ..processes import check_files
from ..search import dockerfiles
from ..settings import Request, names_in, verify
from ..streams import abandon_output

_FORMATS_WITH_FIXES = {"text", "json", "sarif", "markdown"}


def run(arguments: argparse.Namespace) -> int:
    """Check what the arguments name; 0 if clean, 1 if something was found, 2 if some file could not be dealt with."""
    _refuse_contradictions(arguments)
    request = Request(
        names_in(arguments.select),
        names_in(arguments.ignore),
        arguments.config,
        arguments.no_config,
        datetime.datetime.now(datetime.UTC).date(),
        arguments.no_shellcheck,
        arguments.fail_level,
        arguments.baseline,
        arguments.no_baseline or arguments.write_baseline,
    )
    verify(request)
    outcomes = list(_outcomes(arguments, request))
    complaints = [text for outcome in outcomes for text in (outcome.note, outcome.failure) if text is not None]
    for text in dict.fromkeys(complaints):
        complain(text)
    if not outcomes and not arguments.quiet:
        complain("no Dockerfiles found")
    run_of_files = Run(tuple(outcome.record for outcome in outcomes if outcome.record is not None))
    has_failed = any(outcome.failure is not None for outcome in outcomes)
    if arguments.write_baseline:
        return 2 if has_failed else _write_baseline(arguments, request, outcomes)
    code = 2 if has_failed else _exit_code(outcomes, arguments)
    _tell_of_stale(arguments, request, outcomes)
    try:
        write(run_of_files, _wanted(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; what was found is still what was found.
        abandon_output()
    return code


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    if arguments.fix and arguments.diff:
        raise Failure("--fix changes files and --diff does not: choose one")
    if arguments.unsafe_fixes and not (arguments.fix or arguments.diff):
        raise Failure("--unsafe-fixes goes with --fix or --diff")
    if arguments.write_baseline and (arguments.fix or arguments.diff or arguments.prune_baseline):
        raise Failure("--write-baseline goes with neither --fix, --diff nor --prune-baseline")
    if arguments.prune_baseline and (arguments.fix or arguments.no_baseline):
        raise Failure("--prune-baseline goes with neither --fix nor --no-baseline")
    if STANDARD_INPUT in arguments.paths and len(arguments.paths) > 1:
        raise Failure("standard input cannot be checked together with files")


def _outcomes(arguments: argparse.Namespace, request: Request) -> Iterator[Outcome]:
    reads_input = arguments.paths == [STANDARD_INPUT]
    work = Work(
        request,
        with_fixes=arguments.format in _FORMATS_WITH_FIXES or arguments.statistics,
        fix=arguments.fix or arguments.diff,
        unsafe=arguments.unsafe_fixes,
        write=arguments.fix and not reads_input,
        counts_all=arguments.write_baseline or arguments.prune_baseline,
    )
    if reads_input:
        yield check(work, STANDARD_INPUT, arguments.stdin_filename)
        return
    paths: list[str] = []
    for found in dockerfiles(request, arguments.paths):
        if isinstance(found, str):
            yield Outcome(failure=found)
        else:
            paths.append(str(found))
    yield from check_files(work, paths, arguments.jobs)


def _exit_code(outcomes: Sequence[Outcome], arguments: argparse.Namespace) -> int:
    if arguments.exit_zero:
        return 0
    if arguments.diff and any(outcome.record is not None and outcome.record.applied for outcome in outcomes):
        return 1
    return int(any(outcome.is_loud for outcome in outcomes))


def _write_baseline(arguments: argparse.Namespace, request: Request, outcomes: Sequence[Outcome]) -> int:
    from ..baselines import write_known

    written = write_known(request, outcomes, only_prune=False)
    if not written:
        raise Failure("--write-baseline: name the file, with --baseline or with `baseline` in the configuration")
    if not arguments.quiet:
        for path, number in written.items():
            complain(f"{path}: {number} known finding{'' if number == 1 else 's'}")
    return 0


def _tell_of_stale(arguments: argparse.Namespace, request: Request, outcomes: Sequence[Outcome]) -> None:
    stale = sum(outcome.stale for outcome in outcomes)
    if arguments.prune_baseline:
        from ..baselines import write_known

        write_known(request, outcomes, only_prune=True)
    if stale and not arguments.quiet:
        said = "findings were known and are" if stale > 1 else "finding was known and is"
        done = "forgotten now" if arguments.prune_baseline else "--prune-baseline forgets them"
        complain(f"{stale} {said} no longer there; {done}")


def _wanted(arguments: argparse.Namespace) -> Wanted:
    return Wanted(
        format=arguments.format,
        colour=arguments.color,
        quiet=arguments.quiet,
        statistics=arguments.statistics,
        fixes=arguments.fix,
        is_diff=arguments.diff,
        gives_text=arguments.fix and arguments.paths == [STANDARD_INPUT],
    )
