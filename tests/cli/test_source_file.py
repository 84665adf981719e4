"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dockwright.cli.source_file import ChangedMeanwhile, read_file, write_file


def test_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    for content in (b"", b"FROM a\r\n\rRUN \x00\n", b"\xef\xbb\xbfFROM a", "FROM a # 漢\U0001f433\n".encode()):
        file.write_bytes(content)
        read = read_file(file)
        assert read.problem is None
        assert not read.text.startswith("\ufeff")
        write_file(read, read.text)
        assert file.read_bytes() == content


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text("FROM a\n")
    read = read_file(file)
    file.write_text("FROM somebody-else\n")
    with pytest.raises(ChangedMeanwhile):
        write_file(read, "FROM b\n")
    assert file.read_text() == "FROM somebody-else\n"
    assert [path.name for path in tmp_path.iterdir()] == ["Dockerfile"]


def test_a_failure_while_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text("FROM a\n")
    read = read_file(file)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(read, "FROM b\n")
    assert file.read_text() == "FROM a\n"
    assert [path.name for path in tmp_path.iterdir()] == ["Dockerfile"]


def test_the_place_of_what_is_not_utf8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_bytes(b"FROM a\n\n# \xe9t\xe9\n")
    read = read_file(file)
    assert read.problem is not None
    assert "line 3" in read.problem
    assert read.text == "FROM a\n\n# \ufffdt\ufffd\n"
