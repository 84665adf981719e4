"""Ask a tree for everything that it can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from dockwright.syntax.listing import listing
from dockwright.syntax.logical_text import LogicalText, Span
from dockwright.syntax.problems import item_problems, problems
from dockwright.syntax.tokens import Token, tokens
from dockwright.syntax.tree import Tree


def tree_tokens(tree: Tree) -> Iterator[Token]:
    """The tokens of a whole tree with spans of the document."""
    for index, item in enumerate(tree.items):
        start = tree.start(index)
        for token in tokens(item):
            yield Token(token.kind, token.span.shifted(start))


def explore(tree: Tree) -> None:
    """Compute every property of everything in the tree; all spans have to lie in their item, all tokens to join."""
    at = 0
    for token in tree_tokens(tree):
        assert token.span.start == at < token.span.end
        at = token.span.end
    assert at == len(tree.text)
    for index, problem in problems(tree):
        check_span(problem.span, tree.items[index].text if tree.items else "")
    listing(tree)
    assert "".join(item.text for item in tree.items) == tree.text
    for index, item in enumerate(tree.items):
        assert tree.index_at_line(tree.lines[index]) == index
        assert tree.text.startswith(item.text, tree.start(index))
        for span in spans_in((item, tokens(item), item_problems(item)), set()):
            check_span(span, item.text)


def check_span(span: Span, text: str) -> None:
    assert 0 <= span.start <= span.end <= len(text), (span, text)


def spans_in(value: Any, seen: set[int]) -> Iterator[Span]:
    """Every span that hangs on a value of ours, its computed properties included."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for element in value:
            yield from spans_in(element, seen)
    elif isinstance(value, LogicalText):
        yield value.span(0, len(value.text))
        yield Span(value.source(len(value.text)), value.source(len(value.text)))
    elif is_dataclass(value) and not isinstance(value, Enum | type) and id(value) not in seen:
        seen.add(id(value))
        for name in property_names(type(value)):
            yield from spans_in(getattr(value, name), seen)


def property_names(kind: type) -> list[str]:
    computed = [name for name, member in vars(kind).items() if isinstance(member, property | cached_property)]
    return [field.name for field in fields(kind) if field.name != "memo"] + computed
