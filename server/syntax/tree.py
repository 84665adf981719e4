"""The lossless tree of a Dockerfile: its items, where each begins, and how an edit makes the next tree.

Joining the items' texts gives the document back. An edit scans again from the first item it touches until the scanner
meets an old boundary in the same state; all other items are the very same objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .dataclass import dataclass
from .items import Instruction, Item
from .logical_text import Span
from .offset_table import OffsetTable
from .same_ends import same_at_ends
from .scanner import INITIAL, ScannerState, scan_item
from .source_text import SourceText


@dataclass(frozen=True, slots=True)
class Tree:
    """Items and the 0-based line on which each begins.

    ``header`` counts the items read while parser directives were possible, the one that ended them included.
    ``open_from`` is the index of the first item that holds an unterminated heredoc, whose extent depends on all text
    below it.
    """

    source: SourceText
    items: tuple[Item, ...]
    lines: OffsetTable
    escape: str
    header: int
    open_from: int | None

    @property
    def text(self) -> str:
        """The whole document."""
        return self.source.text

    def start(self, index: int) -> int:
        """The offset at which item ``index`` begins; that of the end of the text behind the last item."""
        return self.source.line_starts[self.lines[index]] if index < len(self.lines) else len(self.text)

    def absolute(self, index: int, span: Span) -> Span:
        """A span of item ``index`` as offsets of the document."""
        return span.shifted(self.start(index))

    def index_at_line(self, line: int) -> int:
        """The index of the item that holds a 0-based line; -1 in an empty document."""
        return self.lines.last_up_to(line)

    def instructions(self) -> Iterator[tuple[int, Instruction]]:
        """The instructions with their item indexes."""
        return ((index, item) for index, item in enumerate(self.items) if isinstance(item, Instruction))


@dataclass(frozen=True, slots=True)
class TreeEdit:
    """The tree after an edit, and how many items at the start and at the end are the old tree's objects."""

    tree: Tree
    kept_before: int
    kept_after: int


def parse(text: str) -> Tree:
    """Read a document; never raises."""
    source = SourceText.read(text)
    items, lines, state, header, _ = _scan(source, 0, 0, INITIAL, None)
    return Tree(
        source, tuple(items), OffsetTable(lines, source.line_count), state.escape, header, _first_open(items, 0)
    )


def edit(tree: Tree, start: int, end: int, replacement: str) -> TreeEdit:
    """The tree of the text in which code points ``[start, end)`` are replaced."""
    source = tree.source.edit(start, end, replacement)
    if not tree.items:
        return TreeEdit(parse(source.text), 0, 0)
    first = _first_touched(tree, start)
    state = INITIAL if first == 0 else ScannerState(tree.escape, in_directives=False)
    delta = len(replacement) - (end - start)
    old_boundaries = _Boundaries(tree, end, delta)
    items, lines, after, header, met = _scan(
        source, tree.start(first) if first else 0, tree.lines[first] if first else 0, state, old_boundaries
    )
    stop = len(tree.items) if met is None else met
    # A line end that is typed behind an instruction adds a blank line to it and changes nothing of what it says.
    same_before, same_after = same_at_ends(tree.items[first:stop], items)
    kept_before, kept_after = first + same_before, len(tree.items) - stop + same_after
    changed = items[same_before : len(items) - same_after]
    new = Tree(
        source,
        tree.items[:kept_before] + tuple(changed) + tree.items[len(tree.items) - kept_after :],
        tree.lines.replaced(first, stop, lines, source.line_count),
        after.escape,
        header if first == 0 else tree.header,
        _open_after(tree, first, items, met),
    )
    return TreeEdit(new, kept_before, kept_after)


def _first_touched(tree: Tree, start: int) -> int:
    line = tree.source.line_of(max(start - 1, 0))
    first = max(tree.index_at_line(line), 0)
    if tree.open_from is not None:
        first = min(first, tree.open_from)
    return 0 if first < tree.header else first


@dataclass(frozen=True, slots=True)
class _Boundaries:
    """Where old items begin in the new text, for those that lie wholly behind the edit."""

    tree: Tree
    edit_end: int
    delta: int

    def index_at(self, offset: int, state: ScannerState) -> int | None:
        """The index of the old item that begins at new ``offset``, if scanning on would only repeat it."""
        if state.in_directives or state.escape != self.tree.escape:
            return None
        old = offset - self.delta
        if old <= self.edit_end:
            return None
        index = self.tree.index_at_line(self.tree.source.line_of(old))
        if index < self.tree.header or self.tree.start(index) != old:
            return None
        if self.tree.open_from is not None and index <= self.tree.open_from:
            return None
        return index


def _scan(
    source: SourceText, offset: int, line: int, state: ScannerState, old: _Boundaries | None
) -> tuple[list[Item], list[int], ScannerState, int, int | None]:
    """Items from ``offset`` on, their lines, the last state, the header's length and the old item met, if any."""
    items: list[Item] = []
    lines: list[int] = []
    header = 0
    text = source.text
    length = len(text)
    while offset < length:
        if old is not None:
            met = old.index_at(offset, state)
            if met is not None:
                return items, lines, state, header, met
        was_in_directives = state.in_directives
        item, end, state = scan_item(text, offset, state)
        header += was_in_directives
        items.append(item)
        lines.append(line)
        line += item.text.count("\n") if "\r" not in item.text else _line_ends(item.text)
        offset = end
    return items, lines, state, header, None


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _is_open(item: Item) -> bool:
    return isinstance(item, Instruction) and bool(item.heredocs) and not item.heredocs[-1].is_terminated


def _first_open(items: Sequence[Item], base: int) -> int | None:
    return next((base + index for index, item in enumerate(items) if _is_open(item)), None)


def _open_after(tree: Tree, first: int, items: list[Item], met: int | None) -> int | None:
    """The first open item of the new tree; nothing before ``first`` is open, since scanning began no later."""
    found = _first_open(items, first)
    if found is not None or met is None or tree.open_from is None:
        return found
    shift = first + len(items) - met
    if tree.open_from >= met:
        return tree.open_from + shift
    # The first open item is gone; only now do those behind it matter.
    return _first_open(tree.items[met:], met + shift)
