"""The code action that pins an image to the digest that its tag has now.

Promises: no registry is asked before somebody chooses the action, so only clients that resolve lazily are offered it;
where the registry tells no digest, they get an error and a message that say why, and no edit. It mends the findings
that want a digest. Leaves out: fixing everything at once, which asks nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ..code_actions.edits import TextEdit, resolve
from ..code_actions.image_edits import mentions_at, place_of_digest
from ..diagnostics.finding import Edit
from ..external.registry import Unavailable, digest_or_reason
from ..images.reference import ImageReference
from ..semantics.program import Program
from ..syntax.items import Item
from ..syntax.logical_text import Span
from .documents import Document
from .json_rpc import JsonObject
from .language_server import ContentModifiedError, FeatureServer, RequestFailedError
from .places import range_of

PIN = "pin"
"""The purpose that the action's data name."""

_WANT_A_DIGEST = ("undigested-base-image", "missing-required-digest")


def pin_actions(
    ls: FeatureServer, document: Document, params: types.CodeActionParams, kinds: Collection[str]
) -> Iterator[types.CodeAction]:
    """An action for each image of the instruction in the range; of the kinds asked for, a fix where one is wanted."""
    assert document.snapshot is not None
    tree, program = document.snapshot.tree, document.snapshot.analysis.program
    index = tree.index_at_line(params.range.start.line)
    if index < 0 or not ls.workbench.abilities.lazy_edits:
        return
    for mention in mentions_at(program, index):
        image = mention.use.image
        if image is None or place_of_digest(program, mention) is None:
            continue
        where = range_of(ls, document, tree.absolute(index, mention.use.span))
        shown = params.context.diagnostics
        mended = [known for known in shown if known.code in _WANT_A_DIGEST and known.range == where]
        possible = ("quickfix", "refactor.rewrite") if mended else ("refactor.rewrite",)
        kind = next((kind for kind in possible if kind in kinds), None)
        if kind is not None:
            yield types.CodeAction(
                title=f"Pin `{image.written}` to the digest it has now",
                kind=kind,
                diagnostics=mended or None,
                data={
                    "uri": document.uri,
                    "version": document.version,
                    "purpose": PIN,
                    "start": tree.start(index),
                    "image": image.written,
                },
            )


async def pin_edits(ls: FeatureServer, document: Document, data: JsonObject) -> tuple[TextEdit, ...]:
    """Ask for the digest and write it. Raises ``RequestFailedError`` where the registry does not tell it."""
    assert document.snapshot is not None
    tree, version = document.snapshot.tree, document.version
    image, place = _found_again(document.snapshot.analysis.program, data)
    digest = await ls.in_background(lambda: digest_or_reason(image))
    if isinstance(digest, Unavailable):
        complaint = f"`{image.written}` cannot be pinned: {digest}"
        # VS Code writes the error of a resolved action into its log, and nobody would see it.
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"Dockwright: {complaint}"))
        raise RequestFailedError(complaint)
    edits = resolve(tree, (Edit(*place, f"@{digest}"),))
    if edits is None or not document.is_open or document.version != version:
        raise ContentModifiedError
    return edits


def _found_again(program: Program, data: JsonObject) -> tuple[ImageReference, tuple[Item, Span]]:
    start = data.get("start")
    if not isinstance(start, int):
        raise JsonRpcInvalidParams("the action does not come from here")
    for mention in mentions_at(program, program.tree.index_at_line(program.tree.source.line_of(start))):
        image, place = mention.use.image, place_of_digest(program, mention)
        if image is not None and place is not None and image.written == data.get("image"):
            return image, place
    raise ContentModifiedError
