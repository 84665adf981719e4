"""One piece of reference text: what something is, an example, since when it exists, and where Docker explains it."""

from __future__ import annotations

from ...syntax.dataclass import dataclass

REFERENCE_PAGE = "https://docs.docker.com/reference/dockerfile/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph (Markdown with nothing but backticks in it), an example, and an address.

    ``since`` is the first stable version of ``docker/dockerfile`` that reads it, ``labs`` says that no stable one does
    yet. ``forms`` are the ways to write an instruction, for signature help; words in angle brackets are parameters.
    """

    summary: str
    example: str = ""
    anchor: str = ""
    since: str | None = None
    labs: bool = False
    forms: tuple[str, ...] = ()
    page: str = REFERENCE_PAGE

    @property
    def link(self) -> str:
        """Where Docker explains it."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    @property
    def first_sentence(self) -> str:
        """What fits into one line of a list."""
        return f"{self.summary.partition('. ')[0].removesuffix('.')}."
