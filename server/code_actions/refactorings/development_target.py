"""Split the last stage into what development and production have in common, and one stage for each.

The stage for development is the one that the file built so far. The one for production stands last, so that it is what
is built when no target is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...syntax.bodies import From, body_of
from ...syntax.grammar import Keyword
from ...syntax.items import BlankLine
from ...syntax.logical_text import Span
from ..development_target import Split, development_split
from ..edits import TextEdit, apply, first_comment_above, removed
from ..transformation import Transformation

TITLE = "Split into a development and a production target"
_COMMON, _DEVELOPMENT, _PRODUCTION = "base", "development", "production"
_REASON = "the image that is built by default no longer holds what only development needs; that is in its own target"


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Split the last stage when asked on its FROM."""
    found = _found(analysis, index)
    if isinstance(found, Split):
        yield Fix(TITLE, Safety.UNSAFE, lambda: tuple(_edits(found)), _REASON)


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why a stage that holds something for development is not split when asked on its FROM."""
    found = _found(analysis, index)
    return (found,) if isinstance(found, str) else ()


def _found(analysis: Analysis, index: int) -> Split | str | None:
    program = analysis.program
    if not program.stages or program.starts[-1] != index:
        return None
    found = development_split(program.stages[-1], analysis.surroundings.context)
    return _why_not_named(program) or found if isinstance(found, Split) else found


def _why_not_named(program: Program) -> str | None:
    last = program.stages[-1]
    if not isinstance(body := body_of(last.from_step.item), From) or body.image is None:
        return "the image that it begins from is not known"
    taken = {(stage.name or "").lower() for stage in program.stages[:-1]} | {(last.base.value or "").lower()}
    names = {_COMMON, _DEVELOPMENT, _PRODUCTION}
    used = sorted(names & taken | names & {(last.name or _PRODUCTION).lower()} - {_PRODUCTION})
    if used:
        return f"a stage is called `{used[0]}` already"
    if last.name is not None and any(word in last.name.lower() for word in ("dev", "test", "debug", "local")):
        return f"the stage `{last.name}` is named for development"
    return None


def _edits(found: Split) -> Iterator[Edit]:
    """Names the stage, and begins the one for development at the first difference; the one for production follows."""
    stage, items = found.stage, found.stage.items
    first = min(first_comment_above(items, change.position) for change in found.changes)
    shared = list(_describing(stage, first))
    item, image = stage.from_step.item, stage.base.span
    is_lower = item.keyword_text.islower()
    yield Edit(item, Span(image.end, item.span.end), " as base" if is_lower else " AS base")
    begin = f"{'from base as' if is_lower else 'FROM base AS'} "
    gap = "" if isinstance(items[first - 1], BlankLine) and not shared else "\n"
    common = "".join(items[place].text for block in shared for place in block)
    yield Edit(items[first], Span(0, 0), f"{common}{gap}{begin}{_DEVELOPMENT}\n")
    gone = [edit for block in shared for edit in removed(items, block.start, block.stop)]
    yield from gone
    text = "".join(_texts(found, first, {id(edit.item) for edit in gone}))
    variables = "ENV NODE_ENV=production\n" if found.is_node else ""
    opening = f"{begin}{stage.name or _PRODUCTION}\n{variables}"
    last = max(place for place in range(len(items)) if not isinstance(items[place], BlankLine))
    end, close = len(items[last].text), "\n" if items[last].text.endswith("\n") else ""
    gap = "\n" if close else "\n\n"
    yield Edit(items[last], Span(end, end), f"{gap}{opening}{text.rstrip()}{close}")


def _texts(found: Split, first: int, gone: set[int]) -> Iterator[str]:
    """The instructions of the production's stage."""
    edits = {change.position: change.edits for change in found.changes}
    for place, item in enumerate(found.stage.items[first:], first):
        if id(item) not in gone:
            changes = (TextEdit(edit.span.start, edit.span.end, edit.text) for edit in edits.get(place, ()))
            yield apply(item.text, sorted(changes))


def _describing(stage: Stage, first: int) -> Iterator[range]:
    """What describes the image behind the first difference, with its comments, and is the same wherever it stands."""
    found = [
        position
        for keyword in (Keyword.EXPOSE, Keyword.LABEL, Keyword.STOPSIGNAL)
        for position, step in stage.steps_with(keyword)
        if position > first and "$" not in step.item.text
    ]
    return (range(first_comment_above(stage.items, position), position + 1) for position in sorted(found))


TRANSFORMATION = Transformation(id="development-target", title=TITLE, offer=offer, why_not=why_not)
