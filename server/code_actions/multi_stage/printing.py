"""Text of a plan: the lines of its stages behind what stood above the first FROM.

Kept lines are taken over to the letter. New lines end as the file's lines do.
"""

from __future__ import annotations

import re

from .plan import Change, Plan, PlannedLine
from .subject import Subject

_BARE_LINE_END = re.compile(r"(?<!\r)\n")


def printed(subject: Subject, plan: Plan) -> str:
    """The whole file."""
    tree = subject.analysis.program.tree
    old = tree.text
    line_end = "\r\n" if "\r\n" in old else "\n"
    pieces = [old[: tree.start(subject.analysis.program.starts[0])]]
    for stage in plan.stages:
        for line in stage.lines:
            if pieces[-1] and not pieces[-1].endswith("\n"):
                pieces.append(line_end)
            pieces.append(_text(line, line_end))
    text = "".join(pieces)
    return text if old.endswith("\n") else text.rstrip("\r\n")


def _text(line: PlannedLine, line_end: str) -> str:
    if line.change is Change.KEPT or line_end == "\n":
        return line.text
    return _BARE_LINE_END.sub(line_end, line.text)
