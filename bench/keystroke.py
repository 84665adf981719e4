"""How long from one keystroke in the middle of a file to the diagnostics published for it.

Promises: any debounce counts; servers take turns keystroke by keystroke (A B C, B C A, …), so that what else the
machine does falls on all of them; a server too slow for its time budget keeps the samples that it has. Leaves out:
what the editor itself takes to show anything.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from time import sleep

from .contestants import DOCKWRIGHT, FLOOR, NODE, TALLY, Problem, Program, servers
from .documents import SIZES, Document, Place, Shape, document
from .edits import Edit, deletion, insertion
from .figures import Summary, milliseconds, summarise, table, times
from .lsp_client import LspClient
from .options import Options, options_from, parser, print_section, progress
from .sections import Goal, Section, at_least, at_most, ratio
from .workspace import SESSION_FAILURES, open_session, problem, workspace, write_document

FULL_ROUNDS = 26
WARM_UP_ROUNDS = 1
FRAME_MILLISECONDS = 16.0
TYPED = {Place.RUN_WORD: "x", Place.COMMENT: "x", Place.ENV_VALUE: "x", Place.LINE_END: "\n"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One keystroke: where, in which round, and how long its diagnostics took."""

    place: Place
    round_number: int
    time_ns: int


@dataclass(slots=True)
class Seat:
    """A server at its turn in one document, and what it has spent."""

    program: Program
    client: LspClient
    spent_ns: int = 0
    samples: list[Sample] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one server did with one document."""

    shape: Shape
    line_count: int
    name: str
    samples: tuple[Sample, ...]

    @property
    def counted(self) -> list[Sample]:
        """The samples after warming up, or all where there are no others."""
        later = [sample for sample in self.samples if sample.round_number >= WARM_UP_ROUNDS]
        return later or list(self.samples)

    def summary(self, place: Place | None = None) -> Summary | None:
        """Figures over all places or one of them; None where there are no samples."""
        counted = [sample.time_ns for sample in self.counted if place in (None, sample.place)]
        return summarise(counted) if counted else None


@dataclass(frozen=True, slots=True)
class Results:
    """All outcomes, and what could not be measured."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]

    def median(self, line_count: int, name: str, shape: Shape = Shape.STAGES) -> float | None:
        """The median of a server at a size, in milliseconds."""
        summary = self.summary(line_count, name, shape)
        return None if summary is None else summary.median

    def summary(self, line_count: int, name: str, shape: Shape = Shape.STAGES) -> Summary | None:
        """The figures of a server at a size."""
        for outcome in self.outcomes:
            if (outcome.shape, outcome.line_count, outcome.name) == (shape, line_count, name):
                return outcome.summary()
        return None


def measure(options: Options, sizes: Sequence[int] = SIZES, shapes: Sequence[Shape] = tuple(Shape)) -> Results:
    """Type into documents of all sizes and shapes in all servers."""
    programs, problems = servers(options.peers, options.only)
    outcomes: list[Outcome] = []
    for shape in shapes:
        for line_count in sizes:
            progress(f"keystroke: {line_count} lines, {shape.value}")
            made, failed = measure_document(options, programs, shape, line_count)
            outcomes += made
            problems += [replace(each, where=f"{line_count:,} lines, {shape.value}") for each in failed]
    return Results(tuple(outcomes), tuple(problems))


def measure_document(
    options: Options, programs: Sequence[Program], shape: Shape, line_count: int
) -> tuple[list[Outcome], list[Problem]]:
    """Type into one document in all servers."""
    written = document(line_count, shape)
    problems: list[Problem] = []
    with ExitStack() as stack:
        folder = stack.enter_context(workspace())
        uri = write_document(folder, written.text)
        seats: list[Seat] = []
        for program in programs:
            try:
                client = open_session(program, folder, uri, written.text, options.delivery, options.timeout_seconds)
            except SESSION_FAILURES as failure:
                problems.append(problem(program, failure))
                continue
            stack.callback(client.shut_down)
            seats.append(Seat(program, client))
        problems += type_in_turns(options, seats, uri, written)
        return [Outcome(shape, line_count, seat.program.name, tuple(seat.samples)) for seat in seats], problems


def type_in_turns(options: Options, seats: Sequence[Seat], uri: str, written: Document) -> list[Problem]:
    """Type the same keystrokes in every server, one server after the other at each keystroke."""
    problems: list[Problem] = []
    active = list(seats)
    turn = 0
    for round_number in range(options.repeated(FULL_ROUNDS) + WARM_UP_ROUNDS):
        for place, edit in keystrokes(written):
            if not active:
                return problems
            turn += 1
            first = turn % len(active)
            for seat in active[first:] + active[:first]:
                try:
                    spent_ns = keystroke(seat.client, uri, edit)
                except SESSION_FAILURES as failure:
                    problems.append(problem(seat.program, failure))
                    active.remove(seat)
                    continue
                sleep(options.pause_seconds)
                seat.spent_ns += spent_ns
                seat.samples.append(Sample(place, round_number, spent_ns))
            active = [seat for seat in active if seat.spent_ns < options.budget_seconds * 1e9]
    return problems


