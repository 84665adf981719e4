"""Which folder a Dockerfile is built from.

Nothing in a Dockerfile says so: ``docker build -f docker/Dockerfile .`` decides. What lies where tells in most cases,
and the answer says whether it is more than a guess. Only whether paths exist is looked at, never what is in them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .dockerignore import IGNORE_FILE_NAMES
from .go_path import clean, has_wildcard
from .manifests import MANIFEST_NAMES, Role

_MOST_SOURCES = 40
"""Enough to tell one folder from another, and a bound on the questions to the disk."""


def context_root(dockerfile: Path, workspace_root: Path | None, sources: Iterable[str] = ()) -> tuple[Path, bool]:
    """Which folder a Dockerfile is most likely built from, and whether that is more than a guess.

    The folder of the Dockerfile is the usual one. Projects that keep Dockerfiles in a folder of their own build from
    further up: the nearest folder, no higher than the workspace root, that holds all of ``sources`` (those of COPY and
    ADD that are plain local paths) is taken instead, and is certain then.
    """
    own = dockerfile.parent
    names = [clean("/" + source)[1:] for source in sources if not has_wildcard(source)]
    names = [name for name in names if name][:_MOST_SOURCES]
    for folder in _upwards(own, workspace_root) if names else ():
        if all(os.path.lexists(folder / name) for name in names):
            return folder, True
    marks = (*IGNORE_FILE_NAMES, f"{dockerfile.name}.dockerignore", *_MAIN_MANIFESTS)
    is_marked = own == workspace_root or any(os.path.lexists(own / name) for name in marks)
    return own, is_marked and (not names or any(os.path.lexists(own / name) for name in names))


_MAIN_MANIFESTS = tuple(name for name, kind in MANIFEST_NAMES.items() if kind.role is Role.DEPENDENCIES)


def _upwards(folder: Path, stop: Path | None) -> Iterable[Path]:
    if stop is None or not folder.is_relative_to(stop):
        return (folder,)
    return (folder, *(parent for parent in folder.parents if parent.is_relative_to(stop)))


def ignore_file_place(root: str, name: str, dockerfile: Path) -> Path:
    """Where an ignore file stands or goes: one named after the Dockerfile beside it, all others in the root.

    ``name`` is its path relative to the root.
    """
    is_beside = Path(name).name.startswith(f"{dockerfile.name}.")
    return dockerfile.parent / Path(name).name if is_beside else Path(root) / name
