"""``workspace/symbol``: stages, base images and arguments of open documents and of the workspace's Dockerfiles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

from lsprotocol import types

from ..features.workspace_symbols import Searchable, best_matches, searchable_symbols
from ..syntax.source_text import SourceText
from .document_symbols import KINDS
from .feature import feature
from .language_server import FeatureServer
from .uris import path_of, uri_of_path
from .workspace_edits import protocol_range
from .workspace_files import IndexedFile, index_files

_indexes: WeakKeyDictionary[FeatureServer, dict[Path, IndexedFile]] = WeakKeyDictionary()


@feature(types.WORKSPACE_SYMBOL)
async def workspace_symbols(ls: FeatureServer, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """Answer with what matches; what is open counts as it is in the editor."""
    sources: dict[str, SourceText] = {}
    files: list[tuple[str, Iterable[Searchable]]] = []
    for document in ls.workbench.documents.all():
        current = await ls.current(document.uri)
        if current is not None and current.snapshot is not None:
            sources[document.uri] = current.snapshot.tree.source
            files.append((document.uri, searchable_symbols(current.snapshot.analysis.program)))
    folders = ls.workbench.folders.all()
    is_open = frozenset(path for uri in sources if (path := path_of(uri)) is not None)
    known = _indexes.get(ls, {})
    index = await ls.in_background(lambda: index_files(folders, is_open, known))
    _indexes[ls] = {**known, **index}
    for file in index.values():
        uri = uri_of_path(file.path)
        sources[uri] = file.source
        files.append((uri, file.symbols))
    encoding = ls.workbench.abilities.encoding
    return [
        types.SymbolInformation(
            name=found.symbol.name,
            kind=KINDS[found.symbol.kind],
            location=types.Location(
                uri, protocol_range(sources[uri], found.symbol.selection.start, found.symbol.selection.end, encoding)
            ),
            container_name=found.container,
        )
        for uri, found in best_matches(files, params.query)
    ]
