"""Files of the build context, those that the ignore file keeps back left out."""

from __future__ import annotations

from collections.abc import Iterator

from ...project.build_context import BuildContext, Entry, EntryKind
from ...project.go_path import clean
from ...syntax.logical_text import Span
from .offer import Offer, OfferKind

_UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB"))


WORD = " \t\"'\\"
STRING = '"\\$'
OPTION = f"{WORD},"
"""Characters that cannot be written as they are: in a word, in a string of JSON, and in an option of a mount."""


def path_offers(
    context: BuildContext, written: str, place_end: int, unwritable: str = WORD, *, is_pattern: bool = True
) -> Iterator[Offer]:
    """The names in the folder that is written so far; folders first, hidden names last.

    Names with ``unwritable`` characters are left out. ``is_pattern`` says whether brackets would be read as a pattern.
    """
    folder, _, name = written.rpartition("/")
    span = Span(place_end - len(name), place_end)
    where = clean("/" + (folder.replace("[[]", "[") if is_pattern else folder))[1:]
    names = context.folders.get(where, {})
    for found, entry in sorted(names.items(), key=lambda item: _order(*item)):
        path = f"{where}/{found}" if where else found
        is_folder = entry.kind is EntryKind.FOLDER
        if any(character in found for character in unwritable):
            continue
        is_kept_back = entry.kind is EntryKind.OTHER or context.is_sent(path) is False
        if is_kept_back and not (is_folder and _holds_something_sent(context, path)):
            continue
        yield Offer(
            f"{found}/" if is_folder else found,
            OfferKind.FOLDER if is_folder else OfferKind.FILE,
            span,
            _escaped(f"{found}/" if is_folder else found, is_pattern=is_pattern),
            detail="" if is_folder else _size(entry),
        )


def _order(name: str, entry: Entry) -> tuple[bool, bool, str]:
    return name.startswith("."), entry.kind is not EntryKind.FOLDER, name.lower()


def _holds_something_sent(context: BuildContext, folder: str) -> bool:
    """Whether the ignore file lets something through below a folder that it excludes."""
    names = context.folders.get(folder, {})
    return any(context.is_sent(f"{folder}/{name}") for name in names)


def _escaped(name: str, *, is_pattern: bool) -> str:
    return (name.replace("[", "[[]") if is_pattern else name).replace("$", "\\$")


def _size(entry: Entry) -> str:
    if entry.kind is not EntryKind.FILE:
        return "link"
    return next(
        (f"{entry.size / unit:.1f} {name}" for unit, name in _UNITS if entry.size >= unit), f"{entry.size} bytes"
    )
