"""``dockwright pin``: write behind the tag of each image the digest that it has in its registry now."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor

from ...code_actions.edits import TextEdit, apply, resolve
from ...code_actions.image_edits import mentions_at, place_of_digest
from ...diagnostics.finding import Edit
from ...external.registry import Unavailable, digest_or_reason
from ...images.reference import ImageReference
from ...semantics.derivation import derive
from ...semantics.program import Program
from ...syntax.dataclass import dataclass
from ...syntax.items import Item
from ...syntax.logical_text import Span
from ...syntax.tree import parse
from ..failure import complain
from ..rewriting import show_or_write
from ..source_file import read_or_fail
from ..streams import write_utf8

_QUESTIONS = 8
"""So many are asked at a time."""


@dataclass(frozen=True, slots=True)
class _Unpinned:
    """An image without a digest, the 1-based line of its instruction, and the place for the digest if there is one."""

    image: ImageReference
    line: int
    place: tuple[Item, Span] | None


def run(arguments: argparse.Namespace) -> int:
    """0 if no image lacks a digest now, 1 if one was left alone, 2 if a registry did not tell the digest of one."""
    write_utf8()
    file, label = read_or_fail(arguments.file, to_change=True), str(arguments.file)
    program = derive(parse(file.text))
    unpinned = _unpinned(program)
    told = _told({each.image for each in unpinned if each.place is not None})
    edits: set[TextEdit] = set()
    code = 0
    for each in unpinned:
        digest = told.get(each.image)
        if each.place is None or digest is None:
            complain(f"{label}:{each.line}: {_why_not(each.image)}")
            code = max(code, 1)
        elif isinstance(digest, Unavailable):
            complain(f"{label}:{each.line}: `{each.image.written}` is not pinned: {digest}")
            code = 2
        else:
            # Two stages may get their image from one ARG.
            edits.update(resolve(program.tree, (Edit(*each.place, f"@{digest}"),)) or ())
    show_or_write(file, apply(file.text, sorted(edits)), arguments)
    if not unpinned:
        complain(f"{label}: nothing to pin")
    elif arguments.write:
        complain(f"{label}: wrote {len(edits)} digest{'' if len(edits) == 1 else 's'}")
    return code


def _unpinned(program: Program) -> list[_Unpinned]:
    tree = program.tree
    return [
        _Unpinned(image, tree.source.line_of(tree.start(index)) + 1, place_of_digest(program, mention))
        for index in range(len(tree.items))
        for mention in mentions_at(program, index)
        if (image := mention.use.image) is not None and image.digest is None and image.written != "scratch"
    ]


def _told(images: Collection[ImageReference]) -> Mapping[ImageReference, str | Unavailable]:
    with ThreadPoolExecutor(_QUESTIONS) as threads:
        return dict(zip(images, threads.map(digest_or_reason, images), strict=True))


def _why_not(image: ImageReference) -> str:
    if image.tag is None:
        return f"`{image.written}` has no tag, and is left alone"
    return f"`{image.written}` is put together, or comes from an ARG with other uses, and is left alone"
