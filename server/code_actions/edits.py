"""Turn edits that are relative to items into edits of the document, and apply them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..diagnostics.finding import Edit
from ..syntax.dataclass import dataclass
from ..syntax.tree import Tree


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace code points ``[start, end)`` of the document by ``text``."""

    start: int
    end: int
    text: str


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
