"""What can be folded: stages, instructions and heredocs of several lines, blocks of comments, and marked regions.

A region is what stands between ``# region`` and ``# endregion`` (also ``#region``), as in other languages; regions may
nest. Promises: lines are 0-based, a range ends behind its start, and no two ranges are equal. Leaves out: characters,
since whole lines are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from ..semantics.program import Program
from ..syntax.items import BlankLine, Comment, Instruction, Item
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.tree import Tree

_REGION = lazy_pattern(r"#[ \t]*(?P<end>end)?region\b", re.ASCII)


class FoldKind(Enum):
    """What is folded."""

    CODE = "code"
    COMMENT = "comment"
    REGION = "region"


class Fold(NamedTuple):
    """The first line, which stays visible, and the last."""

    start: int
    end: int
    kind: FoldKind


def folds(program: Program) -> list[Fold]:
    """All ranges, in the order of their first lines, the larger one first."""
    tree = program.tree
    found = {*_stages(program), *_instructions(tree), *_comments(tree), *_regions(tree)}
    by_lines = {(fold.start, fold.end): fold for fold in sorted(found, key=lambda fold: fold.kind.value, reverse=True)}
    return sorted(by_lines.values(), key=lambda fold: (fold.start, -fold.end))


def _last_line(tree: Tree, index: int) -> int:
    item = tree.items[index]
    end = 0 if isinstance(item, BlankLine) else item.span.end
    return _line_before(tree, tree.start(index) + end)


def _line_before(tree: Tree, end: int) -> int:
    """The line of the last character before an offset."""
    return tree.source.line_of(max(end - 1, 0))


def _stages(program: Program) -> Iterator[Fold]:
    tree = program.tree
    for start, stage in zip(program.starts, program.stages, strict=True):
        # What is written right above a FROM speaks of the stage that it begins.
        last = max(position for position, item in enumerate(stage.items) if isinstance(item, Instruction))
        yield from _fold(tree.lines[start], _last_line(tree, start + last), FoldKind.CODE)


def _fold(start: int, end: int, kind: FoldKind) -> Iterator[Fold]:
    if end > start:
        yield Fold(start, end, kind)


def _instructions(tree: Tree) -> Iterator[Fold]:
    for index, instruction in tree.instructions():
        if "\n" not in instruction.text:
            continue
        start = tree.start(index)
        first = tree.lines[index]
        yield from _fold(first, _last_line(tree, index), FoldKind.CODE)
        yield from _inner_comments(tree, start, instruction)
        for heredoc in instruction.heredocs:
            above = tree.source.line_of(start + heredoc.body.start) - 1
            last = heredoc.terminator or heredoc.body
            end = _line_before(tree, start + last.end)
            yield from _fold(max(above, first), end, FoldKind.CODE)


def _inner_comments(tree: Tree, start: int, instruction: Instruction) -> Iterator[Fold]:
    """Comments on lines that follow one another inside of an instruction."""
    lines = [tree.source.line_of(start + comment.start) for comment in instruction.head.comments]
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at] != lines[at - 1] + 1:
            yield from _fold(lines[first], lines[at - 1], FoldKind.COMMENT)
            first = at


def _comments(tree: Tree) -> Iterator[Fold]:
    start: int | None = None
    for index, item in enumerate(tree.items):
        if _is_plain_comment(item):
            start = tree.lines[index] if start is None else start
        elif start is not None:
            yield from _fold(start, tree.lines[index] - 1, FoldKind.COMMENT)
            start = None
    if start is not None:
        yield from _fold(start, tree.lines[-1], FoldKind.COMMENT)


def _is_plain_comment(item: Item) -> bool:
    return isinstance(item, Comment) and _REGION.match(item.text.strip()) is None


def _regions(tree: Tree) -> Iterator[Fold]:
    open_at: list[int] = []
    for index, item in enumerate(tree.items):
        found = _REGION.match(item.text.strip()) if isinstance(item, Comment) else None
        if found is None:
            continue
        if found["end"] is None:
            open_at.append(tree.lines[index])
        elif open_at:
            yield Fold(open_at.pop(), tree.lines[index], FoldKind.REGION)
