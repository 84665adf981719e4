"""``textDocument/definition``, ``references`` and ``documentHighlight`` for stages, variables and heredocs.

Stages and build arguments are followed into Bake and Compose files, and from there.
"""

from __future__ import annotations

from lsprotocol import types
from pygls.capabilities import get_capability

from ..features import navigation
from ..features.occurrence import Access
from .feature import feature
from .language_server import FeatureServer
from .names_across import definition_places, locations_of, reference_places, shared_name_at
from .places import offset_of, range_of


@feature(types.TEXT_DOCUMENT_DEFINITION)
async def definition(
    ls: FeatureServer, params: types.DefinitionParams
) -> types.Location | list[types.Location] | list[types.LocationLink] | None:
    """Answer with the place; with the extent of the name asked about where the client can show it.

    A Bake or Compose file leads to the Dockerfiles that are built by it.
    """
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        asked = await shared_name_at(ls, params.text_document.uri, params.position)
        return None if asked is None else locations_of(ls, asked.site, definition_places(asked)) or None
    offset = offset_of(ls, document, params.position)
    found = navigation.definition(document.snapshot.analysis.program, offset)
    if found is None:
        return None
    origin, target = (range_of(ls, document, span) for span in found)
    if get_capability(ls.client_capabilities, "text_document.definition.link_support", False):
        return [types.LocationLink(document.uri, target, target, origin)]
    return types.Location(document.uri, target)


@feature(types.TEXT_DOCUMENT_REFERENCES)
async def references(ls: FeatureServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Answer with all places of a name, in the file and in those that are built together with it."""
    document = await ls.current(params.text_document.uri)
    asked = await shared_name_at(ls, params.text_document.uri, params.position)
    if asked is not None:
        places = reference_places(asked, with_definitions=params.context.include_declaration)
        return locations_of(ls, asked.site, places) or None
    if document is None or document.snapshot is None:
        return None
    spans = navigation.references(
        document.snapshot.analysis.program,
        offset_of(ls, document, params.position),
        with_definitions=params.context.include_declaration,
    )
    return [types.Location(document.uri, range_of(ls, document, span)) for span in spans] or None


@feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
async def highlights(ls: FeatureServer, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """Answer with all places of a name, and whether each writes or reads it."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    offset = offset_of(ls, document, params.position)
    kinds = {Access.WRITE: types.DocumentHighlightKind.Write, Access.READ: types.DocumentHighlightKind.Read}
    found = navigation.highlights(document.snapshot.analysis.program, offset)
    return [types.DocumentHighlight(range_of(ls, document, one.span), kinds[one.access]) for one in found] or None
