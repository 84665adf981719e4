"""The command ``dockwright.showScorecard``.

It answers with the card, for clients that show it in their own way and say so by naming ``dockwright.openScorecard``
among their commands; in all others the card's one line is shown as a message.
"""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..features.scorecard import Mark, scorecard
from .capabilities import SCORECARD_COMMAND
from .code_lenses import commands_of_client
from .documents import Document
from .feature import command
from .language_server import FeatureServer, RequestFailedError
from .places import range_of

OPEN_SCORECARD = "dockwright.openScorecard"


@command(SCORECARD_COMMAND)
async def scorecard_command(ls: FeatureServer, uri: str | None = None) -> dict[str, Any] | None:
    """The card of an open document; null for one without a stage."""
    if uri is None:
        raise JsonRpcInvalidParams("the URI of a document is missing")
    document = await ls.current(uri)
    if document is None or document.snapshot is None:
        raise RequestFailedError(f"{uri} is not open")
    card = scorecard(document.snapshot)
    if OPEN_SCORECARD not in commands_of_client(ls):
        summary = "There is no stage to judge" if card is None else card.summary
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"Dockwright: {summary}"))
    if card is None:
        return None
    return {
        "grade": card.grade.value,
        "summary": card.summary,
        "marks": [_mark(ls, document, mark) for mark in card.marks],
        "facts": [{"name": name, "value": value} for name, value in card.facts],
    }


def _mark(ls: FeatureServer, document: Document, mark: Mark) -> dict[str, Any]:
    return {
        "name": mark.name,
        "grade": mark.grade.value,
        "meaning": mark.meaning,
        "improvements": [
            {
                "rule": one.rule,
                "title": one.title,
                "grade": one.grade.value,
                "count": one.count,
                "fixable": one.fixable,
                "page": one.page,
                "raises": one.grade is mark.grade,
                "range": range_of(ls, document, one.span),
            }
            for one in mark.improvements
        ],
    }
