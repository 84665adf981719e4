"""Copies of files under numbered names, for programs that go by the name of a file or want a folder to themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def staged(folder: Path, files: Sequence[str]) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """A folder that holds the files as ``0001.Dockerfile`` and so on, and which file each name stands for."""
    names = {f"{number:04}.Dockerfile": file for number, file in enumerate(files)}
    with TemporaryDirectory() as place:
        for name, file in names.items():
            shutil.copyfile(folder / file, Path(place) / name)
        yield Path(place), names
