"""`dockwright check` as a process: exit codes, what it reads, what it writes where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .process import BAD, BETTER, CLEAN, SOME_RULES, Result, check, dockwright


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Dockerfile").write_text(BAD)
    return tmp_path


def test_findings(folder: Path) -> None:
    result = check(cwd=folder)
    assert result.code == 1
    assert result.err == ""
    lines = result.out.split("\n")
    assert lines[0] == "Dockerfile:1:6 warning untagged-base-image"
    assert " 1 │ FROM debian" in lines
    assert "   │      ^^^^^^" in lines
    assert lines[-2] == "2 findings in 1 file, 2 fixable (1 safe)"


def test_clean(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(CLEAN)
    result = check("Dockerfile", cwd=tmp_path)
    assert (result.code, result.out, result.err) == (0, "No findings in 1 file\n", "")


def test_quiet(folder: Path) -> None:
    result = check("--quiet", "--format", "short", cwd=folder)
    assert result.code == 1
    assert len(result.out.splitlines()) == 2
    (folder / "Dockerfile").write_text(CLEAN)
    result = check("-q", cwd=folder)
    assert (result.code, result.out, result.err) == (0, "", "")


def test_exit_code_by_severity(folder: Path) -> None:
    assert check("--fail-level", "error", cwd=folder).code == 0
    assert check("--fail-level", "warning", cwd=folder).code == 1
    assert check("--exit-zero", cwd=folder).code == 0
    (folder / "Dockerfile").write_text("FROM debian:13.1\nADD a.txt /b/\n")
    assert check("--fail-level", "warning", cwd=folder).code == 0
    assert check("--fail-level", "information", cwd=folder).code == 1


def test_statistics(folder: Path) -> None:
    lines = check("--statistics", "--quiet", cwd=folder).out.splitlines()
    assert lines[-3:-1] == ["1  add-instead-of-copy  1 fixable", "1  untagged-base-image  1 fixable"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing"], "missing: there is no such file or folder"),
        (
            ["--select", "DL3006,untaged-base-image"],
            "--select: there is no rule `untaged-base-image`; did you mean `untagged-base-image`?",
        ),
        (["--ignore", "no-such-rule-at-all"], "--ignore: there is no rule `no-such-rule-at-all`"),
        (["--config", "missing.toml"], "missing.toml: The file cannot be read: no such file or directory"),
        (["--fix", "--diff"], "--fix changes files and --diff does not: choose one"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        (["-", "Dockerfile"], "standard input cannot be checked together with files"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(folder: Path, arguments: list[str], message: str) -> None:
    result = dockwright("check", *arguments, cwd=folder)
    assert result.code == 2
    assert result.err == f"dockwright: {message}\n"
    assert result.out == ""


def test_wrong_arguments(folder: Path) -> None:
    result = dockwright("check", "--no-such-option", cwd=folder)
    assert result.code == 2
    assert "--no-such-option" in result.err
    assert dockwright(cwd=folder).code == 2
    assert dockwright("check", "--jobs", "0", cwd=folder).code == 2


def test_one_bad_path_does_not_hide_the_others(folder: Path) -> None:
    result = check("missing", "Dockerfile", cwd=folder)
    assert result.code == 2
    assert result.err == "dockwright: missing: there is no such file or folder\n"
    assert "2 findings in 1 file" in result.out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_unreadable_file(folder: Path) -> None:
    (folder / "Dockerfile").chmod(0)
    result = check(cwd=folder)
    assert (result.code, result.err) == (2, "dockwright: Dockerfile: permission denied\n")


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "Dockerfile.broken").symlink_to("nowhere")
    result = check("Dockerfile.broken", cwd=folder)
    assert (result.code, result.err) == (2, "dockwright: Dockerfile.broken: no such file or directory\n")


def test_no_dockerfiles(tmp_path: Path) -> None:
    result = check(cwd=tmp_path)
    assert (result.code, result.err) == (0, "dockwright: no Dockerfiles found\n")


def test_folders_are_searched_and_ignore_files_honoured(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("ignored/\n")
    for place in (
        "ignored/Dockerfile",
        "a/web.Dockerfile",
        "b/Containerfile",
        ".devcontainer/Dockerfile",
        "c/notes.txt",
    ):
        file = folder / place
        file.parent.mkdir()
        file.write_text(BAD)
    found = json.loads(check("--format", "json", cwd=folder).out)["findings"]
    assert sorted({finding["file"] for finding in found}) == [
        ".devcontainer/Dockerfile",
        "Dockerfile",
        "a/web.Dockerfile",
        "b/Containerfile",
    ]
    named = check("ignored/Dockerfile", cwd=folder)
    assert "2 findings in 1 file" in named.out


def test_configured_excludes(folder: Path) -> None:
    (folder / "dockwright.toml").write_text('exclude = ["old/"]\n')
    (folder / "old").mkdir()
    (folder / "old" / "Dockerfile").write_text(BAD)
    assert "in 1 file," in check(cwd=folder).out
    assert "in 1 file," in check("old/Dockerfile", cwd=folder).out
    assert "in 2 files," in check("--no-config", cwd=folder).out


def test_standard_input(folder: Path) -> None:
    result = check("-", "--format", "short", cwd=folder, stdin=BAD)
    assert result.code == 1
    assert [line.split(": ")[0] for line in result.out.splitlines()] == ["-:1:6", "-:2:1"]
    named = check("-", "--stdin-filename", "x/Dockerfile", "--format", "short", cwd=folder, stdin=BAD)
    assert named.out.startswith("x/Dockerfile:1:6: warning")


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    content = b"FROM debian\n# \xff\nADD a.txt /b/\n"
    (tmp_path / "Dockerfile").write_bytes(content)
    result = check("--fix", cwd=tmp_path)
    assert result.code == 1
    assert result.err == (
        "dockwright: Dockerfile: not UTF-8 (line 2): read with replacement characters, and left as it is\n"
    )
    assert "Fixed nothing; 2 findings left" in result.out
    assert (tmp_path / "Dockerfile").read_bytes() == content


def test_empty_and_odd_files_do_not_fail(tmp_path: Path) -> None:
    for number, content in enumerate(
        (b"", b"\n\n", b"\x00\x00", b"\xef\xbb\xbf", b"FROM\r\nRUN <<EOF\n", b"# only text")
    ):
        (tmp_path / f"Dockerfile.{number}").write_bytes(content)
    assert check(cwd=tmp_path).code in (0, 1)


def test_fix(folder: Path) -> None:
    result = check("--fix", cwd=folder)
    assert result.code == 1
    assert (folder / "Dockerfile").read_text() == BETTER
    assert "Fixed 1 finding in 1 file; 1 finding left" in result.out
    again = check("--fix", cwd=folder)
    assert "Fixed nothing; 1 finding left" in again.out
    assert (folder / "Dockerfile").read_text() == BETTER


def test_unsafe_fixes(folder: Path) -> None:
    result = check("--fix", "--unsafe-fixes", cwd=folder)
    assert result.code == 0
    assert result.out.endswith("Fixed 2 findings in 1 file (1 safe, 1 unsafe); nothing is left\n")
    assert (folder / "Dockerfile").read_text().startswith("FROM debian:")


def test_fixing_keeps_everything_else(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_bytes(b"\xef\xbb\xbf# \xe6\xbc\xa2\r\nFROM debian:13.1\r\nADD a.txt /b/")
    file.chmod(0o640)
    (tmp_path / "link").symlink_to("Dockerfile")
    result = check("--fix", "link", cwd=tmp_path)
    assert result.code == 0
    assert file.read_bytes() == b"\xef\xbb\xbf# \xe6\xbc\xa2\r\nFROM debian:13.1\r\nCOPY a.txt /b/"
    assert file.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Dockerfile", "link"]


def test_fix_of_standard_input_is_the_output(tmp_path: Path) -> None:
    result = check("-", "--fix", cwd=tmp_path, stdin=BAD.replace("\n", "\r\n"))
    assert result.code == 1
    assert result.out == BETTER.replace("\n", "\r\n")
    assert result.err.startswith("dockwright: -:1:6: warning")


def test_diff_changes_nothing_and_can_be_applied(folder: Path) -> None:
    result = check("--diff", "--unsafe-fixes", cwd=folder)
    assert result.code == 1
    assert (folder / "Dockerfile").read_text() == BAD
    assert result.err == "dockwright: Would fix 2 findings in 1 file (1 safe, 1 unsafe); nothing is left\n"
    assert result.out.startswith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n-FROM debian\n")
    subprocess.run(["git", "apply", "-"], check=True, cwd=folder, input=result.out.encode(), timeout=60)
    assert (folder / "Dockerfile").read_text().endswith("COPY a.txt /b/\n")


def test_diff_of_a_clean_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(CLEAN)
    result = check("--diff", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")


def test_configuration_of_the_nearest_file_counts(folder: Path) -> None:
    (folder / "dockwright.toml").write_text('ignore = ["DL3006"]\n')
    inner = folder / "inner"
    inner.mkdir()
    (inner / "Dockerfile").write_text(BAD)
    (inner / "pyproject.toml").write_text('[tool.dockwright]\nselect = ["untagged-base-image"]\n')

    def found(*arguments: str) -> set[tuple[str, str]]:
        out = dockwright("check", "--format", "json", *arguments, cwd=folder).out
        ours = {"untagged-base-image", "add-instead-of-copy"}
        return {(one["file"], one["rule"]) for one in json.loads(out)["findings"] if one["rule"] in ours}

    assert found() == {("Dockerfile", "add-instead-of-copy"), ("inner/Dockerfile", "untagged-base-image")}
    assert found("--config", "inner/pyproject.toml") == {
        ("Dockerfile", "untagged-base-image"),
        ("inner/Dockerfile", "untagged-base-image"),
    }
    assert len(found("--no-config")) == 4
    assert found("--ignore", "all") == {("inner/Dockerfile", "untagged-base-image")}


def test_broken_configuration(folder: Path) -> None:
    (folder / "dockwright.toml").write_text('ignore = [\n  "DL3006",\n  "untaged-base-image",\n]\nunknown = 1\n')
    result = check(cwd=folder)
    assert result.code == 2
    assert result.out == "No findings in 0 files\n" or result.out == ""
    lines = [line.removeprefix("dockwright: dockwright.toml:") for line in result.err.splitlines()]
    assert any(line.startswith("5: unknown: ") for line in lines)
    assert "3: ignore: There is no rule `untaged-base-image`; did you mean `untagged-base-image`?" in lines
    (folder / "dockwright.toml").write_text("ignore = [\n")
    result = check(cwd=folder)
    assert result.code == 2
    assert result.err.startswith("dockwright: dockwright.toml:")


def test_comments_silence(folder: Path) -> None:
    (folder / "Dockerfile").write_text("# hadolint ignore=DL3006\nFROM debian\nADD a.txt /b/\n")
    assert "1 finding in 1 file" in check(cwd=folder).out


def test_many_files_in_several_processes(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"Dockerfile.{number:02}").write_text(BAD if number % 2 else CLEAN)
    alone = check("--jobs", "1", "--format", "json", cwd=tmp_path)
    together = check("--jobs", "2", "--format", "json", cwd=tmp_path)
    assert alone == together
    assert len(json.loads(alone.out)["findings"]) == 60
    fixed = check("--jobs", "2", "--fix", cwd=tmp_path)
    assert "Fixed 30 findings in 30 files; 30 findings left" in fixed.out


@pytest.mark.parametrize("format_", ["json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown", "short"])
def test_every_format_is_written(folder: Path, format_: str) -> None:
    result = check("--format", format_, cwd=folder)
    assert result.code == 1
    assert "untagged-base-image" in result.out
    assert result.err == ""


def test_colour(folder: Path) -> None:
    def run(*arguments: str, **environment: str) -> bool:
        return "\x1b[" in dockwright("check", *SOME_RULES, *arguments, cwd=folder, environment=environment).out

    assert not run()
    assert run("--color", "always")
    assert run("--color", "always", NO_COLOR="1")
    assert run(FORCE_COLOR="1")
    assert not run(FORCE_COLOR="1", NO_COLOR="1")
    assert not run("--color", "never", FORCE_COLOR="1")


def test_output_without_unicode(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "dockwright", "check", *SOME_RULES],
        check=False,
        cwd=folder,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert result.returncode == 1
    assert b" 1 | FROM debian" in result.stdout
    assert result.stdout.isascii()


def test_characters_that_the_terminal_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian\nADD é.txt /b/\n", encoding="utf-8")
    result = dockwright("check", *SOME_RULES, cwd=tmp_path, environment={"PYTHONIOENCODING": "ascii"})
    assert (result.code, result.err) == (1, "")
    assert "ADD \\xe9.txt /b/" in result.out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.Dockerfile")).write_text(BAD)
    found = {}
    for form in ("text", "short", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown"):
        result = check("--format", form, cwd=tmp_path)
        assert (result.code, result.err) == (1, ""), form
        found[form] = result.out
    assert found["short"].startswith("\\udcff.Dockerfile:1:6: ")
    assert json.loads(found["json"])["findings"][0]["file"] == os.fsdecode(b"\xff.Dockerfile")
    assert '"uri": "%FF.Dockerfile"' in found["sarif"]
    check("--write-baseline", "--baseline", "known.json", cwd=tmp_path)
    assert check("--baseline", "known.json", "--format", "short", cwd=tmp_path) == Result(0, "", "")


def test_a_reader_that_leaves_early(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian\n" * 5000)
    process = subprocess.Popen(
        [sys.executable, "-m", "dockwright", "check", "--format", "short", *SOME_RULES],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"Dockerfile:1:6")
    process.stdout.close()
    assert process.wait(60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupt(tmp_path: Path) -> None:
    # More than a pipe holds can only be written to a process that reads already; it then waits for the rest.
    process = subprocess.Popen(
        [sys.executable, "-m", "dockwright", "check", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b"#" * 1_000_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
