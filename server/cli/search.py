"""The Dockerfiles that the paths on a command line come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..project.discovery import DiscoveryProblem, discover
from .failure import Failure
from .settings import Request, configuration_of

if TYPE_CHECKING:
    from ..project.gitignore import PathPattern


def dockerfiles(request: Request, paths: Sequence[str]) -> Iterator[Path | str]:
    """Files as they are, folders searched, without a path this folder; a text says what is wrong with one."""
    places = [Path(path) for path in paths or ["."]]
    excludes = [pattern for place in places for pattern in _excludes_of(request, place)]
    for found in discover(places, excludes):
        if isinstance(found, DiscoveryProblem):
            yield f"{found.path}: {found.message[0].lower()}{found.message[1:]}"
        else:
            yield found


def _excludes_of(request: Request, folder: Path) -> tuple[PathPattern, ...]:
    """What the configuration of a folder leaves out of a search in it; a broken one is told of with the files."""
    try:
        configuration = configuration_of(request, folder / "Dockerfile")
    except Failure:
        return ()
    return () if configuration is None else configuration.exclude
