"""`dockwright format` as a process."""

from __future__ import annotations

from pathlib import Path

from .process import dockwright

BAD = "from a\nRUN x \\\n  && y\n"
GOOD = "FROM a\nRUN x \\\n    && y\n"


def test_files_are_written(tmp_path: Path) -> None:
    bad, good = tmp_path / "Dockerfile", tmp_path / "b" / "Dockerfile"
    good.parent.mkdir()
    bad.write_text(BAD)
    good.write_text(GOOD)
    before = good.stat().st_mtime_ns
    result = dockwright("format", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert "1 of 2 files laid out anew" in result.err
    assert bad.read_text() == GOOD
    assert good.stat().st_mtime_ns == before
    assert "0 of 2 files" in dockwright("format", cwd=tmp_path).err


def test_marks_and_line_ends_stay(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode()
    (tmp_path / "Dockerfile").write_bytes(content)
    assert dockwright("format", "-q", cwd=tmp_path).err == ""
    expected = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert (tmp_path / "Dockerfile").read_bytes() == expected


def test_check_lists_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    (tmp_path / "Dockerfile.good").write_text(GOOD)
    result = dockwright("format", "--check", "Dockerfile", "Dockerfile.good", cwd=tmp_path)
    assert (result.code, result.out) == (1, "Dockerfile\n")
    assert "1 of 2 files would be laid out anew" in result.err
    assert (tmp_path / "Dockerfile").read_text() == BAD
    assert dockwright("format", "--check", "Dockerfile.good", cwd=tmp_path).code == 0


def test_diff(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    result = dockwright("format", "--diff", cwd=tmp_path)
    assert result.code == 1
    assert "--- a/Dockerfile\n+++ b/Dockerfile\n" in result.out
    assert "-from a\n+FROM a\n" in result.out
    assert (tmp_path / "Dockerfile").read_text() == BAD


def test_standard_input(tmp_path: Path) -> None:
    result = dockwright("format", "-", cwd=tmp_path, stdin=BAD.replace("x", "é"))
    assert (result.code, result.out, result.err) == (0, GOOD.replace("x", "é"), "")


def test_options_outweigh_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "dockwright.toml").write_text('keyword-case = "keep"\nindent-width = 2\noperator-position = "end"\n')
    assert dockwright("format", "-", cwd=tmp_path, stdin=BAD).out == "from a\nRUN x && \\\n  y\n"
    options = ("--indent", "tab", "--keyword-case", "lower", "--operators", "keep")
    assert dockwright("format", *options, "-", cwd=tmp_path, stdin=BAD).out == "from a\nrun x \\\n\t&& y\n"
    assert dockwright("format", "--no-config", "-", cwd=tmp_path, stdin=BAD).out == GOOD


def test_long_lines_are_broken_where_asked_for(tmp_path: Path) -> None:
    text = "FROM a\nRUN aaaaaaaaaaaa && bbbbbbbbbbbbb\n"
    broken = "FROM a\nRUN aaaaaaaaaaaa \\\n    && bbbbbbbbbbbbb\n"
    assert dockwright("format", "-", cwd=tmp_path, stdin=text).out == text
    assert dockwright("format", "--wrap-width", "30", "-", cwd=tmp_path, stdin=text).out == broken
    (tmp_path / "dockwright.toml").write_text("wrap-width = 30\n")
    assert dockwright("format", "-", cwd=tmp_path, stdin=text).out == broken
    assert dockwright("format", "--wrap-width", "0", "-", cwd=tmp_path, stdin=text).out == text
    assert dockwright("format", "--wrap-width", "-1", "-", cwd=tmp_path, stdin=text).code == 2


def test_the_end_of_a_file_is_left_alone_where_asked_for(tmp_path: Path) -> None:
    text = "FROM a\nRUN x"
    assert dockwright("format", "-", cwd=tmp_path, stdin=text).out == f"{text}\n"
    assert dockwright("format", "--no-final-newline", "-", cwd=tmp_path, stdin=text).out == text
    (tmp_path / "dockwright.toml").write_text("final-newline = false\n")
    assert dockwright("format", "-", cwd=tmp_path, stdin=text).out == text
    assert dockwright("format", "--final-newline", "-", cwd=tmp_path, stdin=text).out == f"{text}\n"


def test_what_cannot_be_dealt_with(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile.bytes").write_bytes(b"from a\nLABEL \xff\n")
    (tmp_path / "Dockerfile").write_text(BAD)
    result = dockwright("format", "Dockerfile.bytes", "nothing", "Dockerfile", cwd=tmp_path)
    assert result.code == 2
    assert "not UTF-8" in result.err
    assert "nothing: there is no such file" in result.err
    assert (tmp_path / "Dockerfile").read_text() == GOOD
    alone = dockwright("format", "nothing", cwd=tmp_path)
    assert (alone.code, alone.err) == (2, "dockwright: nothing: there is no such file or folder\n")
    assert dockwright("format", "-", "Dockerfile", cwd=tmp_path).code == 2
    assert dockwright("format", "--indent", "none", cwd=tmp_path).code == 2
