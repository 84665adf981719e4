"""`dockwright ignore-file` as a process."""

from __future__ import annotations

from pathlib import Path

from .process import dockwright


def project(folder: Path) -> None:
    (folder / "Dockerfile").write_text("FROM node:22\nCOPY . .\nRUN npm ci\n")
    (folder / "package.json").write_text("{}")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "a.js").write_bytes(b"x" * 2_500_000)


def test_writes_once(tmp_path: Path) -> None:
    project(tmp_path)
    assert dockwright("ignore-file", "--check", cwd=tmp_path).code == 1
    result = dockwright("ignore-file", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert "2.5 MB in node_modules" in result.err
    written = (tmp_path / ".dockerignore").read_text()
    assert "**/node_modules\n" in written
    assert dockwright("ignore-file", "--write", cwd=tmp_path).code == 0
    assert (tmp_path / ".dockerignore").read_text() == written
    assert dockwright("ignore-file", "--check", cwd=tmp_path).code == 0


def test_shows_and_writes_nothing(tmp_path: Path) -> None:
    project(tmp_path)
    assert "**/node_modules\n" in dockwright("ignore-file", "Dockerfile", cwd=tmp_path).out
    result = dockwright("ignore-file", "--diff", cwd=tmp_path)
    assert result.code == 1
    assert "+**/node_modules\n" in result.out
    assert not (tmp_path / ".dockerignore").exists()


def test_a_guess_is_not_enough(tmp_path: Path) -> None:
    folder = tmp_path / "docker"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM a\nCOPY main.c /\n")
    assert dockwright("ignore-file", "docker", cwd=tmp_path).code == 2
    assert dockwright("ignore-file", "docker", "--context", ".", "-q", cwd=tmp_path).code == 0
