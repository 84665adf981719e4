"""How long from a keystroke to the answer of a feature that is asked for right behind it, and what that costs.

Promises: the keystroke has not been analysed when the question is written, so the analysis counts; after that the
diagnostics of the same keystroke are waited for, and compared with those of a keystroke behind which nobody asked.
Servers take turns question by question. Leaves out: whether an answer is a good one (`tools/compare_features.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import sleep

from .contestants import DOCKWRIGHT, FLOOR, NODE, TALLY, Problem, Program, servers
from .documents import Place, document
from .edits import deletion, insertion
from .figures import Summary, milliseconds, summarise, table
from .lsp_client import LspClient
from .options import Options, options_from, parser, print_section, progress
from .questions import DELTA, FULL, Question, about, questions
from .sections import Goal, Section, at_least, at_most, ratio
from .workspace import SESSION_FAILURES, open_session, problem, workspace, write_document

LINE_COUNT = 500
FULL_ROUNDS = 60
MOST_MILLISECONDS = 20.0
MOST_DELAY = 1.5
ALONE = "nothing asked"


@dataclass(slots=True)
class Seat:
    """A server at its turn: the questions that it answers, what it has spent, and its times in ns by question.

    ``answers`` are those to the answer, ``diagnostics`` those to the diagnostics of the keystroke before the question.
    """

    program: Program
    client: LspClient
    asked: frozenset[str]
    spent_ns: int = 0
    answers: dict[str, list[int]] = field(default_factory=dict)
    diagnostics: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of all servers by question, and what could not be measured."""

    questions: tuple[Question, ...]
    answers: dict[str, dict[str, Summary]]
    diagnostics: dict[str, dict[str, Summary]]
    problems: tuple[Problem, ...]


def measure(options: Options, line_count: int = LINE_COUNT) -> Results:
    """Ask all servers everything that they say they can answer."""
    programs, problems = servers(options.peers, options.only)
    programs = [program for program in programs if program.name != FLOOR]
    written = document(line_count)
    asked = questions(written)
    progress(f"features: {line_count} lines")
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
            can = frozenset(each.name for each in asked if each.is_answered_by(client.server_capabilities))
            seats.append(Seat(program, client, can))
        alone = Question(ALONE, "", written.places[Place.RUN_WORD], "x")
        problems += ask_in_turns(options, seats, uri, (alone, *asked))
    return Results(
        asked,
        {seat.program.name: {name: summarise(times) for name, times in seat.answers.items()} for seat in seats},
        {seat.program.name: {name: summarise(times) for name, times in seat.diagnostics.items()} for seat in seats},
        tuple(problems),
    )


def ask_in_turns(options: Options, seats: Sequence[Seat], uri: str, asked: Sequence[Question]) -> list[Problem]:
    """Ask every server the same, one server after the other at each question; the first round is for warming up."""
    problems: list[Problem] = []
    active = list(seats)
    for round_number in range(options.repeated(FULL_ROUNDS) + 1):
        for turn, question in enumerate(asked):
            first = turn % max(len(active), 1)
            for seat in active[first:] + active[:first]:
                if question.method and question.name not in seat.asked:
                    continue
                try:
                    answered_ns, diagnosed_ns = ask(seat.client, uri, question)
                except SESSION_FAILURES as failure:
                    problems.append(problem(seat.program, failure))
                    active.remove(seat)
                    continue
                sleep(options.pause_seconds)
                seat.spent_ns += diagnosed_ns
                if round_number:
                    seat.answers.setdefault(question.name, []).append(answered_ns)
                    seat.diagnostics.setdefault(question.name, []).append(diagnosed_ns)
        active = [seat for seat in active if not round_number or seat.spent_ns < options.budget_seconds * 1e9]
    return problems


def ask(client: LspClient, uri: str, question: Question) -> tuple[int, int]:
    """Type and ask; the times in ns from writing the keystroke to the answer and to its diagnostics."""
    params = about(uri, question.params)
    if question.method == DELTA:
        params["previousResultId"] = client.request(FULL, about(uri, {}))["resultId"]
    sent_ns = client.change(uri, insertion(question.typed_at, question.typed))
    answered_ns = sent_ns
    if question.method:
        request_id = client.send_request(question.method, params)
        _, answered_ns = client.wait_for_response(request_id, question.method)
    diagnosed_ns = client.diagnostics(uri).arrived_ns
    client.change(uri, deletion(question.typed_at, question.typed))
    client.diagnostics(uri)
    return answered_ns - sent_ns, diagnosed_ns - sent_ns


