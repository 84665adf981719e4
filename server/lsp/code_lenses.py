"""``textDocument/codeLens``: what stands above stages and above the file, each with a command that can be run.

A client that can show references or run a build says so by naming ``dockwright.showReferences`` or
``dockwright.buildTarget`` among its own commands (``experimental.commands.commands``). Without the first, a lens leads
to the graph of the stages, which the server carries out; without the second, nothing is offered to be built. A
build gets the URI of the document, the stage and the path of the build context, null where that is not known.
"""

from __future__ import annotations

from lsprotocol import types

from ..features.lenses import Lens, Sizes, file_lens, lenses
from ..features.preferences import LensKind, Preferences
from ..project.layers import sizes_of
from ..semantics.program import Program
from .abilities import Said
from .capabilities import SCORECARD_COMMAND
from .documents import Document
from .feature import feature
from .language_server import ContentModifiedError, FeatureServer
from .navigation_capabilities import STAGE_GRAPH_COMMAND
from .places import range_of

SHOW_REFERENCES = "dockwright.showReferences"
BUILD_TARGET = "dockwright.buildTarget"


@feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
async def code_lenses(ls: FeatureServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Answer with the lenses that are switched on."""
    document = await ls.current(params.text_document.uri)
    if document is None or document.snapshot is None:
        return None
    commands = commands_of_client(ls)
    wanted = (Preferences() if document.environment is None else document.environment.preferences).lenses
    if not wanted:
        return None
    if BUILD_TARGET not in commands:
        wanted -= {LensKind.BUILDS}
    program = document.snapshot.analysis.program
    sizes: Sizes = ()
    if LensKind.SIZES in wanted and len(program.stages) > 1:
        context = document.snapshot.analysis.surroundings.context
        sizes = await ls.in_background(lambda: sizes_of(program, context))
        if not _is_about(document, program):
            raise ContentModifiedError
    found = lenses(program, wanted, sizes)
    above = file_lens(document.snapshot) if LensKind.SCORE in wanted else None
    return [
        types.CodeLens(range=range_of(ls, document, lens.span), command=_command(ls, document, lens, commands))
        for lens in (found if above is None else [above, *found])
    ]


def _is_about(document: Document, program: Program) -> bool:
    """Whether a program is still that of a document."""
    return document.snapshot is not None and document.snapshot.analysis.program is program


def commands_of_client(ls: FeatureServer) -> frozenset[str]:
    """The commands that the client carries out itself."""
    said = ls.client_capabilities.experimental
    if isinstance(said, dict):
        return frozenset(map(str, Said(said).member("commands").items("commands")))
    return frozenset(getattr(getattr(said, "commands", None), "commands", None) or ())


def _command(ls: FeatureServer, document: Document, lens: Lens, commands: frozenset[str]) -> types.Command:
    match lens.kind:
        case LensKind.SCORE:
            return types.Command(title=lens.title, command=SCORECARD_COMMAND, arguments=[document.uri])
        case LensKind.BUILDS:
            context = None if document.environment is None else document.environment.surroundings.context.root
            return types.Command(title=lens.title, command=BUILD_TARGET, arguments=[document.uri, lens.target, context])
        case LensKind.SIZES:
            return types.Command(title=lens.title, command=STAGE_GRAPH_COMMAND, arguments=[document.uri])
        case LensKind.USES:
            if SHOW_REFERENCES not in commands or not lens.places:
                return types.Command(title=lens.title, command=STAGE_GRAPH_COMMAND, arguments=[document.uri])
            places = [types.Location(document.uri, range_of(ls, document, span)) for span in lens.places]
            start = range_of(ls, document, lens.span).start
            return types.Command(title=lens.title, command=SHOW_REFERENCES, arguments=[document.uri, start, places])
