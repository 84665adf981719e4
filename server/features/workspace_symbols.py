"""What a workspace can be searched for: stages, base images and arguments of its Dockerfiles.

Promises: bounded, and the best matches first. A query matches as editors expect: its letters in their order, in any
case; an empty one matches everything. Leaves out: which files there are, which those who ask know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from .symbols import Symbol, SymbolKind, document_symbols, flattened

MOST_SYMBOLS = 500
"""More than anybody scrolls through; the client asks again with each letter of the query."""

_SEARCHED = {SymbolKind.STAGE, SymbolKind.IMAGE, SymbolKind.ARGUMENT}


@dataclass(frozen=True, slots=True)
class Searchable:
    """A symbol and the name of the stage that holds it."""

    symbol: Symbol
    container: str | None


def searchable_symbols(program: Program) -> tuple[Searchable, ...]:
    """The symbols of a file that a workspace is searched for; an image is not named once more by an unnamed stage."""
    return tuple(
        Searchable(symbol, container)
        for symbol, container in flattened(document_symbols(program))
        if symbol.kind in _SEARCHED and not (symbol.kind is SymbolKind.STAGE and _is_named_by_image(symbol))
    )


def _is_named_by_image(stage: Symbol) -> bool:
    return any(child.selection == stage.selection for child in stage.children)


def best_matches(
    files: Iterable[tuple[str, Iterable[Searchable]]], query: str, most: int = MOST_SYMBOLS
) -> list[tuple[str, Searchable]]:
    """The symbols that match, with the name of their file."""
    ranked = sorted(_ranked(files, query.lower()), key=lambda found: found[:3])
    return [(file, symbol) for *_, file, symbol in ranked[:most]]


def _ranked(
    files: Iterable[tuple[str, Iterable[Searchable]]], query: str
) -> Iterator[tuple[int, str, int, str, Searchable]]:
    number = 0
    for file, symbols in files:
        for symbol in symbols:
            rank = _rank(symbol.symbol.name.lower(), query)
            if rank is not None:
                number += 1
                yield rank, symbol.symbol.name if query else "", number, file, symbol


def _rank(name: str, query: str) -> int | None:
    """How far from the query a name is; ``None`` if the letters of the query are not in it in their order."""
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    if query in name:
        return 2
    at = 0
    for letter in query:
        at = name.find(letter, at) + 1
        if not at:
            return None
    return 3
