"""What kept a command from knowing more of a build context, for standard error."""

from __future__ import annotations

from collections.abc import Iterator

from ..project.build_context import BuildContext
from ..project.recognition.recognise import unread_manifests
from .failure import complain


def tell_context_notes(context: BuildContext) -> None:
    """Tell what could not be read, and which manifests are broken; each thing once."""
    for line in dict.fromkeys((*_lines(context), *unread_manifests(context))):
        complain(line)


def tell_unread_files(context: BuildContext) -> None:
    """Tell what could not be read; each thing once. Leaves out what is wrong with what was read."""
    for line in dict.fromkeys(_lines(context)):
        complain(line)


def _lines(context: BuildContext) -> Iterator[str]:
    for note in context.notes:
        yield f"{note.path or context.root}: {_lowered(note.message)}"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
