"""The outline of a Dockerfile: global arguments, and stages as containers of their image and their instructions.

Promises: a symbol's ``selection`` lies in its ``span``, children lie in their parent, siblings do not overlap, and no
name is empty. A half-typed instruction is in the outline too. Leaves out: comments and directives.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..syntax.bodies import From, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.tree import Tree
from ..syntax.words import KeyValue

MOST_DETAIL = 80
"""Characters of an instruction's arguments that an outline shows."""


class SymbolKind(Enum):
    """What a symbol stands for."""

    STAGE = auto()
    IMAGE = auto()
    ARGUMENT = auto()
    VARIABLE = auto()
    LABEL = auto()
    COMMAND = auto()
    FILES = auto()
    SETTING = auto()


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something with a name. ``selection`` is the name, or what comes nearest to one; both in code points."""

    kind: SymbolKind
    name: str
    detail: str
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


def document_symbols(program: Program) -> tuple[Symbol, ...]:
    """The symbols of a file, in its order."""
    tree = program.tree
    globals_ = (_instruction(tree, index, item) for index, item in program.preamble_instructions())
    stages = (_stage(tree, start, stage) for start, stage in zip(program.starts, program.stages, strict=True))
    return (*globals_, *stages)


def flattened(symbols: tuple[Symbol, ...], container: str | None = None) -> Iterator[tuple[Symbol, str | None]]:
    """All symbols with the name of the one that holds each."""
    for symbol in symbols:
        yield symbol, container
        yield from flattened(symbol.children, symbol.name)


def _stage(tree: Tree, start: int, stage: Stage) -> Symbol:
    children = [
        _instruction(tree, start + position, item)
        for position, item in enumerate(stage.items)
        if position and isinstance(item, Instruction)
    ]
    first = stage.items[0]
    assert isinstance(first, Instruction)
    span = tree.absolute(start, first.span)
    body = body_of(first)
    image = body.image if isinstance(body, From) else None
    named = body.name if isinstance(body, From) and body.name is not None and body.name.text else image
    if image is not None and image.text:
        where = tree.absolute(start, image.span)
        children.insert(0, Symbol(SymbolKind.IMAGE, image.text, "FROM", where, where))
    return Symbol(
        SymbolKind.STAGE,
        named.text if named is not None and named.text else first.keyword_text,
        _shortened(f"FROM {image.text}") if image is not None and image is not named else "",
        Span(span.start, max([span.end, *(child.span.end for child in children)])),
        span if named is None or not named.text else tree.absolute(start, named.span),
        tuple(children),
    )


_KINDS = {
    Keyword.ARG: SymbolKind.ARGUMENT,
    Keyword.ENV: SymbolKind.VARIABLE,
    Keyword.LABEL: SymbolKind.LABEL,
    Keyword.ADD: SymbolKind.FILES,
    Keyword.COPY: SymbolKind.FILES,
    Keyword.RUN: SymbolKind.COMMAND,
    Keyword.CMD: SymbolKind.COMMAND,
    Keyword.ENTRYPOINT: SymbolKind.COMMAND,
    Keyword.HEALTHCHECK: SymbolKind.COMMAND,
    Keyword.ONBUILD: SymbolKind.COMMAND,
}


def _instruction(tree: Tree, index: int, instruction: Instruction) -> Symbol:
    span = tree.absolute(index, instruction.span)
    keyword = tree.absolute(index, instruction.keyword_span)
    kind = SymbolKind.SETTING if instruction.keyword is None else _KINDS.get(instruction.keyword, SymbolKind.SETTING)
    name = instruction.keyword_text
    pairs = tuple(pair for pair in instruction.key_values if pair.key.text)
    if len(pairs) == 1:
        pair = pairs[0]
        selection = tree.absolute(index, pair.key.span)
        return Symbol(kind, pair.key.text, f"{name}{_value(pair)}", span, selection)
    children = tuple(_pair(tree, index, pair, kind) for pair in pairs)
    detail = ", ".join(child.name for child in children) if children else instruction.arguments.text
    return Symbol(kind, name, _shortened(detail), span, keyword, children)


def _pair(tree: Tree, index: int, pair: KeyValue, kind: SymbolKind) -> Symbol:
    span, selection = tree.absolute(index, pair.span), tree.absolute(index, pair.key.span)
    return Symbol(kind, pair.key.text, _value(pair).strip(), span, selection)


def _value(pair: KeyValue) -> str:
    return "" if pair.value is None else _shortened(f" {pair.value.text}")


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_DETAIL else f"{text[: MOST_DETAIL - 1]}…"
