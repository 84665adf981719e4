"""Turn edits that are relative to items into edits of the document, and apply them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..diagnostics.finding import Edit
from ..syntax.dataclass import dataclass
from ..syntax.items import BlankLine, Comment, Item
from ..syntax.logical_text import Span
from ..syntax.tree import Tree


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace code points ``[start, end)`` of the document by ``text``."""

    start: int
    end: int
    text: str


def first_comment_above(items: Sequence[Item], position: int) -> int:
    """The position of the first of the comments that stand directly above an item; without any, that of the item."""
    while position and isinstance(items[position - 1], Comment):
        position -= 1
    return position


def removed(items: Sequence[Item], start: int, stop: int) -> tuple[Edit, ...]:
    """Edits that take out ``items[start:stop]``, and the blank line above where it would meet another one."""
    is_between = stop == len(items) or isinstance(items[stop], BlankLine)
    first = start - 1 if start and is_between and isinstance(items[start - 1], BlankLine) else start
    return tuple(Edit(item, Span(0, len(item.text)), "") for item in items[first:stop])


def resolve(tree: Tree, edits: Iterable[Edit]) -> tuple[TextEdit, ...] | None:
    """The edits in document order; ``None`` if they overlap or speak of items that the tree does not hold.

    New lines in the replacement take the line end that the document uses.
    """
    edits = tuple(edits)
    wanted = {id(edit.item) for edit in edits}
    indexes = {id(item): index for index, item in enumerate(tree.items) if id(item) in wanted}
    line_end = "\r\n" if "\r\n" in tree.text else "\n"
    resolved: list[TextEdit] = []
    for edit in edits:
        index = indexes.get(id(edit.item))
        if index is None:
            return None
        start, end = tree.absolute(index, edit.span)
        text = edit.text if line_end == "\n" else edit.text.replace("\r\n", "\n").replace("\n", line_end)
        resolved.append(TextEdit(start, end, text))
    resolved.sort()
    return tuple(resolved) if are_disjoint(resolved) else None


def are_disjoint(edits: list[TextEdit]) -> bool:
    """Whether sorted edits neither overlap nor insert twice at one place."""
    return all(
        before.end <= after.start and (before.start, before.end) != (after.start, after.end)
        for before, after in pairwise(edits)
    )


def as_one(text: str, edits: tuple[TextEdit, ...]) -> TextEdit:
    """The edit that does what several do, which are in order."""
    last = edits[0].start
    pieces: list[str] = []
    for edit in edits:
        pieces += text[last : edit.start], edit.text
        last = edit.end
    return TextEdit(edits[0].start, last, "".join(pieces))


def apply(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with disjoint, sorted edits made."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces.append(text[at : edit.start])
        pieces.append(edit.text)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)
