"""What the image of a file holds and what a small change costs, told without a build.

The image is that of the last stage, which is built where nobody names another. Bytes are those of the layer model, so
what is not known has no upper bound. Leaves out: what a build downloads and how long it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import StageRole, Step
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .build_context import BuildContext, EntryKind
from .layers import Bounds, Layer, layers
from .rebuilds import Rebuilt, rebuilt_by_file

_SUFFIXES = frozenset(
    (
        *(".c", ".cc", ".cjs", ".cpp", ".cs", ".ex", ".fs", ".go", ".html", ".java", ".js", ".jsx", ".kt", ".mjs"),
        *(".php", ".py", ".rb", ".rs", ".scala", ".svelte", ".swift", ".ts", ".tsx", ".vb", ".vue", ".zig"),
    )
)
_FIRST_NAMES = ("main", "Main", "Program", "server", "app", "index")
_MOST_SOURCES = 50
"""Files to try; where none of so many is read, the build hardly looks at sources."""


@dataclass(frozen=True, slots=True)
class LineLayer:
    """A layer of the image, and the 1-based line of its instruction."""

    line: int
    layer: Layer


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known before a build.

    ``added_layers`` counts those on top of the base image, ``unknown`` are the instructions of which nobody knows how
    much they add at most, that with the base image among them. ``rebuilt`` is what a change of one source file has done
    again, in the stages that the image needs.
    """

    image: Bounds
    added_layers: int
    unknown: tuple[LineLayer, ...]
    rebuilt: tuple[Rebuilt, ...]


def estimate(program: Program, context: BuildContext, changed: str | None) -> Estimate | None:
    """The estimate, with the path of the file that is ``changed``; None for a file without a stage."""
    if not program.stages:
        return None
    found = image_layers(program, context, program.stages[-1])
    return Estimate(
        total(found),
        _added_layers(program.stages[-1]),
        tuple(each for each in found if each.layer.bytes.most is None),
        () if changed is None else _rebuilt(program, context, changed),
    )


def image_layers(program: Program, context: BuildContext, stage: Stage) -> tuple[LineLayer, ...]:
    """All layers of a stage, those of the stages that it begins from in place of its own FROM."""
    numbers = {id(stage): number for number, stage in enumerate(program.stages)}
    return tuple(
        LineLayer(program.tree.lines[program.starts[numbers[id(part)]] + layer.position] + 1, layer)
        for part in reversed(stage.chain)
        for layer in layers(program, context, part)
        if layer.step.keyword is not Keyword.FROM or part.parent is None
    )


def total(found: Iterable[LineLayer]) -> Bounds:
    """The bounds of all of them together."""
    size = Bounds()
    for each in found:
        size += each.layer.bytes
    return size


def _added_layers(stage: Stage) -> int:
    return sum(_adds_a_layer(part, position, step) for part in stage.chain for position, step in part.all_steps())


def _adds_a_layer(stage: Stage, position: int, step: Step) -> bool:
    if step.keyword is Keyword.WORKDIR and not step.is_deferred:
        # The root is there already; any other directory is made anew, even if there is one.
        return stage.contents.states[position + 1].workdir.value != "/"
    return step.keyword in (Keyword.RUN, Keyword.COPY, Keyword.ADD) and not step.is_deferred


def source_to_change(program: Program, context: BuildContext) -> str | None:
    """The source file by which to tell what a change costs; None where the build is not seen to read any."""
    for path in islice(_sources(context), _MOST_SOURCES):
        if context.is_sent(path) and any(each.is_certain for each in _rebuilt(program, context, path)):
            return path
    return None


def _rebuilt(program: Program, context: BuildContext, path: str) -> tuple[Rebuilt, ...]:
    found = rebuilt_by_file(program, context, path)
    return tuple(each for each in found if program.stages[each.stage].role is not StageRole.APART)


def _sources(context: BuildContext) -> list[str]:
    """Source files by their names, where a program mostly begins first; settings of tools are none."""
    found: list[tuple[int, int, str]] = []
    for folder, entries in context.folders.items():
        for name, entry in entries.items():
            stem, dot, suffix = name.rpartition(".")
            if entry.kind is EntryKind.FILE and dot + suffix in _SUFFIXES and ".config" not in stem:
                path = f"{folder}/{name}" if folder else name
                rank = _FIRST_NAMES.index(stem) if stem in _FIRST_NAMES else len(_FIRST_NAMES)
                found.append((path.count("/"), rank, path))
    return [path for _, _, path in sorted(found)]
