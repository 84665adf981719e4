"""``dockwright score``: the grades of a Dockerfile, and what would raise them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ...code_actions.snapshot import Snapshot, read, settled
from ...features.scorecard import Improvement, Scorecard, scorecard
from ...report.style import Style
from ...syntax.tree import parse
from ..failure import Failure, complain
from ..settings import Request, configuration_of, plain_request, rules_for, surroundings_for, verify
from ..source_file import read_or_fail
from ..streams import write_json
from ..terminal import style_for


def run(arguments: argparse.Namespace) -> int:
    """Print the card; always 0, since a grade is no verdict. Raises ``Failure`` where there is nothing to judge."""
    request = plain_request(arguments)
    verify(request)
    card = scorecard(settled(_snapshot(arguments.file, request)))
    if card is None:
        raise Failure(f"{arguments.file}: there is no stage to judge")
    if arguments.format == "json":
        write_json(_json(card))
    else:
        for line in _lines(card, style_for(arguments.color)):
            print(line)
    return 0


def _snapshot(path: Path, request: Request) -> Snapshot:
    file = read_or_fail(path)
    if file.problem is not None:
        complain(f"{path}: {file.problem}")
    configuration = configuration_of(request, path)
    rules = rules_for(request, configuration, path)
    return read(file.text, rules, surroundings_for(request, configuration, path, parse(file.text), is_on_disk=True))


def _lines(card: Scorecard, style: Style) -> Iterator[str]:
    yield style.bold(card.summary)
    for name, value in card.facts:
        yield f"  {name}: {value}"
    for mark in card.marks:
        yield ""
        yield f"{style.bold(mark.grade.value)}  {mark.name}: {mark.meaning}"
        for one in mark.improvements:
            sign = "^" if one in mark.raising else " "
            yield f"   {sign} {style.link(one.rule, one.page)}{_count(one)}  {one.title}"
    if any(mark.improvements for mark in card.marks):
        yield ""
        yield "What is marked ^ raises the grade of its category once it is mended."


def _count(one: Improvement) -> str:
    return "" if one.count == 1 else f" ({one.count})"


def _json(card: Scorecard) -> dict[str, object]:
    return {
        "version": 1,
        "grade": card.grade.value,
        "facts": dict(card.facts),
        "categories": [
            {
                "name": mark.name,
                "grade": mark.grade.value,
                "improvements": [
                    {
                        "rule": one.rule,
                        "title": one.title,
                        "count": one.count,
                        "fixable": one.fixable,
                        "raises": one in mark.raising,
                        "page": one.page,
                    }
                    for one in mark.improvements
                ],
            }
            for mark in card.marks
        ],
    }
