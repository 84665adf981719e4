"""What a conversion wants to know of the files beside a document, and what is too much to read for each keystroke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..code_actions.snapshot import Snapshot
from ..project.build_context import BuildContext
from .language_server import FeatureServer
from .uris import path_of


async def with_sources(ls: FeatureServer, snapshot: Snapshot, offset: int = 0) -> Snapshot:
    """The snapshot with the texts that recognition looks into, if a conversion may be asked for at this offset.

    That is the case at the only FROM of a file. Texts that are open in the client come before those on the disk.
    """
    program, tree = snapshot.analysis.program, snapshot.tree
    if len(program.stages) != 1 or tree.index_at_line(tree.source.line_of(offset)) > program.starts[0]:
        return snapshot
    places = [(path_of(document.uri), document) for document in ls.workbench.documents.all()]
    buffers = {place: document.draft.current.text for place, document in places if place is not None}
    around = snapshot.analysis.surroundings
    context = await ls.in_background(lambda: _read(around.context, buffers))
    return Snapshot(replace(snapshot.analysis, surroundings=replace(around, context=context)))


def _read(context: BuildContext, buffers: Mapping[Path, str]) -> BuildContext:
    # Imported on the thread that needs it: most documents are never converted.
    from ..project.context_reader import with_texts
    from ..project.recognition.recognise import sources_to_read

    return with_texts(context, sources_to_read(context), buffers=buffers)
