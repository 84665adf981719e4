"""Images that a Dockerfile names: in FROM, in ``COPY --from`` and in ``RUN --mount=from=``."""

from __future__ import annotations

from enum import Enum

from ..images.reference import ImageReference, InvalidReference, parse_reference
from ..syntax.dataclass import dataclass
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.words import Word
from .environment import Binding


class ImageUseKind(Enum):
    """Where the image is named."""

    FROM = "FROM"
    COPY_FROM = "COPY --from"
    MOUNT_FROM = "RUN --mount=from="


@dataclass(frozen=True, slots=True)
class ImageUse:
    """One use of an image or stage.

    ``value`` is the evaluated text, ``None`` if unknown. ``stage`` is the 0-based position of the stage it names, if it
    names one. ``reference`` is what else it names. ``bindings`` are the variables the text is made of.
    """

    kind: ImageUseKind
    instruction: Instruction
    word: Word
    value: str | None
    stage: int | None
    reference: ImageReference | InvalidReference | None
    bindings: tuple[Binding, ...]

    @property
    def span(self) -> Span:
        """The word that names it, relative to its instruction."""
        return self.word.span

    @property
    def is_scratch(self) -> bool:
        """Whether it is the empty image."""
        return self.kind is ImageUseKind.FROM and self.value == "scratch"

    @property
    def image(self) -> ImageReference | None:
        """The reference, where an image is named that a registry could hold."""
        return self.reference if isinstance(self.reference, ImageReference) and not self.is_scratch else None


def read_image_use(
    kind: ImageUseKind,
    instruction: Instruction,
    word: Word,
    value: str | None,
    stage: int | None,
    bindings: tuple[Binding, ...],
) -> ImageUse:
    """An image use, its reference parsed where the value is known and no stage is meant."""
    reference = parse_reference(value) if value and stage is None else None
    return ImageUse(kind, instruction, word, value, stage, reference, bindings)
