"""`dockwright optimize` as a process."""

from __future__ import annotations

from pathlib import Path

from .process import dockwright

ONE = 'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n'


def test_result_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(ONE)
    result = dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path)
    assert result.code == 0
    assert "\nFROM node:24-slim\n" in result.out
    assert (tmp_path / "Dockerfile").read_text() == ONE


def test_difference_and_reasons_are_shown(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(ONE)
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--diff", cwd=tmp_path)
    assert "-FROM node:24\n+FROM node:24 AS build\n" in result.out
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--explain", cwd=tmp_path)
    assert "Last stage, which is shipped:\n  + FROM node:24-slim" in result.out
    assert "package.json" in result.err
    assert (tmp_path / "Dockerfile").read_text() == ONE


def test_file_is_written_with_its_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    result = dockwright("optimize", "Dockerfile", "--multi-stage", "--write", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfFROM node:24 AS build\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    again = dockwright("optimize", "Dockerfile", "--multi-stage", "--write", cwd=tmp_path)
    assert again.code == 1
    assert "not converted: it has 2 stages already" in again.err
    assert path.read_bytes() == content


def test_what_cannot_be_dealt_with(tmp_path: Path) -> None:
    assert dockwright("optimize", "Dockerfile", "--multi-stage", cwd=tmp_path).code == 2
    (tmp_path / "Dockerfile").write_text(ONE)
    result = dockwright("optimize", "Dockerfile", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "--multi-stage" in result.err
