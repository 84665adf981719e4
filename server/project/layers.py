"""How much each instruction adds to an image, within bounds that hold: what is not known has no upper one.

Bytes are those of files as the image stores them, uncompressed, which is what ``docker images`` adds up. Known are the
rough sizes of base images, what COPY and ADD take from a measured context, heredocs, and instructions that write
nothing. A RUN has no upper bound, and a lower one only where it installs packages that are known to be large. A later
layer never makes an image smaller, so that removing is worth nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .build_context import BuildContext, EntryKind
from .context_sources import ContextSource, sources_of_step
from .go_path import match
from .installed_sizes import least_installed

_MEGABYTE = 1_000_000
ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".gz", ".bz2", ".xz", ".zst")


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least and at most so many bytes; ``most`` is None where nobody knows."""

    least: int = 0
    most: int | None = 0

    def __add__(self, other: Bounds) -> Bounds:
        most = None if self.most is None or other.most is None else self.most + other.most
        return Bounds(self.least + other.least, most)

    @property
    def is_exact(self) -> bool:
        """Whether the number is known."""
        return self.least == self.most


UNKNOWN = Bounds(0, None)


@dataclass(frozen=True, slots=True)
class Layer:
    """What the instruction at ``position`` of its stage adds. ``reason`` says how that is known, or why it is not."""

    position: int
    step: Step
    bytes: Bounds
    reason: str


def layers(program: Program, context: BuildContext, stage: Stage) -> tuple[Layer, ...]:
    """The layers of one stage in order, its FROM first: that one holds all of the image or stage it begins from."""
    return tuple(_layers(program, context, stage, {}))


def sizes_of(program: Program, context: BuildContext) -> tuple[Bounds, ...]:
    """The bounds of all layers of each stage together, those of its base among them; each stage is looked at once."""
    known: _Known = {}
    return tuple(_size(program, context, stage, known) for stage in program.stages)


_Known = dict[int, Bounds]
"""Stages by identity: many may copy from one, and following each way to it would take forever."""


def _size(program: Program, context: BuildContext, stage: Stage, known: _Known) -> Bounds:
    found = known.get(id(stage))
    if found is None:
        found = Bounds()
        for layer in _layers(program, context, stage, known):
            found += layer.bytes
        known[id(stage)] = found
    return found


def _layers(program: Program, context: BuildContext, stage: Stage, known: _Known) -> Iterator[Layer]:
    installed = least_installed(stage)
    for position, step in stage.all_steps():
        least = installed.get(position)
        if least is None:
            yield Layer(position, step, *_added(program, context, stage, step, known))
        else:
            yield Layer(position, step, Bounds(least, None), "packages that are known to be large, and what else")


def _added(program: Program, context: BuildContext, stage: Stage, step: Step, known: _Known) -> tuple[Bounds, str]:
    if step.is_deferred:
        return Bounds(), "runs in another build"
    match step.keyword:
        case Keyword.FROM:
            return _base(program, context, stage, known)
        case Keyword.COPY | Keyword.ADD:
            return _transferred(program, context, step, known)
        case Keyword.RUN:
            return _run(step)
        case None:
            return UNKNOWN, "the instruction is not known"
        case _:
            return Bounds(), "writes no file"


def _base(program: Program, context: BuildContext, stage: Stage, known: _Known) -> tuple[Bounds, str]:
    if stage.parent is not None:
        return _size(program, context, stage.parent, known), "all of the stage it begins from"
    rough = stage.facts.megabytes
    if rough is None:
        return UNKNOWN, "the size of the base image is not known"
    return Bounds(rough[0] * _MEGABYTE, rough[1] * _MEGABYTE), "the rough size of the base image"


def _transferred(program: Program, context: BuildContext, step: Step, known: _Known) -> tuple[Bounds, str]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer):
        return UNKNOWN, "the instruction is not finished"
    if body.source_stage is not None:
        return _from_elsewhere(program, context, step, len(body.sources), known)
    heredocs = sum(len(step.item.text[each.body.start : each.body.end].encode()) for each in body.heredocs)
    sources = tuple(sources_of_step(step))
    if len(sources) != len(body.file_sources):
        return Bounds(heredocs, None), "what is downloaded is not measured"
    total = Bounds(heredocs, heredocs)
    for source in sources:
        total += _measured(context, source, is_unpacked=step.keyword is Keyword.ADD)
    if step.instruction.flag("exclude") is not None:
        total = Bounds(heredocs, total.most)
    reason = "measured in the build context" if total.most is not None else "not all of the build context is known"
    return total, reason


def _from_elsewhere(
    program: Program, context: BuildContext, step: Step, sources: int, known: _Known
) -> tuple[Bounds, str]:
    stage = next((use.stage for use in step.images if use.stage is not None), None)
    if stage is None or not 0 <= stage < len(program.stages):
        return UNKNOWN, "what is copied from an image is not known"
    most = _size(program, context, program.stages[stage], known).most
    return Bounds(0, None if most is None else most * sources), "no more than the stage it is copied from holds"


def _measured(context: BuildContext, source: ContextSource, *, is_unpacked: bool) -> Bounds:
    if source.path is None:
        return UNKNOWN
    total = Bounds()
    for path in _matched(context, source):
        entry = context.entry(path)
        if path and (entry is None or entry.kind is EntryKind.LINK):
            return UNKNOWN
        size = context.sent_size(path)
        if is_unpacked and entry is not None and entry.kind is EntryKind.FILE and path.endswith(ARCHIVES):
            return UNKNOWN
        total += Bounds(size.bytes, size.bytes if size.is_complete else None)
    # A guess of the root may be wrong about all of it.
    return total if context.is_root_certain else UNKNOWN


def _matched(context: BuildContext, source: ContextSource) -> Iterator[str]:
    assert source.path is not None
    if not source.is_pattern:
        yield source.path
        return
    for parent, entries in context.folders.items():
        if parent.count("/") + bool(parent) == source.path.count("/"):
            for name in entries:
                path = f"{parent}/{name}" if parent else name
                if match(source.path, path) is True and context.is_sent(path):
                    yield path


_WRITE_NOTHING = frozenset(
    ("mkdir", "true", ":", "test", "[", "[[", "cd", "set", "export", "rm", "rmdir", "echo", "ls")
)


def _run(step: Step) -> tuple[Bounds, str]:
    script = step.commands
    if script is None or script.has_errors or not script.commands or script.group_redirections or script.functions:
        return UNKNOWN, "what the commands write is not known"
    for command in script.commands:
        if command.name.value not in _WRITE_NOTHING or command.redirections:
            return UNKNOWN, "what the commands write is not known"
    return Bounds(), "the commands write no content"
