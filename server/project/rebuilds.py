"""What a change has the builder do again: which steps no longer come from its cache.

The first step that reads what changed is done again, and so is all that writes files behind it in its stage and in
stages that begin from it; a COPY from another stage only if what it copies came out differently, which nobody knows.
Instructions that only describe the image cost nothing and are not counted.
Source: https://docs.docker.com/build/cache/invalidation/
"""

from __future__ import annotations

from collections.abc import Mapping

from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .build_context import BuildContext
from .context_sources import ContextSource, sources_of_step
from .go_path import clean, match

_WRITING = frozenset((Keyword.RUN, Keyword.COPY, Keyword.ADD, Keyword.WORKDIR))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A step that is done again: its stage, and its position among the items of that stage.

    Not ``is_certain``: only if a stage that it copies from came out differently.
    """

    stage: int
    position: int
    step: Step
    is_certain: bool


Touched = Mapping[int, Mapping[int, bool]]
"""Steps that read what changed: by stage and position, whether that is certain."""


def rebuilt_by_file(program: Program, context: BuildContext, path: str) -> tuple[Rebuilt, ...]:
    """What is done again when the content of a file of the context changes; nothing, if no build is sent it."""
    path = clean("/" + path)[1:]
    if context.is_sent(path) is False:
        return ()
    touched: dict[int, dict[int, bool]] = {}
    for found in program.select(sources_of_step):
        answer = _reads(found.fact, path)
        if answer is not False:
            places = touched.setdefault(found.stage, {})
            places[found.position] = places.get(found.position, False) or answer is True
    return _spread(program, touched)


def _reads(source: ContextSource, path: str) -> bool | None:
    if source.path is None:
        return None
    if not source.path or path == source.path or path.startswith(f"{source.path}/"):
        return True
    if not source.is_pattern:
        return False
    parts = path.split("/")
    return any(match(source.path, "/".join(parts[: depth + 1])) is True for depth in range(len(parts)))


def _spread(program: Program, touched: Touched) -> tuple[Rebuilt, ...]:
    """From the steps that are touched on to everything that follows; stages stand behind those they need."""
    found: list[Rebuilt] = []
    dirty: dict[int, bool] = {}
    numbers = {id(stage): number for number, stage in enumerate(program.stages)}
    for number, stage in enumerate(program.stages):
        state = dirty.get(numbers[id(stage.parent)]) if stage.parent is not None else None
        for position, step in stage.all_steps():
            own = touched.get(number, {}).get(position)
            if own is None and any(use.stage in dirty for use in step.images) and step.keyword is not Keyword.FROM:
                own = False
            # A COPY with --link does not stand on what is before it.
            again = own if step.instruction.flag("link") is not None else _stronger(state, own)
            state = _stronger(state, own)
            if again is not None and step.keyword in _WRITING and not step.is_deferred:
                found.append(Rebuilt(number, position, step, again))
        if state is not None:
            dirty[number] = state
    return tuple(found)


def _stronger(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one if other is None else one or other
