"""How many findings of a file are shown, and which of them make the run fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from .process import BAD, check


@pytest.mark.parametrize(
    ("settings", "arguments", "code"),
    [
        ("", [], 1),
        ("fail-level = 'warning'", [], 1),
        ("fail-level = 'error'", [], 0),
        ("fail-level = 'never'", [], 0),
        ("fail-level = 'never'", ["--fail-level", "hint"], 1),
        ("fail-level = 'hint'", ["--fail-level", "error"], 0),
    ],
)
def test_the_level_that_fails(tmp_path: Path, settings: str, arguments: list[str], code: int) -> None:
    (tmp_path / "Dockerfile").write_text(BAD)
    (tmp_path / "dockwright.toml").write_text(settings)
    assert check(*arguments, cwd=tmp_path).code == code


def test_each_file_has_the_level_of_its_configuration(tmp_path: Path) -> None:
    for name, level in (("a", "never"), ("b", "error")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(BAD)
        (tmp_path / name / "dockwright.toml").write_text(f"fail-level = '{level}'")
    assert check(cwd=tmp_path).code == 0
    (tmp_path / "b" / "dockwright.toml").write_text("fail-level = 'hint'")
    assert check(cwd=tmp_path).code == 1


def test_the_quietest_findings_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian:13.1 AS a\nADD a.txt /a/\nADD b.txt /b/\nFROM debian\n")
    (tmp_path / "dockwright.toml").write_text("max-problems = 2")
    result = check("--format", "short", cwd=tmp_path)
    assert [line.split(":")[1] for line in result.out.splitlines()] == ["2", "4"]
    assert result.err == (
        "dockwright: Dockerfile: 1 more findings are not shown; the setting max-problems says how many are\n"
    )


def test_all_findings_are_shown_unless_somebody_stated_how_many(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian:13.1\n" + "ADD a.txt /a/\n" * 300)
    (tmp_path / "dockwright.toml").write_text("fail-level = 'hint'")
    result = check("--format", "short", "--select", "add-instead-of-copy", cwd=tmp_path)
    assert (len(result.out.splitlines()), result.err) == (300, "")


def test_what_is_not_shown_fails_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM debian:13.1\nADD a.txt /a/\nADD b.txt /b/\n")
    (tmp_path / "dockwright.toml").write_text("max-problems = 1\nfail-level = 'information'")
    assert check(cwd=tmp_path).code == 1
