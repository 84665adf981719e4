"""``textDocument/foldingRange`` and ``textDocument/selectionRange``."""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.folding import FoldKind, folds
from ..features.selection import selections
from ..syntax.logical_text import Span
from .documents import Document
from .feature import feature
from .language_server import FeatureServer
from .places import offset_of, range_of

KINDS = {
    FoldKind.CODE: None,
    FoldKind.COMMENT: types.FoldingRangeKind.Comment,
    FoldKind.REGION: types.FoldingRangeKind.Region,
}


@feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
async def folding(ls: FeatureServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """Answer with whole lines; no more than the client wants."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    found = folds(document.snapshot.analysis.program)
    most = get_capability(ls.client_capabilities, "text_document.folding_range.range_limit", None)
    if most:
        # The outermost are worth the most.
        found = sorted(sorted(found, key=lambda fold: fold.start - fold.end)[:most])
    return [types.FoldingRange(fold.start, fold.end, kind=KINDS[fold.kind]) for fold in found]


@feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
async def selection(ls: FeatureServer, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """Answer with a chain of ranges for each position."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    program = document.snapshot.analysis.program
    return [
        _chain(ls, document, selections(program, offset_of(ls, document, position))) for position in params.positions
    ]


def _chain(ls: FeatureServer, document: Document, spans: list[Span]) -> types.SelectionRange:
    chain: types.SelectionRange | None = None
    for span in reversed(spans):
        chain = types.SelectionRange(range_of(ls, document, span), chain)
    assert chain is not None
    return chain
