"""``textDocument/documentSymbol``: a tree where the client shows one, else a list that names containers."""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.symbols import Symbol, SymbolKind, document_symbols, flattened
from .documents import Document
from .feature import feature
from .language_server import FeatureServer
from .places import range_of

KINDS = {
    SymbolKind.STAGE: types.SymbolKind.Class,
    SymbolKind.IMAGE: types.SymbolKind.Package,
    SymbolKind.ARGUMENT: types.SymbolKind.Constant,
    SymbolKind.VARIABLE: types.SymbolKind.Variable,
    SymbolKind.LABEL: types.SymbolKind.Field,
    SymbolKind.COMMAND: types.SymbolKind.Function,
    SymbolKind.FILES: types.SymbolKind.File,
    SymbolKind.SETTING: types.SymbolKind.Property,
}
"""Only kinds that the first version of the protocol had, which every client knows."""

_HIERARCHICAL = "text_document.document_symbol.hierarchical_document_symbol_support"


@feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
async def symbols(
    ls: FeatureServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Answer with the outline."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    found = document_symbols(document.snapshot.analysis.program)
    if get_capability(ls.client_capabilities, _HIERARCHICAL, False):
        return [_symbol(ls, document, symbol) for symbol in found]
    return [
        types.SymbolInformation(
            name=symbol.name,
            kind=KINDS[symbol.kind],
            location=types.Location(document.uri, range_of(ls, document, symbol.span)),
            container_name=container,
        )
        for symbol, container in flattened(found)
    ]


def _symbol(ls: FeatureServer, document: Document, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        detail=symbol.detail or None,
        kind=KINDS[symbol.kind],
        range=range_of(ls, document, symbol.span),
        selection_range=range_of(ls, document, symbol.selection),
        children=[_symbol(ls, document, child) for child in symbol.children] or None,
    )