def keystrokes(written: Document) -> list[tuple[Place, Edit]]:
    """A character typed and taken back at each of a document's places."""
    return [
        (place, make(position, TYPED[place]))
        for place, position in written.places.items()
        for make in (insertion, deletion)
    ]


def keystroke(client: LspClient, uri: str, edit: Edit) -> int:
    """The time in ns from writing an edit to having read its diagnostics."""
    sent_ns = client.change(uri, edit)
    return client.diagnostics(uri).arrived_ns - sent_ns


def section(results: Results, command: str) -> Section:
    """The results in tables."""
    tables: list[str] = []
    for shape in Shape:
        outcomes = [outcome for outcome in results.outcomes if outcome.shape is shape]
        if outcomes:
            heading = "several stages of 20 to 40 lines" if shape is Shape.STAGES else "one stage of one-line RUNs"
            tables += [f"Documents of {heading}, all places:", shape_table(results, outcomes)]
            tables += ["Medians in milliseconds by place:", place_table(outcomes)]
    return Section(
        "From a keystroke to its diagnostics",
        command,
        "A character is typed and taken back within a word of a RUN, in a comment, in the value of an ENV, and a new "
        "line at the end of an instruction, near the middle of the file. Milliseconds from writing the change to "
        "having read the diagnostics published for it.",
        tuple(tables),
        goals(results) if any(outcome.name == DOCKWRIGHT for outcome in results.outcomes) else (),
        results.problems,
    )


def shape_table(results: Results, outcomes: Sequence[Outcome]) -> str:
    """Figures and ratios of one shape, by size and server."""
    rows: list[list[str]] = []
    for outcome in outcomes:
        summary = outcome.summary()
        if summary is None:
            continue
        floor = results.median(outcome.line_count, FLOOR, outcome.shape)
        ours = results.median(outcome.line_count, DOCKWRIGHT, outcome.shape)
        rows.append(
            [
                f"{outcome.line_count:,} lines: {outcome.name}",
                str(summary.count),
                *(milliseconds(figure) for figure in (summary.median, summary.p90, summary.p99)),
                *(times(summary.median / other) if other else "–" for other in (floor, ours)),
            ]
        )
    return table(("document and server", "samples", "median", "p90", "p99", "to the floor", f"to {DOCKWRIGHT}"), rows)


def place_table(outcomes: Sequence[Outcome]) -> str:
    """Medians by place."""
    rows: list[list[str]] = []
    for outcome in outcomes:
        summaries = [outcome.summary(place) for place in Place]
        cells = ["–" if summary is None else milliseconds(summary.median) for summary in summaries]
        rows.append([f"{outcome.line_count:,} lines: {outcome.name}", *cells])
    return table(("document and server", *(place.value for place in Place)), rows)


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of a keystroke, in files of either shape."""
    return tuple(goal for shape in Shape for goal in goals_of_shape(results, shape))


def goals_of_shape(results: Results, shape: Shape) -> list[Goal]:
    """What we want of a keystroke in files of one shape."""

    def slower(line_count: int, other: str) -> float | None:
        return ratio(results.median(line_count, DOCKWRIGHT, shape), results.median(line_count, other, shape))

    def faster(line_count: int, other: str) -> float | None:
        return ratio(results.median(line_count, other, shape), results.median(line_count, DOCKWRIGHT, shape))

    made = [
        at_most(f"20 lines, {shape.value}: within 2.5× of the floor", slower(20, FLOOR), 2.5),
        at_least(f"100 lines, {shape.value}: faster than the Node server", faster(100, NODE), 1.0),
    ]
    made += [
        at_least(
            f"{size:,} lines, {shape.value}: at least {least:g}× faster than the Node server", faster(size, NODE), least
        )
        for size, least in ((500, 4.0), (2_000, 10.0), (10_000, 50.0))
    ]
    made += [at_least(f"{size:,} lines, {shape.value}: faster than tally", faster(size, TALLY), 1.0) for size in SIZES]
    for size in SIZES:
        summary = results.summary(size, DOCKWRIGHT, shape)
        made.append(
            at_most(
                f"{size:,} lines, {shape.value}: 99th percentile under {FRAME_MILLISECONDS:g} ms",
                None if summary is None else summary.p99,
                FRAME_MILLISECONDS,
                " ms",
            )
        )
    return made


def main() -> int:
    """Measure and print; the exit code."""
    made = parser(__doc__.splitlines()[0] if __doc__ else "")
    made.add_argument("--size", type=int, action="append", help="lines of the document; repeatable, default all sizes")
    made.add_argument(
        "--shape", type=Shape, choices=list(Shape), action="append", help="repeatable, default all shapes"
    )
    arguments = made.parse_args()
    sizes = tuple(arguments.size or SIZES)
    results = measure(options_from(arguments), sizes, tuple(arguments.shape or Shape))
    return print_section(section(results, "python -m bench.keystroke"))


if __name__ == "__main__":
    sys.exit(main())
