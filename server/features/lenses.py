"""What stands above a stage and above the file: who uses it, how large it is, and how the file stands.

Promises: only what the file says; a file with one stage has no lenses above it, as there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..code_actions.snapshot import Snapshot
from ..project.byte_counts import bounds_in_words, is_telling
from ..project.layers import UNKNOWN, Bounds
from ..semantics.program import Program
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span
from .preferences import LensKind
from .scorecard import scorecard
from .stage_graph import Node, stage_graph

Sizes = Sequence[Bounds]


@dataclass(frozen=True, slots=True)
class Lens:
    """``span`` is the FROM of the stage, or the first line.

    ``places`` are the words that refer to a stage, all in code points; ``target`` is what to build it by, a name or a
    number, for a lens that offers it.
    """

    kind: LensKind
    span: Span
    title: str
    places: tuple[Span, ...] = ()
    target: str | None = None


def lenses(program: Program, kinds: frozenset[LensKind] = frozenset(LensKind), sizes: Sizes = ()) -> list[Lens]:
    """The lenses of the stages of a file, in its order; ``sizes`` are those of the stages, if somebody looked."""
    if len(program.stages) < 2:
        return []
    graph = stage_graph(program)
    made: list[Lens] = []
    for position, node in enumerate(graph.nodes):
        if node.role is None or node.span is None:
            continue
        if LensKind.USES in kinds:
            uses = [edge for edge in graph.edges if edge.source == node.id]
            title = _title(node, len({edge.target for edge in uses}))
            made.append(Lens(LensKind.USES, node.span, title, tuple(edge.span for edge in uses)))
        size = sizes[position] if LensKind.SIZES in kinds and position < len(sizes) else UNKNOWN
        if is_telling(size):
            made.append(Lens(LensKind.SIZES, node.span, bounds_in_words(size)))
        if LensKind.BUILDS in kinds:
            target = program.stages[position].contents.name or str(position)
            made.append(Lens(LensKind.BUILDS, node.span, "build this stage", target=target))
    return made


def file_lens(snapshot: Snapshot) -> Lens | None:
    """The scorecard in one line, above the first line; ``None`` where there is nothing to judge."""
    card = scorecard(snapshot)
    return None if card is None else Lens(LensKind.SCORE, Span(0, 0), card.summary)


def _title(node: Node, users: int) -> str:
    used = f"used by {users} stage{'' if users == 1 else 's'}"
    match node.role:
        case StageRole.SHIPPED:
            return "shipped"
        case StageRole.APART:
            return f"{used}, not shipped" if users else "not shipped"
        case _:
            return used if users else "not used by another stage"
