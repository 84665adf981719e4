"""Which images and stages an instruction names, resolved against the stages before it."""

from __future__ import annotations

from ..syntax.bodies import From, Transfer, body_of
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.words import Word
from .environment import Binding, Lookup
from .evaluation import evaluate
from .image_use import ImageUse, ImageUseKind, read_image_use
from .state import BuildState

StageNames = tuple[str | None, ...]
"""The names of the stages before the current one, in lower case, by position."""


def mentions(instruction: Instruction) -> tuple[tuple[ImageUseKind, Word], ...]:
    """The words of ``COPY --from`` and ``RUN --mount=from=``, kept with the instruction; ONBUILD is looked into."""
    if "mentions" not in instruction.memo:
        instruction.memo["mentions"] = _mentions(instruction.nested or instruction)
    found: tuple[tuple[ImageUseKind, Word], ...] = instruction.memo["mentions"]
    return found


def _mentions(instruction: Instruction) -> tuple[tuple[ImageUseKind, Word], ...]:
    if instruction.keyword is Keyword.RUN:
        options = (flag.mount_option("from") for flag in instruction.flags if flag.name == "mount")
        words = (option.value_word for option in options if option is not None)
        return tuple((ImageUseKind.MOUNT_FROM, word) for word in words if word is not None)
    body = body_of(instruction)
    if isinstance(body, Transfer) and body.source_stage is not None and body.source_stage.value is not None:
        return ((ImageUseKind.COPY_FROM, body.source_stage.value),)
    return ()


def image_uses(instruction: Instruction, state: BuildState, names: StageNames) -> tuple[ImageUse, ...]:
    """What an instruction inside a stage names."""
    found = mentions(instruction)
    if not found:
        return ()
    lookup = state.environment.get
    return tuple(
        _resolve(kind, instruction.nested or instruction, word, lookup, names, state.environment.is_complete)
        for kind, word in found
    )


def base_image(instruction: Instruction, lookup: Lookup, names: StageNames) -> ImageUse | None:
    """What a FROM begins from; ``None`` while no image is written."""
    body = body_of(instruction)
    if not isinstance(body, From) or body.image is None:
        return None
    return _resolve(ImageUseKind.FROM, instruction, body.image, lookup, names, True)


def _resolve(
    kind: ImageUseKind,
    instruction: Instruction,
    word: Word,
    lookup: Lookup,
    names: StageNames,
    is_complete: bool,
) -> ImageUse:
    value = evaluate(word, lookup, is_complete=is_complete)
    bindings: list[Binding] = []
    for expansion in word.expansions:
        binding = lookup(expansion.name)
        if binding is not None:
            bindings.append(binding)
    return read_image_use(kind, instruction, word, value, _stage(kind, value, names), tuple(bindings))


def _stage(kind: ImageUseKind, value: str | None, names: StageNames) -> int | None:
    if not value:
        return None
    lowered = value.lower()
    for position in range(len(names) - 1, -1, -1):
        if names[position] == lowered:
            return position
    if kind is ImageUseKind.COPY_FROM and value.isdecimal() and int(value) < len(names):
        return int(value)
    return None
