"""Delimiters of heredocs: where one is opened and the line that ends it."""

from __future__ import annotations

from ..syntax.heredoc import Heredoc
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.tree import Tree
from .occurrence import Access, Name, NameKind, Occurrence


def heredoc_names(tree: Tree) -> list[Name]:
    """The heredocs of a file."""
    return [
        _name(tree, index, instruction, heredoc)
        for index, instruction in tree.instructions()
        for heredoc in instruction.heredocs
    ]


def _name(tree: Tree, index: int, instruction: Instruction, heredoc: Heredoc) -> Name:
    delimiter = heredoc.opening.delimiter
    start, end = heredoc.opening.delimiter_span
    at = instruction.text.find(delimiter, start, end)
    obstacle = None if at >= 0 else f"The delimiter `{delimiter}` is written with escapes or over several pieces"
    inner = Span(at, at + len(delimiter)) if at >= 0 else Span(start, end)
    opened = tree.absolute(index, inner)
    occurrences = [Occurrence(opened, tree.text[opened.start : opened.end], Access.WRITE, opened)]
    if heredoc.terminator is not None:
        # With `<<-` tabs may stand before it.
        closing = Span(heredoc.terminator.end - len(delimiter), heredoc.terminator.end)
        occurrences.append(Occurrence(tree.absolute(index, closing), delimiter, Access.READ, opened))
    return Name(NameKind.HEREDOC, delimiter, tuple(occurrences), obstacle)
