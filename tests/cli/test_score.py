"""``dockwright score``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .process import dockwright

BAD = "FROM debian:12\nWORKDIR app\nRUN apt-get install curl\nCMD echo hi\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Dockerfile"
    path.write_text(BAD, encoding="utf-8")
    return path


def card(file: Path, *arguments: str) -> dict[str, Any]:
    """The card as JSON."""
    result = dockwright("score", "--format", "json", *arguments, file, cwd=file.parent)
    assert result.code == 0, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_card_agrees_with_what_check_finds(file: Path) -> None:
    checked = dockwright("check", "--format", "json", file, cwd=file.parent)
    counts: dict[str, int] = {}
    for finding in json.loads(checked.out)["findings"]:
        counts[finding["rule"]] = counts.get(finding["rule"], 0) + 1
    improvements = [one for category in card(file)["categories"] for one in category["improvements"]]
    assert {one["rule"]: one["count"] for one in improvements} == counts
    assert counts


def test_text_says_the_same(file: Path) -> None:
    result = dockwright("score", file, cwd=file.parent)
    found = card(file)
    assert result.out.startswith(f"Grade {found['grade']}: ")
    for category in found["categories"]:
        assert f"{category['grade']}  {category['name']}: " in result.out
        for one in category["improvements"]:
            assert f"{'^' if one['raises'] else ' '} {one['rule']}" in result.out


def test_configuration_counts(file: Path) -> None:
    (file.parent / "dockwright.toml").write_text('select = ["relative-workdir"]\n', encoding="utf-8")
    grades = {category["name"]: category["grade"] for category in card(file)["categories"]}
    assert {name for name, grade in grades.items() if grade != "A"} == {"Correctness"}


def test_what_is_not_utf8_is_read_with_a_remark(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"# caf\xe9\n")
    result = dockwright("score", file, cwd=file.parent)
    assert (result.code, result.out.partition(" ")[0]) == (0, "Grade")
    assert "not UTF-8" in result.err


@pytest.mark.parametrize(("text", "why"), [("# nothing\n", "no stage"), (None, "No such file")])
def test_what_cannot_be_judged(tmp_path: Path, text: str | None, why: str) -> None:
    file = tmp_path / "Dockerfile"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    result = dockwright("score", file, cwd=tmp_path)
    assert result.code == 2
    assert why.lower() in result.err.lower()
