"""The stages of a file and the images they begin from or copy from, as nodes and edges, and as Mermaid text.

Promises: an edge leads from what is needed to the stage that needs it; there is one edge for each place in the file.
Images are nodes of their own, the same image one node. Leaves out: what depends on a value that is not known, which is
shown as an image of the name that is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ..semantics.image_use import ImageUse, ImageUseKind
from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import StageRole
from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction
from ..syntax.logical_text import Span


class EdgeKind(Enum):
    """How a stage makes use of another one or of an image."""

    BASE = "base"
    COPY = "copy"
    MOUNT = "mount"


_EDGES = {
    ImageUseKind.FROM: EdgeKind.BASE,
    ImageUseKind.COPY_FROM: EdgeKind.COPY,
    ImageUseKind.MOUNT_FROM: EdgeKind.MOUNT,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A stage, or an image; ``role`` and ``span`` (of its FROM, in code points) are those of a stage."""

    id: str
    name: str
    role: StageRole | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` is needed by ``target``; ``span`` is the word that says so, in code points of the document."""

    source: str
    target: str
    kind: EdgeKind
    span: Span


@dataclass(frozen=True, slots=True)
class StageGraph:
    """Stages in the order of the file, then images in the order in which they are first named."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def stage_graph(program: Program) -> StageGraph:
    """The graph of a file."""
    tree = program.tree
    stages = [_node(tree.start(start), position, stage) for position, (start, stage) in enumerate(_stages(program))]
    images: dict[str, Node] = {}
    edges: list[Edge] = []
    for position, (start, stage) in enumerate(_stages(program)):
        for index, use in _uses(start, stage):
            source = f"stage{use.stage}" if use.stage is not None else _image(use, images)
            if source is not None:
                edges.append(Edge(source, f"stage{position}", _EDGES[use.kind], tree.absolute(index, use.span)))
    return StageGraph((*stages, *images.values()), tuple(edges))


def _stages(program: Program) -> Iterator[tuple[int, Stage]]:
    return zip(program.starts, program.stages, strict=True)


def _node(start: int, position: int, stage: Stage) -> Node:
    item = stage.items[0]
    assert isinstance(item, Instruction)
    name = stage.contents.name or f"stage {position}"
    return Node(f"stage{position}", name, stage.role, item.span.shifted(start))


def _uses(start: int, stage: Stage) -> Iterator[tuple[int, ImageUse]]:
    yield start, stage.base
    for position, uses in enumerate(stage.contents.uses):
        for use in uses:
            yield start + position, use


def _image(use: ImageUse, images: dict[str, Node]) -> str | None:
    name = use.value or use.word.text
    if not name:
        return None
    node = images.setdefault(name, Node(f"image{len(images)}", name))
    return node.id


def mermaid(graph: StageGraph) -> str:
    """The graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html)."""
    lines = ["flowchart LR"]
    for node in graph.nodes:
        text = _quoted(node.name)
        lines.append(f"    {node.id}([{text}])" if node.role is None else f"    {node.id}[{text}]")
    for source, target, kind in dict.fromkeys((edge.source, edge.target, edge.kind) for edge in graph.edges):
        arrow = "-->" if kind is EdgeKind.BASE else f"-.->|{kind.value}|"
        lines.append(f"    {source} {arrow} {target}")
    shipped = [node.id for node in graph.nodes if node.role is StageRole.SHIPPED]
    apart = [node.id for node in graph.nodes if node.role is StageRole.APART]
    if shipped:
        lines += ["    classDef shipped stroke-width:3px", f"    class {','.join(shipped)} shipped"]
    if apart:
        lines += ["    classDef apart stroke-dasharray:4", f"    class {','.join(apart)} apart"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A label in quotes; characters that would end it or mean something are written by their number."""
    safe = "".join(
        character if character.isalnum() or character in " ./:@_-+" else f"#{ord(character)};" for character in text
    )
    return f'"{safe}"'
