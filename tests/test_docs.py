"""The generated pages of the manual are what the rules say, and every page that is linked to exists."""

from __future__ import annotations

import importlib.util
import re
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


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    pages = [*(repository / "docs").rglob("*.md"), *repository.glob("*.md")]
    broken = [
        f"{page.relative_to(repository)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken
