"""Where the characters of a script are written that stands in an exec form, as one of its JSON texts."""

from __future__ import annotations

import json

from ...semantics.step import Step
from ...syntax.logical_text import LogicalText


def mapped(step: Step, script: LogicalText) -> LogicalText | None:
    """The script with the place of each character, escapes taken into account.

    ``None`` where that cannot be told exactly: where a text with escapes is continued on another line.
    """
    written, at = step.instruction.text, script.source(0) - step.instruction.offset
    if len(script.logical_starts) > 1 or written[at : at + len(script.text) + 1] == f'{script.text}"':
        # Without escapes the tree knows all places already.
        return script
    pieces: list[tuple[str, int]] = []
    start = at
    while at < len(written) and written[at] != '"':
        length = 1
        if written[at] == "\n":
            return None
        if written[at] == "\\":
            length = 6 if written[at + 1 : at + 2] == "u" else 2
            if at > start:
                pieces.append((written[start:at], start + step.instruction.offset))
            pieces.append((_decoded(written[at : at + length]), at + step.instruction.offset))
            start = at + length
        at += length
    if at > start:
        pieces.append((written[start:at], start + step.instruction.offset))
    found = LogicalText.joined(pieces, script.source(0))
    return found if found.text == script.text else None


def _decoded(escape: str) -> str:
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:
        return escape
