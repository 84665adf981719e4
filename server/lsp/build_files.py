"""The Bake and Compose files of the workspace, and the Dockerfiles that they name, as they are at a moment.

What is open in the client counts as it is there, all else as it is on the disk. Promises: reads within bounds, on any
thread, and never raises for what it finds. Leaves out: documents without a path, which no build file can name.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..features.names_across import Workspace
from ..project.build_file_names import is_build_file_name
from ..project.build_files import build_targets
from ..project.discovery import discover
from ..semantics.derivation import derive
from ..semantics.program import Program
from ..syntax.source_text import SourceText
from ..syntax.tree import parse
from .documents import Document, Documents
from .folders import Folders
from .uris import path_of, uri_of_path

MOST_FILES = 200
MOST_BYTES = 1_000_000
MOST_SECONDS = 2.0
"""Looking for files stops then."""


class OpenText(NamedTuple):
    """A text that is open in the client; ``program`` is there for Dockerfiles that were analysed."""

    uri: str
    version: int | None
    source: SourceText
    program: Program | None


class Site:
    """The files of one request: each is read once, so that all places in the answer fit together."""

    def __init__(self, opened: Mapping[str, OpenText], folders: tuple[Path, ...], beside: Path) -> None:
        self._opened = opened
        self._folders = folders
        self._beside = beside
        self._sources: dict[str, SourceText | None] = {}
        self._programs: dict[str, Program | None] = {}

    def workspace(self) -> Workspace:
        """The targets of all build files."""
        found = {path: source.text for path in self._paths() if (source := self.source_of(path)) is not None}
        roots = tuple(folder.as_posix() for folder in self._folders)
        return Workspace(build_targets(found, roots), self.program_of)

    def source_of(self, path: str) -> SourceText | None:
        """The text of a file; ``None`` where there is none."""
        if path in self._opened:
            return self._opened[path].source
        if path not in self._sources:
            self._sources[path] = _read(path)
        return self._sources[path]

    def program_of(self, path: str) -> Program | None:
        """The program of a Dockerfile; ``None`` where there is no such file."""
        if path not in self._programs:
            opened = self._opened.get(path)
            source = self.source_of(path)
            if opened is not None and opened.program is not None:
                self._programs[path] = opened.program
            else:
                self._programs[path] = None if source is None else derive(parse(source.text))
        return self._programs[path]

    def uri_of(self, path: str) -> str:
        """The URI, as the client spells it where the file is open."""
        return self._opened[path].uri if path in self._opened else uri_of_path(Path(path))

    def version_of(self, path: str) -> int | None:
        """The version of an open document."""
        return self._opened[path].version if path in self._opened else None

    def _paths(self) -> list[str]:
        opened = [path for path in self._opened if is_build_file_name(path.rpartition("/")[2])]
        return list(dict.fromkeys((*opened, *(path.as_posix() for path in _found(self._folders, self._beside)))))


def site_around(uri: str, documents: Documents, folders: Folders) -> Site | None:
    """The files around a document; ``None`` for one without a path."""
    path = path_of(uri)
    if path is None:
        return None
    opened = {place.as_posix(): _open(document) for document in documents.all() if (place := path_of(document.uri))}
    return Site(opened, tuple(folders.all()), path.parent)


def _open(document: Document) -> OpenText:
    is_analysed = document.snapshot is not None and document.is_current
    program = document.snapshot.analysis.program if is_analysed and document.snapshot is not None else None
    return OpenText(document.uri, document.version, document.draft.current, program)


def _found(folders: tuple[Path, ...], beside: Path) -> Iterator[Path]:
    """The build files of the workspace, and of the folder that holds the document."""
    until = time.monotonic() + MOST_SECONDS
    with contextlib.suppress(OSError):
        yield from sorted(beside / name for name in os.listdir(beside) if is_build_file_name(name))
    for number, found in enumerate(discover(folders, is_wanted=is_build_file_name)):
        if number >= MOST_FILES or time.monotonic() > until:
            return
        if isinstance(found, Path):
            yield found


def _read(path: str) -> SourceText | None:
    try:
        if os.stat(path).st_size > MOST_BYTES:
            return None
        return SourceText.read(Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    except OSError:
        return None
