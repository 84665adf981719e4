"""The embedded list of Docker's official images: their tags, which of them mean the same, and for which machines.

The list holds the tags that were supported on its date (``data_date``), made from
https://github.com/docker-library/official-images. Tags that were dropped from it still exist on Docker Hub, and newer
ones may have appeared since. Names are those of ``ImageReference.official_name``.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from .embedded import embedded

_WINDOWS = "windows-"


@dataclass(frozen=True)
class _Row:
    """Tags of one content: for Linux on several architectures, or for Windows."""

    architectures: tuple[str, ...]
    tags: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def is_windows(self) -> bool:
        return any(architecture.startswith(_WINDOWS) for architecture in self.architectures)


@dataclass(frozen=True, eq=False)
class OfficialImage:
    """One official image and its supported tags. An image that is no longer supported has none.

    There is one object for each name, so that identity is equality and the hash is cheap.
    """

    name: str
    rows: tuple[_Row, ...]

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Every tag once, in the order of the list, which is newest first for most images."""
        return tuple(self._rows_of_tag)

    @cached_property
    def _rows_of_tag(self) -> dict[str, tuple[int, ...]]:
        positions: dict[str, tuple[int, ...]] = {}
        for position, row in enumerate(self.rows):
            for tag in (*row.tags, *row.shared):
                positions[tag] = (*positions.get(tag, ()), position)
        return positions

    def has_tag(self, tag: str) -> bool:
        """Whether the tag is in the list of supported ones; a tag that is not may still exist."""
        return tag in self._rows_of_tag

    def tags_with_same_content(self, tag: str, *, windows: bool = False) -> tuple[str, ...]:
        """The tags that mean the same image as ``tag``, itself among them; empty for an unknown tag.

        A tag shared by Linux and Windows images is taken as a Linux builder takes it, or with ``windows`` as a
        Windows one does.
        """
        content = self._content(tag, windows=windows)
        if not content:
            return ()
        candidates = dict.fromkeys(
            candidate for position in content for candidate in (*self.rows[position].tags, *self.rows[position].shared)
        )
        return tuple(candidate for candidate in candidates if self._content(candidate, windows=windows) == content)

    def architectures(self, tag: str) -> tuple[str, ...]:
        """Architectures of a tag by the names of the official images, such as ``arm64v8`` or ``windows-amd64``."""
        positions = self._rows_of_tag.get(tag, ())
        return tuple(dict.fromkeys(name for position in positions for name in self.rows[position].architectures))

    def is_windows(self, tag: str) -> bool | None:
        """Whether the tag is for Windows only; None for an unknown tag."""
        positions = self._rows_of_tag.get(tag)
        return None if positions is None else all(self.rows[position].is_windows for position in positions)

    def _content(self, tag: str, *, windows: bool) -> tuple[int, ...]:
        """The rows a tag means to a builder of that system; those of the other system where it has no other."""
        positions = self._rows_of_tag.get(tag, ())
        matching = tuple(position for position in positions if self.rows[position].is_windows == windows)
        return matching or positions


def data_date() -> date:
    """The day the embedded list of official images was made."""
    return date.fromisoformat(embedded("official_images")["date"])


def official_names() -> tuple[str, ...]:
    """The names of all official images, in alphabetical order."""
    return tuple(embedded("official_images")["images"])


@cache
def official_image(name: str) -> OfficialImage | None:
    """The official image of that name; None when there is none or it left the list as a whole."""
    data = embedded("official_images")
    rows = data["images"].get(name)
    if rows is None:
        return None
    architectures = data["architectures"]
    return OfficialImage(name, tuple(_row(row, architectures) for row in rows))


def _row(text: str, architectures: list[str]) -> _Row:
    position, _, tags = text.partition(" ")
    own, _, shared = tags.partition(" | ")
    return _Row(tuple(architectures[int(position)].split()), tuple(own.split()), tuple(shared.split()))
