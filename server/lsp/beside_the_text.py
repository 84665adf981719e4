"""``textDocument/inlayHint``, and the command ``dockwright.stageGraph``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..features.hints import InlayHint, images_without_digest, inlay_hints
from ..features.preferences import Hint, Preferences
from ..features.stage_graph import mermaid, stage_graph
from ..syntax.logical_text import Span
from .documents import Document
from .feature import command, feature
from .language_server import FeatureServer, RequestFailedError
from .navigation_capabilities import STAGE_GRAPH_COMMAND
from .places import range_of, span_of


@feature(types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintOptions(resolve_provider=False))
async def hints(ls: FeatureServer, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """Answer with the hints in a range that are switched on."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    within = span_of(ls, document, params.range)
    program, kinds = document.snapshot.analysis.program, _preferences(document).hints
    wanted = images_without_digest(program, within) if Hint.DIGEST in kinds else []
    found = inlay_hints(program, kinds, within, ls.digests.of(document.uri, wanted))
    return [_hint(ls, document, hint) for hint in found]


def _hint(ls: FeatureServer, document: Document, hint: InlayHint) -> types.InlayHint:
    place = range_of(ls, document, Span(hint.offset, hint.offset))
    return types.InlayHint(
        position=place.start,
        label=hint.label,
        tooltip=hint.tooltip,
        # What can be written here stands where it would be written.
        padding_left=not hint.insertion,
        text_edits=[types.TextEdit(place, hint.insertion)] if hint.insertion else None,
    )


@command(STAGE_GRAPH_COMMAND)
async def stage_graph_command(ls: FeatureServer, uri: str | None = None) -> dict[str, Any]:
    """The stages of an open document as nodes and edges with their ranges, and as Mermaid text."""
    if uri is None:
        raise JsonRpcInvalidParams("the URI of a document is missing")
    document = await ls.current(uri)
    if document is None or document.snapshot is None:
        raise RequestFailedError(f"{uri} is not open")
    graph = stage_graph(document.snapshot.analysis.program)
    return {
        "nodes": [
            {
                "id": node.id,
                "name": node.name,
                "kind": "image" if node.role is None else "stage",
                "role": None if node.role is None else node.role.name.lower(),
                "range": None if node.span is None else range_of(ls, document, node.span),
            }
            for node in graph.nodes
        ],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "kind": edge.kind.value,
                "range": range_of(ls, document, edge.span),
            }
            for edge in graph.edges
        ],
        "mermaid": mermaid(graph),
    }


def _preferences(document: Document) -> Preferences:
    return Preferences() if document.environment is None else document.environment.preferences
