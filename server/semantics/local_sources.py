"""Which local paths a Dockerfile copies, from which one can guess what it is built from."""

from __future__ import annotations

from ..syntax.bodies import Transfer, body_of
from ..syntax.grammar import Keyword
from ..syntax.tree import Tree


def local_sources(tree: Tree) -> tuple[str, ...]:
    """The sources of COPY and ADD that are plain paths of the build context, each once, as they are written.

    Left out: what comes from another stage or image, URLs and repositories, and what depends on a variable.
    """
    found: dict[str, None] = {}
    for _, item in tree.instructions():
        if item.keyword not in (Keyword.COPY, Keyword.ADD):
            continue
        body = body_of(item)
        if not isinstance(body, Transfer) or body.source_stage is not None:
            continue
        for word in body.file_sources:
            path = word.value
            if path and not (item.keyword is Keyword.ADD and ("://" in path or path.startswith("git@"))):
                found[path] = None
    return tuple(found)
