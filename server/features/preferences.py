"""What a configuration says of how files are laid out and what editors show beside the text."""

from __future__ import annotations

from enum import Enum

from ..project.configuration import Configuration
from ..syntax.dataclass import dataclass
from .formatting.options import FormatOptions, KeywordCase, OperatorPlace


class Hint(Enum):
    """A kind of inlay hint."""

    IMAGE = "image"
    DIGEST = "digest"
    SIZE = "size"
    ROLE = "role"
    USER = "user"


OFFLINE_HINTS = frozenset(Hint) - {Hint.DIGEST}
"""The hints for which nobody has to be asked."""


class LensKind(Enum):
    """A kind of code lens."""

    USES = "uses"
    SIZES = "sizes"
    BUILDS = "builds"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Preferences:
    """``width``, ``uses_tabs`` and ``final_newline`` are ``None`` where nobody states them, so that an editor may."""

    width: int | None = None
    uses_tabs: bool | None = None
    keyword_case: KeywordCase = KeywordCase.UPPER
    operators: OperatorPlace = OperatorPlace.KEEP
    wrap_width: int = 0
    final_newline: bool | None = None
    hints: frozenset[Hint] = OFFLINE_HINTS
    lenses: frozenset[LensKind] = frozenset(LensKind)

    def format_options(self, width: int = 4, uses_tabs: bool = False, final_newline: bool = True) -> FormatOptions:
        """The layout, with what an editor says where nothing is stated."""
        return FormatOptions(
            width=width if self.width is None else self.width,
            uses_tabs=uses_tabs if self.uses_tabs is None else self.uses_tabs,
            keyword_case=self.keyword_case,
            operators=self.operators,
            wrap_width=self.wrap_width,
            final_newline=final_newline if self.final_newline is None else self.final_newline,
        )


def preferences_in(configuration: Configuration, *, shows_digests: bool = False) -> Preferences:
    """The preferences that a configuration states; whether registries are asked for digests is not for it to say."""
    hints = {
        Hint.IMAGE: configuration.hint_images,
        Hint.DIGEST: shows_digests,
        Hint.SIZE: configuration.hint_sizes,
        Hint.ROLE: configuration.hint_roles,
        Hint.USER: configuration.hint_users,
    }
    lenses = {
        LensKind.USES: configuration.lens_uses,
        LensKind.SIZES: configuration.lens_sizes,
        LensKind.BUILDS: configuration.lens_builds,
        LensKind.SCORE: configuration.lens_score,
    }
    return Preferences(
        width=configuration.indent_width if configuration.is_set("indent-width") else None,
        uses_tabs=configuration.indent_style == "tab" if configuration.is_set("indent-style") else None,
        keyword_case=KeywordCase(configuration.keyword_case),
        operators=OperatorPlace(configuration.operator_position),
        wrap_width=configuration.wrap_width,
        final_newline=configuration.final_newline if configuration.is_set("final-newline") else None,
        hints=frozenset(hint for hint, is_on in hints.items() if is_on),
        lenses=frozenset(lens for lens, is_on in lenses.items() if is_on and configuration.code_lenses),
    )
