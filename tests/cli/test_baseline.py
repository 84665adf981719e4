"""Known findings: written, kept quiet wherever their instructions go, and forgotten when they are gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dockwright.project.baseline import Baseline, BaselineProblem, fingerprint, parse_baseline, written_baseline

from .process import BAD, Result, dockwright

RULES = ("--select", "add-instead-of-copy,untagged-base-image,relative-workdir", "--format", "short")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Dockerfile").write_text(BAD)
    (tmp_path / "dockwright.toml").write_text("baseline = 'known.json'\n")
    assert check(tmp_path, "--write-baseline").err == "dockwright: known.json: 2 known findings\n"
    return tmp_path


def check(folder: Path, *arguments: str | Path) -> Result:
    return dockwright("check", *RULES, *arguments, cwd=folder)


def test_known_findings_are_not_reported(folder: Path) -> None:
    assert (check(folder).code, check(folder).out) == (0, "")
    assert check(folder, "--no-baseline").code == 1
    assert check(folder / "sub", "Dockerfile").code == 0, "the working directory plays no part"


def test_moved_instructions_stay_known(folder: Path) -> None:
    file = folder / "sub" / "Dockerfile"
    file.write_text("# syntax=docker/dockerfile:1\n\n# a comment\n\nFROM  debian\nRUN x\n\n  ADD a.txt   /b/")
    assert check(folder).out == ""
    file.write_text(BAD + "WORKDIR x\n")
    assert [line.rpartition(" ")[2] for line in check(folder).out.splitlines()] == ["[relative-workdir]"]


def test_one_more_of_the_same_is_new(folder: Path) -> None:
    (folder / "sub" / "Dockerfile").write_text(BAD + "ADD a.txt /b/\n")
    assert [line.split(":")[1] for line in check(folder).out.splitlines()] == ["3"]


def test_what_is_changed_is_new(folder: Path) -> None:
    (folder / "sub" / "Dockerfile").write_text(BAD.replace("a.txt", "b.txt"))
    result = check(folder)
    assert result.code == 1
    assert "[add-instead-of-copy]" in result.out
    assert result.err.startswith(
        "dockwright: 1 finding was known and is no longer there; --prune-baseline forgets them"
    )


def test_what_is_gone_is_forgotten_on_request(folder: Path) -> None:
    known = folder / "known.json"
    file = folder / "sub" / "Dockerfile"
    file.write_text("FROM debian\nWORKDIR x\n")
    before = known.read_text()
    assert check(folder).code == 1
    assert known.read_text() == before
    assert check(folder, "--prune-baseline").code == 1
    assert {rule for rules in parse_baseline(known.read_text()).files.values() for rule, _ in rules} == {
        "untagged-base-image"
    }
    file.write_text(BAD)
    assert "[add-instead-of-copy]" in check(folder).out
    file.unlink()
    (folder / "Dockerfile").write_text("FROM scratch\n")
    check(folder, "--prune-baseline")
    assert parse_baseline(known.read_text()).files == {}


def test_files_that_are_not_checked_keep_their_entries(folder: Path) -> None:
    (folder / "Dockerfile").write_text(BAD)
    assert check(folder, "--write-baseline", "Dockerfile").code == 0
    assert set(parse_baseline((folder / "known.json").read_text()).files) == {"Dockerfile", "sub/Dockerfile"}
    assert check(folder).code == 0


def test_fixing_leaves_known_findings_alone(folder: Path) -> None:
    file = folder / "sub" / "Dockerfile"
    file.write_text(BAD + "ADD c.txt /c/\n")
    assert check(folder, "--fix").code == 0
    assert file.read_text() == BAD + "COPY c.txt /c/\n"


def test_comments_come_first(folder: Path) -> None:
    file = folder / "sub" / "Dockerfile"
    file.write_text("FROM debian\n# dockwright: ignore[add-instead-of-copy]\nADD a.txt /b/\nADD a.txt /b/\n")
    assert check(folder).out == "", "the one that is silenced does not use up the entry"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the baseline is not JSON: line 1: "),
        ("[]", "the baseline must be an object with `version` and `files`"),
        ('{"version": 2}', "the baseline has version 2, and only 1 is known"),
        ('{"version": 1, "files": {"a": {"r": 1}}}', "`files.a.r` must be an object"),
        ('{"version": 1, "files": {"a": {"r": {"f": 0}}}}', "`files.a.r.f` must be a whole number, 1 or more"),
        ('{"version": 1, "files": {"a": {"r": {"f": true}}}}', "`files.a.r.f` must be a whole number, 1 or more"),
    ],
)
def test_a_malformed_baseline_is_an_error(folder: Path, text: str, message: str) -> None:
    (folder / "known.json").write_text(text)
    for arguments in ([], ["--prune-baseline"], ["--write-baseline"]):
        result = check(folder, *arguments)
        assert result.code == 2
        assert result.err.startswith(f"dockwright: known.json: {message}")
        assert (folder / "known.json").read_text() == text


def test_a_missing_baseline_is_an_error(folder: Path) -> None:
    result = check(folder, "--baseline", "none.json")
    assert (result.code, result.err) == (
        2,
        "dockwright: none.json: the baseline cannot be read: no such file or directory\n",
    )


def test_writing_needs_a_place(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    result = check(tmp_path, "--write-baseline")
    assert result.code == 2
    assert "name the file, with --baseline or with `baseline` in the configuration" in result.err


def test_written_and_read() -> None:
    known = {("a-rule", fingerprint("RUN a")): 3, ("SC2086", fingerprint("RUN b")): 1}
    baseline = Baseline({"a/Dockerfile": known})
    assert parse_baseline(written_baseline(baseline)) == baseline
    assert json.loads(written_baseline(Baseline({}))) == {"version": 1, "files": {}}
    assert fingerprint(" RUN\ta \\\n b\n") == fingerprint("RUN a \\\r\n  b")
    with pytest.raises(BaselineProblem):
        parse_baseline("")
