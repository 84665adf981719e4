"""What is published: the source archive and the wheel built through it hold all of `server/`, and nothing else.

Two mistakes are silent without this: a link in `.dev` that makes the builder take `server/` for visited, and a pattern
of `.gitignore` that happens to match a file of the package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

BUILD = [sys.executable, "-m", "build", "--no-isolation", "--outdir"]


@pytest.fixture(scope="module")
def source(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the archives are made of, with the link that an editable install leaves behind."""
    copy = tmp_path_factory.mktemp("source")
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    contents = project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    for name in [*contents, "pyproject.toml", "README.md", "LICENSE", ".gitignore"]:
        origin = repository / name
        if origin.is_dir():
            shutil.copytree(origin, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, copy / name)
    (copy / ".dev").mkdir()
    (copy / ".dev" / "dockwright").symlink_to(Path("..", "server"), target_is_directory=True)
    return copy


@pytest.fixture(scope="module")
def archives(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source archive and the wheel that was built from it."""
    output = tmp_path_factory.mktemp("dist")
    built = subprocess.run([*BUILD, output, source], check=False, capture_output=True, text=True, timeout=300)
    assert not built.returncode, built.stdout + built.stderr
    return output


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def without_first_folder(names: Iterable[str], folder: str) -> set[str]:
    paths = [PurePosixPath(name) for name in names]
    return {PurePosixPath(*path.parts[1:]).as_posix() for path in paths if path.parts[0] == folder}


def test_wheel_holds_the_package_and_nothing_else(source: Path, archives: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folders = {name.split("/")[0] for name in names}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"dockwright"}
    assert without_first_folder(names, "dockwright") == files_below(source / "server")


def test_wheel_carries_licence_and_console_script(archives: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        texts = {
            PurePosixPath(name).name: archive.read(name).decode() for name in archive.namelist() if "-info/" in name
        }
    assert "Apache License" in texts["LICENSE"]
    assert "dockwright = dockwright.cli:main" in texts["entry_points.txt"]
    assert "License-Expression: Apache-2.0" in texts["METADATA"]


def test_source_archive_holds_the_package_and_its_tests(source: Path, archives: Path) -> None:
    (packed,) = archives.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    root = packed.name.removesuffix(".tar.gz")
    inside = without_first_folder(names, root)
    assert without_first_folder(inside, "server") == files_below(source / "server")
    assert without_first_folder(inside, "tests") == files_below(source / "tests")


def test_unpacked_wheel_can_be_imported(archives: Path, tmp_path: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "import dockwright; print(dockwright.__file__, dockwright.__version__)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    imported = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60, env=environment
    )
    path, version = imported.stdout.split()
    assert Path(path).is_relative_to(tmp_path)
    assert version == wheel.name.split("-")[1]
