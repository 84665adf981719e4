"""The generated pages of the manual are what the rules say, and every page that is linked to exists."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


@pytest.fixture(scope="module")
def generator(repository: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("generate_docs", repository / "tools" / "generate_docs.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_generated_pages_are_current(generator: ModuleType) -> None:
    wrong = generator.stale(generator.pages())
    assert not wrong, "run `python tools/generate_docs.py`"


def test_the_site_builds_with_strict_links(repository: Path, tmp_path: Path) -> None:
    """mkdocs takes every link and anchor that leads nowhere, and every page that nothing leads to, for an error."""
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("material") is None:
        pytest.skip("mkdocs-material is not installed (it is in the extra `dev`)")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=repository,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "rules" / "root-user" / "index.html").is_file()


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    pages = [*(repository / "docs").rglob("*.md"), *repository.glob("*.md")]
    broken = [
        f"{page.relative_to(repository)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken
