"""``textDocument/documentLink``."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features.links import Link, links
from .feature import feature
from .language_server import FeatureServer
from .places import range_of
from .uris import uri_of_path


@feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkOptions(resolve_provider=False))
async def document_links(ls: FeatureServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """Answer with all links, complete; tooltips for those who show them."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    analysis = document.snapshot.analysis
    has_tooltips = get_capability(ls.client_capabilities, "text_document.document_link.tooltip_support", False)
    return [
        types.DocumentLink(
            range=range_of(ls, document, link.span),
            target=_target(link),
            tooltip=link.tooltip if has_tooltips else None,
        )
        for link in links(analysis.program, analysis.surroundings.context)
    ]


def _target(link: Link) -> str:
    if link.path is not None:
        return uri_of_path(Path(link.path))
    assert link.address is not None
    return link.address
