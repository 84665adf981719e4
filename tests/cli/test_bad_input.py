"""Projects that are broken, tangled or huge: a clear note, and all that does not depend on it still works."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ..project.hostile import HOSTILE, MANY, Hostile
from .process import dockwright


def assert_all_works(folder: Path, project: Hostile) -> None:
    """Each command ends as it should; what rewrites the file says what is amiss."""
    checked = dockwright("check", "--select", "maintainer", "Dockerfile", cwd=folder)
    assert (checked.code, checked.err, "maintainer" in checked.out) == (1, "", True)
    scored = dockwright("score", "Dockerfile", "--format", "json", cwd=folder)
    assert (scored.code, scored.err) == (0, "")
    assert json.loads(scored.out)["grade"] in ("B", "C", "D")
    for command in (
        ("optimize", "Dockerfile", "--unsafe-fixes"),
        ("optimize", "Dockerfile", "--multi-stage"),
        ("ignore-file", "--context", ".", "--check"),
    ):
        result = dockwright(*command, cwd=folder)
        assert result.code in (0, 1), result
        assert result.err.strip(), "neither an estimate nor a reason"
        assert all(line.startswith("dockwright: ") for line in result.err.splitlines()), result.err
        assert command[0] != "optimize" or project.note is None or project.note in result.err
    (folder / "Dockerfile").unlink()
    begun = dockwright("init", cwd=folder)
    assert (begun.code, bool(begun.out)) in ((0, True), (1, False)), begun


@pytest.mark.parametrize("project", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_project(project: Hostile, tmp_path: Path) -> None:
    project.write(tmp_path)
    assert_all_works(tmp_path, project)


@pytest.mark.slow
def test_two_hundred_thousand_files(tmp_path: Path) -> None:
    MANY.write(tmp_path)
    assert_all_works(tmp_path, MANY)
    shutil.rmtree(tmp_path)


def test_a_context_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(MANY.dockerfile)
    (tmp_path / "dockwright.toml").write_text('[build-contexts]\nDockerfile = "gone"\n')
    converted = dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path)
    assert converted.code == 0
    assert "gone: the folder cannot be read: no such file or directory" in converted.err
    assert dockwright("check", "--select", "maintainer", "Dockerfile", cwd=tmp_path).code == 1
    assert dockwright("score", "Dockerfile", cwd=tmp_path).code == 0
    told = dockwright("ignore-file", "--context", "gone", cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "The folder cannot be read: no such file or directory" in told.err
