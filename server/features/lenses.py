"""What stands above a stage: which stages use it, or that it is not shipped.

Promises: only what the file says; a file with one stage has no lenses, as there is nothing to tell.
"""

from __future__ import annotations

from ..semantics.program import Program
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.logical_text import Span
from .stage_graph import Node, stage_graph


@dataclass(frozen=True, slots=True)
class Lens:
    """``span`` is the FROM of the stage, ``places`` are the words that refer to it, all in code points."""

    span: Span
    title: str
    places: tuple[Span, ...]


def lenses(program: Program) -> list[Lens]:
    """The lenses of a file, in its order."""
    if len(program.stages) < 2:
        return []
    graph = stage_graph(program)
    made: list[Lens] = []
    for node in graph.nodes:
        if node.role is not None and node.span is not None:
            uses = [edge for edge in graph.edges if edge.source == node.id]
            title = _title(node, len({edge.target for edge in uses}))
            made.append(Lens(node.span, title, tuple(edge.span for edge in uses)))
    return made


def _title(node: Node, users: int) -> str:
    used = f"used by {users} stage{'' if users == 1 else 's'}"
    match node.role:
        case StageRole.SHIPPED:
            return "shipped"
        case StageRole.APART:
            return f"{used}, not shipped" if users else "not shipped"
        case _:
            return used if users else "not used by another stage"