def section(results: Results, command: str) -> Section:
    """The results in tables."""
    return Section(
        "From a keystroke to the answer of a feature",
        command,
        f"A character is typed near the middle of a file of {LINE_COUNT} lines, and a feature is asked for right "
        "behind it, before anything of the keystroke has been analysed. Milliseconds from writing the keystroke to "
        "having read the answer, median and 99th percentile; a dash where a server says that it has no such feature. "
        "The second table says when the diagnostics of a keystroke in a RUN had come, with and without a question.",
        (answers_table(results), diagnostics_table(results)),
        goals(results) if DOCKWRIGHT in results.answers else (),
        results.problems,
    )


def answers_table(results: Results) -> str:
    """To the answer, by question and server."""
    names = list(results.answers)
    headers = ["feature", *(f"{name}, {figure}" for name in names for figure in ("median", "p99"))]
    rows: list[list[str]] = []
    for question in results.questions:
        found = [results.answers[name].get(question.name) for name in names]
        rows.append([question.name, *(cell for one in found for cell in figures(one))])
    return table(headers, rows)


def figures(found: Summary | None) -> tuple[str, str]:
    """Median and 99th percentile as cells."""
    return ("–", "–") if found is None else (milliseconds(found.median), milliseconds(found.p99))


def diagnostics_table(results: Results) -> str:
    """To the diagnostics: with nothing asked, and with the question behind which they came latest."""
    rows: list[list[str]] = []
    for name, found in results.diagnostics.items():
        alone = found.get(ALONE)
        asked = behind_the_same(results, found)
        if alone is None or not asked:
            continue
        latest = max(asked, key=lambda question: asked[question].median)
        rows.append([name, *figures(alone), *figures(asked[latest]), latest])
    headers = ("diagnostics", "nothing asked, median", "p99", "latest with a question, median", "p99", "which")
    return table(headers, rows)


def behind_the_same(results: Results, found: dict[str, Summary]) -> dict[str, Summary]:
    """The figures behind the keystroke with which nothing was asked; others cost an analysis of something else."""
    same = {question.name for question in results.questions if question.typed == "x"}
    return {name: one for name, one in found.items() if name in same}


def goals(results: Results) -> tuple[Goal, ...]:
    """What we want of answers: soon, sooner than the peers', and at no cost for diagnostics."""
    ours = results.answers[DOCKWRIGHT]
    groups = {
        "completion": [name for name in ours if name.startswith("completion")],
        "hover": [name for name in ours if name.startswith("hover")],
        "semantic tokens": [name for name in ours if name.startswith("semantic")],
        "every feature": [name for name in ours if name != ALONE],
    }
    made = [
        at_most(
            f"{group}: 99th percentile under {MOST_MILLISECONDS:g} ms",
            max((ours[name].p99 for name in names), default=None),
            MOST_MILLISECONDS,
            " ms",
        )
        for group, names in groups.items()
    ]
    for peer in (NODE, TALLY):
        theirs = results.answers.get(peer, {})
        ratios = [ratio(theirs[name].median, ours[name].median) for name in ours if name in theirs and name != ALONE]
        known = [each for each in ratios if each is not None]
        made.append(at_least(f"every feature that it has: faster than {peer}", min(known, default=None), 1.0))
    diagnostics = results.diagnostics[DOCKWRIGHT]
    alone = diagnostics.get(ALONE)
    latest = max((one.median for one in behind_the_same(results, diagnostics).values()), default=None)
    delay = ratio(latest, None if alone is None else alone.median)
    made.append(at_most(f"diagnostics behind a question: within {MOST_DELAY:g}× of those alone", delay, MOST_DELAY))
    return tuple(made)


def main() -> int:
    """Measure and print; the exit code."""
    arguments = parser(__doc__.splitlines()[0] if __doc__ else "").parse_args()
    return print_section(section(measure(options_from(arguments)), "python -m bench.features"))


if __name__ == "__main__":
    sys.exit(main())
