"""Edits of the RUN that installs build packages: what stays in its list, and what does not."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics.chains import removal
from ..diagnostics.finding import Edit
from ..shell.specification import PackageArgument
from ..syntax.items import Item
from ..syntax.logical_text import Span
from .build_packages import BuildPackages
from .edits import first_comment_above, removed


def without_build_packages(items: Sequence[Item], index: int, found: BuildPackages) -> tuple[Edit, ...] | None:
    """Leaves the other packages, and the libraries, in the RUN that installed all; if there are none, nothing of it.

    The comments above a RUN that goes away go to the one that builds.
    """
    if found.others or found.libraries:
        gone = removals(found, found.packages)
        return None if gone is None else (*gone, *with_libraries(found))
    if found.step.item.head.comments:
        return None
    start = first_comment_above(items, index)
    comments = "".join(item.text for item in items[start:index])
    moved = (Edit(found.builder.item, Span(0, 0), comments),) if comments else ()
    return (*removed(items, start, index + 1), *moved)


def removals(found: BuildPackages, packages: tuple[PackageArgument, ...]) -> tuple[Edit, ...] | None:
    """Takes packages out of the list; ``None`` where a comment stands among them."""
    edits = [removal(found.step, package.word.span.start, package.word.span.end) for package in packages]
    complete = tuple(edit for edit in edits if edit is not None)
    return complete if len(complete) == len(edits) else None


def with_libraries(found: BuildPackages) -> tuple[Edit, ...]:
    """Installs the libraries as the last packages of the list, written as it is."""
    if not found.libraries:
        return ()
    text, gap = found.step.item.text, " "
    before, end = found.call.operands[-2:][0].span.end, found.call.operands[-1].span
    between = text[before : end.start]
    if between.strip() == found.step.instruction.escape:
        gap = between
    return (Edit(found.step.item, Span(end.end, end.end), "".join(f"{gap}{name}" for name in found.libraries)),)
