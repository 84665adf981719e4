"""Hold what is estimated of an image before it is built against the image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dockwright.project.context_reader import read_build_context
from dockwright.project.estimate import estimate, image_layers, total
from dockwright.project.layers import Bounds
from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse

from .engine import Engine, Image
from .proof_page import EstimateRow
from .proving import executed_steps


@dataclass(frozen=True, slots=True)
class Estimated:
    """What is said of a Dockerfile before its build: ``base`` is the image it is built on, ``on_top`` the rest.

    ``certain`` and ``possible`` count the steps that a change of a source file has done again.
    """

    reference: str | None
    base: Bounds
    on_top: Bounds
    layers: int
    certain: int
    possible: int


def estimated(context: Path, changed: str) -> Estimated:
    """The estimate for the Dockerfile of a build context and a change of one of its files."""
    program = derive(parse((context / "Dockerfile").read_text(encoding="utf-8")))
    files = read_build_context(context / "Dockerfile", root=context)
    found = estimate(program, files, changed)
    assert found is not None
    first, *others = image_layers(program, files, program.stages[-1])
    assert first.layer.bytes + total(others) == found.image
    base = program.stages[-1].chain[-1].base
    return Estimated(
        None if base.is_scratch else base.value,
        first.layer.bytes,
        total(others),
        found.added_layers,
        sum(each.is_certain for each in found.rebuilt),
        len(found.rebuilt),
    )


def held_against(engine: Engine, name: str, said: Estimated, image: Image, rebuilt: Image) -> EstimateRow:
    """The row of the page; fails where the image is not within the bounds of what is said to lie on its base.

    ``rebuilt`` is the image after the change. How large the base is, is only compared: it may be a stand-in.
    """
    size, layers = (0, 0) if said.reference is None else engine.size_and_layers(said.reference)
    on_top, steps = image.size - size, len(executed_steps(rebuilt.log))
    assert said.on_top.least <= on_top, (name, said)
    assert said.on_top.most is None or on_top <= said.on_top.most, (name, said)
    assert said.layers == image.layers - layers, (name, said, image.layers, layers)
    assert said.certain <= steps <= said.possible, (name, said, executed_steps(rebuilt.log))
    return EstimateRow(name, said.base, said.on_top, size, on_top, said.layers, (said.certain, said.possible), steps)
