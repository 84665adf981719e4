"""The Dockerfiles of the workspace that are not open: found and read on another thread, within bounds.

Promises: a file that has not changed is not read again; what cannot be read is left out.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..features.workspace_symbols import Searchable, searchable_symbols
from ..project.discovery import discover
from ..semantics.derivation import derive
from ..syntax.dataclass import dataclass
from ..syntax.source_text import SourceText
from ..syntax.tree import parse

MOST_FILES = 500
MOST_BYTES = 1_000_000
MOST_SECONDS = 2.0
"""Looking for files stops then; what was found until then is answered."""


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """What there is to find in a file. ``stamp`` changes when the file does."""

    path: Path
    stamp: tuple[int, int]
    source: SourceText
    symbols: tuple[Searchable, ...]


def index_files(
    folders: Iterable[Path], skipped: frozenset[Path], known: dict[Path, IndexedFile]
) -> dict[Path, IndexedFile]:
    """The files below the folders, by path; those in ``skipped`` are left out, unchanged ones taken from ``known``."""
    found = (_indexed(path, known.get(path)) for path in _dockerfiles(folders) if path not in skipped)
    return {file.path: file for file in found if file is not None}


def _dockerfiles(folders: Iterable[Path]) -> Iterator[Path]:
    until = time.monotonic() + MOST_SECONDS
    for number, found in enumerate(discover(folders)):
        if number >= MOST_FILES or time.monotonic() > until:
            return
        if isinstance(found, Path):
            yield found


def _indexed(path: Path, known: IndexedFile | None) -> IndexedFile | None:
    try:
        status = os.stat(path)
        stamp = (status.st_mtime_ns, status.st_size)
        if known is not None and known.stamp == stamp:
            return known
        if status.st_size > MOST_BYTES:
            return None
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    except OSError:
        return None
    tree = parse(text)
    return IndexedFile(path, stamp, tree.source, searchable_symbols(derive(tree)))
