"""What COPY and mounts take files from, resolved as BuildKit does: among all stages of the file, the last one winning.

Source: https://docs.docker.com/reference/dockerfile/#copy---from. Only COPY counts stages; in a mount a number is the
name of an image. Instructions behind ONBUILD are left out, since they are resolved in another build.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.image_use import ImageUse, ImageUseKind
from ....semantics.program import Program
from ....semantics.step import Step
from ....syntax.dataclass import dataclass
from ....syntax.lazy_pattern import lazy_pattern

_NUMBER = lazy_pattern(r"[+-]?[0-9]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A ``from`` without variables in stage ``position``; ``target`` is the stage it names, if it names one.

    ``number`` is set where COPY gives a number, which may be that of no stage.
    """

    position: int
    step: Step
    use: ImageUse
    value: str
    number: int | None
    target: int | None


def sources(program: Program) -> Iterator[Source]:
    """Everything that files are taken from, in the order of the file."""
    names: dict[str, int] | None = None
    for found in program.select(taking_files):
        position, (step, use) = found.stage, found.fact
        value = use.word.value
        if not value:
            continue
        if names is None:
            names = {stage.name.lower(): index for index, stage in enumerate(program.stages) if stage.name}
        number = int(value) if use.kind is ImageUseKind.COPY_FROM and _NUMBER.fullmatch(value) else None
        if number is None:
            yield Source(position, step, use, value, None, names.get(value.lower()))
        else:
            yield Source(position, step, use, value, number, number if 0 <= number < len(program.stages) else None)


def taking_files(step: Step) -> tuple[tuple[Step, ImageUse], ...]:
    """The images and stages that files are taken from in a step."""
    return () if step.is_deferred else tuple((step, use) for use in step.images)
