"""What a conversion wants to know of the files beside a document, and what is too much to read for each keystroke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..code_actions.snapshot import Snapshot
from ..diagnostics.rule import Surroundings
from ..project.build_context import BuildContext
from .language_server import FeatureServer
from .uris import path_of


async def with_sources(ls: FeatureServer, snapshot: Snapshot, offset: int = 0) -> Snapshot:
    """The snapshot with the texts that recognition looks into, if a conversion may be asked for at this offset.

    That is the case at the only FROM of a file.
    """
    program, tree = snapshot.analysis.program, snapshot.tree
    if len(program.stages) != 1 or tree.index_at_line(tree.source.line_of(offset)) > program.starts[0]:
        return snapshot
    around = await surroundings_with_sources(ls, snapshot.analysis.surroundings)
    return Snapshot(replace(snapshot.analysis, surroundings=around))


async def surroundings_with_sources(ls: FeatureServer, surroundings: Surroundings) -> Surroundings:
    """The same with the texts that recognition looks into; those open in the client come before those on the disk."""
    places = [(path_of(document.uri), document) for document in ls.workbench.documents.all()]
    buffers = {place: document.draft.current.text for place, document in places if place is not None}
    return replace(surroundings, context=await ls.in_background(lambda: _read(surroundings.context, buffers)))


def _read(context: BuildContext, buffers: Mapping[Path, str]) -> BuildContext:
    # Imported on the thread that needs it: most documents are never converted.
    from ..project.source_texts import with_source_texts

    return with_source_texts(context, buffers)
