"""``textDocument/hover``, in Markdown or plain text as the client says."""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.hover.hover import hover as answer_at
from .feature import feature
from .language_server import FeatureServer
from .places import offset_of, range_of
from .texts import content


@feature(types.TEXT_DOCUMENT_HOVER)
async def hover(ls: FeatureServer, params: types.HoverParams) -> types.Hover | None:
    """Answer with what there is to know about what stands at a position."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    found = answer_at(document.snapshot.analysis, offset_of(ls, document, params.position))
    if found is None:
        return None
    formats = get_capability(ls.client_capabilities, "text_document.hover.content_format")
    # A plain string would be taken for Markdown here.
    text = content(found.text, formats or (types.MarkupKind.PlainText,))
    return types.Hover(contents=text, range=range_of(ls, document, found.span))
