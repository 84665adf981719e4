"""Write what a check found to standard output, in the format that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from .. import __version__
from ..report.record import Run
from ..report.style import Style
from ..syntax.dataclass import dataclass
from .streams import write_utf8
from .terminal import style_for


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to write: ``gives_text`` if the fixed text of standard input is the output, ``is_diff`` for a diff."""

    format: str
    colour: str
    quiet: bool
    statistics: bool
    fixes: bool
    is_diff: bool
    gives_text: bool


def write(run: Run, wanted: Wanted) -> None:
    """Write a run; what is said about the output rather than in it goes to standard error."""
    if wanted.is_diff:
        _write_difference(run, wanted)
    elif wanted.gives_text:
        _write_text_of_input(run, wanted)
    elif wanted.format == "text":
        _write_text(run, wanted)
    else:
        write_utf8()
        _put(_formatted(run, wanted))


def _write_difference(run: Run, wanted: Wanted) -> None:
    from ..report.difference import difference
    from ..report.text import fixed

    style = style_for(wanted.colour)
    write_utf8()
    for file in run.files:
        if file.original is not None:
            sys.stdout.writelines(difference(file.path, file.original, file.text, style))
    if not wanted.quiet:
        _say(f"{fixed(run, would=True)}; {_remaining(run)}")


def _write_text_of_input(run: Run, wanted: Wanted) -> None:
    from ..report.text import short

    for file in run.files:
        sys.stdout.buffer.write(file.text.encode())
    if not wanted.quiet:
        for line in short(run, Style()):
            _say(line)


def _write_text(run: Run, wanted: Wanted) -> None:
    from ..report.text import applied, fixed, statistics, summary, text

    style = style_for(wanted.colour)
    _put(text(run, style))
    if wanted.statistics:
        _put([*statistics(run, style), ""])
    if wanted.fixes:
        _put(applied(run, style))
    if wanted.quiet:
        return
    if wanted.fixes:
        _put([f"{fixed(run)}; {_remaining(run)}"])
    elif run.files:
        _put([summary(run)])


def _remaining(run: Run) -> str:
    from ..report.text import counted

    count = sum(1 for _ in run.placed())
    return f"{counted(count, 'finding')} left" if count else "nothing is left"


def _formatted(run: Run, wanted: Wanted) -> Iterable[str]:
    match wanted.format:
        case "short":
            from ..report.text import short

            return short(run, style_for(wanted.colour))
        case "json":
            from ..report.machine import machine

            return [machine(run)]
        case "sarif":
            from ..report.sarif import sarif

            return [sarif(run, __version__)]
        case _:
            from ..report import services

            of_service: dict[str, Callable[[Run], Iterable[str]]] = {
                "github": services.github,
                "gitlab": lambda run: [services.gitlab(run)],
                "checkstyle": services.checkstyle,
                "junit": services.junit,
                "markdown": services.markdown,
            }
            return of_service[wanted.format](run)


def _put(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _say(line: str) -> None:
    # Both may go to one place, and what is said is about what was written.
    sys.stdout.flush()
    print(f"dockwright: {line}", file=sys.stderr)
