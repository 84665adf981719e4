"""The README shows what is said of the example, and what was built and measured: a project of the proof and numbers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .builds.proving import write_files
from .builds.test_multi_stage import NODE

_SHOWN = re.compile(r"^```(?:diff)?\n\$ dockwright (check .*)\n((?:.*\n)*?)```$", re.MULTILINE)
_DOCKERFILES = re.compile(r"^```dockerfile\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROWS = re.compile(r"^\| (?:Express|Flask|Go) \|.*\n", re.MULTILINE)
_PROJECTS = {"Express": "Express", "Flask": "Flask with psycopg2", "Go": "Go service"}


def test_what_is_shown_of_the_example_is_said_of_it(repository: Path) -> None:
    shown = _SHOWN.findall((repository / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == 2
    for arguments, output in shown:
        command = [sys.executable, "-m", "dockwright", *arguments.split()]
        said = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False, timeout=60).stdout
        at = 0
        for part in filter(None, re.split(r"^\.\.\.\n", output, flags=re.MULTILINE)):
            assert part in said[at:], part
            at = said.index(part, at)


def test_the_dockerfiles_are_those_of_the_proof(repository: Path, tmp_path: Path) -> None:
    before, after = _DOCKERFILES.findall((repository / "README.md").read_text(encoding="utf-8"))
    assert before == NODE["Dockerfile"]
    write_files(tmp_path, {**NODE, "package-lock.json": "{}", "dockwright.toml": 'cache-strategy = "mount"\n'})
    command = [sys.executable, "-m", "dockwright", "optimize", "Dockerfile", "--multi-stage", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert after == done.stdout


def test_the_numbers_are_those_of_the_proof(repository: Path, request: pytest.FixtureRequest) -> None:
    page, readme = repository / "docs" / "proof.md", repository / "README.md"
    measured = _measured(page.read_text(encoding="utf-8"))
    rows = "".join(_row(name, measured[project]) for name, project in _PROJECTS.items())
    text = readme.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        start, end = (found := list(_ROWS.finditer(text)))[0].start(), found[-1].end()
        readme.write_text(text[:start] + rows + text[end:], encoding="utf-8")
        return
    assert "".join(_ROWS.findall(text)) == rows, "run `pytest tests/test_readme.py --update-golden`"


def _measured(page: str) -> dict[str, list[str]]:
    """The cells of each converted project."""
    section = page.split("## Converted to a multi-stage build\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {name: cells for name, *cells in rows}


def _row(name: str, cells: list[str]) -> str:
    before, after, less, _, _, rebuilt = cells
    seconds = rebuilt.replace(" → ", " s → ")
    return f"| {name} | {float(before):,.0f} MB → {float(after):,.0f} MB | {less.replace('%', ' %')} | {seconds} s |\n"
