"""About a stage: what it begins from, how large it is, what flows in and out, and who and where one is at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...project.build_context import BuildContext
from ...project.byte_counts import bounds_in_words, is_telling
from ...project.estimate import image_layers, total
from ...semantics.program import Program
from ...semantics.stage import Stage
from ...semantics.step import StageRole
from ..markdown import code, paragraphs
from .states import state_text


def stage_text(program: Program, context: BuildContext, position: int) -> str:
    """The text about the stage at a position; ``context`` is what it may copy from."""
    stage = program.stages[position]
    name = f"**stage** {code(stage.name)}" if stage.name else "**stage**"
    line = program.tree.lines[program.starts[position]] + 1
    return paragraphs(
        f"{name}, number {position}, line {line}",
        _base(stage),
        _role(stage),
        _size(program, context, stage),
        "\n".join((*_in(program, stage), *_out(program, position))),
        f"At its end: {state_text(stage.final_state)}",
    )


def _role(stage: Stage) -> str:
    match stage.role:
        case StageRole.SHIPPED:
            return "It is the image that is built by default."
        case StageRole.FEEDS if stage.traits.is_in_image:
            return "The image that is built by default is built upon it."
        case StageRole.FEEDS:
            return "It is not shipped itself; the image that is built by default needs it."
        case StageRole.UNCERTAIN:
            return "Whether the image that is built by default needs it depends on an argument of the build."
        case StageRole.APART:
            return "The image that is built by default does not need it; it is built when asked for by `--target`."
        case _:
            assert_never(stage.role)


def _base(stage: Stage) -> str:
    base = stage.base
    if base.stage is not None:
        return f"Begins from the stage {code(base.word.text)}."
    written = base.word.text
    value = "" if base.value in (None, written) else f", which is {code(base.value or '')}"
    size = stage.facts.megabytes
    about = "" if size is None else f"; that alone takes about {size[0]}–{size[1]} MB"
    return f"Begins from {code(written)}{value}{about}." if written else ""


def _size(program: Program, context: BuildContext, stage: Stage) -> str:
    """How large it is at least and at most, and how much of it nobody knows."""
    found = image_layers(program, context, stage)
    size = total(found)
    if not is_telling(size):
        return ""
    unknown = sum(each.layer.bytes.most is None for each in found)
    rest = f"; what {unknown} instruction{' adds' if unknown == 1 else 's add'} is not known" if unknown else ""
    return f"Estimated size: {bounds_in_words(size)}{rest}."


def _in(program: Program, stage: Stage) -> Iterator[str]:
    """What it takes from other stages and images."""
    seen: set[str] = set()
    for uses in stage.contents.uses:
        for use in uses:
            name = _name(program, use.stage) if use.stage is not None else use.word.text
            line = f"- Takes from {code(name)} by `{use.kind.value}`"
            if name and line not in seen:
                seen.add(line)
                yield line


def _out(program: Program, position: int) -> Iterator[str]:
    """Which stages take from it."""
    for other, stage in enumerate(program.stages):
        if stage.base.stage == position:
            yield f"- {code(_name(program, other))} begins from it"
        kinds = {use.kind.value for uses in stage.contents.uses for use in uses if use.stage == position}
        for kind in sorted(kinds):
            yield f"- {code(_name(program, other))} takes from it by `{kind}`"


def _name(program: Program, position: int) -> str:
    return program.stages[position].name or f"stage {position}"
