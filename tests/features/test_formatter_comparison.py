"""The tool that compares formatters sees what a formatter loses, and finds that ours loses nothing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .reading import read

TEXT = "FROM a AS b\n# c\nRUN x \\\n    # d\n    && y\nCOPY <<E /f\n  # e\nE\n"


@pytest.fixture(scope="module")
def tool(repository: Path) -> ModuleType:
    path = repository / "tools" / "compare_formatters.py"
    specification = importlib.util.spec_from_file_location("compare_formatters", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["compare_formatters"] = module
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("lost", "old", "new"),
    [
        ("has_comments", "# c\n", ""),
        ("has_comments", "    # d\n", ""),
        ("is_read_alike", "RUN x", "RUN z"),
        ("is_read_alike", "AS b", "AS c"),
        ("has_heredocs", "  # e", "# e"),
        ("is_settled", "FROM", "  FROM"),
    ],
)
def test_what_is_lost_is_seen(tool: ModuleType, lost: str, old: str, new: str) -> None:
    found = tool.kept(TEXT, lambda text: text.replace(old, new))
    assert [row for row in tool.ROWS if not getattr(found, row)] == [lost]


def test_a_formatter_that_gives_up_keeps_nothing(tool: ModuleType) -> None:
    assert not tool.kept(TEXT, lambda _: None).is_done


def test_a_file_of_the_corpus_keeps_all(tool: ModuleType, corpus_file: Path) -> None:
    text = read(corpus_file)
    if tool.readings(text) is None:
        pytest.skip("BuildKit refuses the file")
    found = tool.kept(text, tool.dockwright)
    assert all(getattr(found, row) for row in tool.ROWS)


def test_dockerfmt_runs(tool: ModuleType) -> None:
    program = shutil.which(os.environ.get("DOCKERFMT", "dockerfmt"))
    if program is None:
        pytest.skip("no dockerfmt here: npm install @reteps/dockerfmt, and name it in DOCKERFMT")
    total, counted = tool.count([TEXT], {"Dockwright": tool.dockwright, "dockerfmt": tool.dockerfmt(program)})
    assert total == 1
    assert set(counted["Dockwright"]) == set(tool.ROWS)
    assert counted["dockerfmt"]["is_done"] == 1
