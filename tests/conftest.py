"""What several test files share: the corpus of real Dockerfiles, where it is there, and a registry.

The corpus is not part of the repository. It is looked for beside it, and tests that need it are skipped without it. A
test asks either for `corpus_file`, and then runs once for every file, or for `corpus_files`, and gets all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .external.loopback_registry import Registry, loopback_registry

REPOSITORY = Path(__file__).resolve().parent.parent
CORPUS = REPOSITORY.parent / "shared" / "corpus"
os.environ["DOCKWRIGHT_SHELLCHECK"] = "off"
"""What ShellCheck finds is the business of `tests/external`; all others must not depend on whether it is installed."""

CORPUS_ABSENT = "the corpus of real Dockerfiles (../shared/corpus) is not there"


def _dockerfiles() -> list[Path]:
    return sorted((CORPUS / "files").glob("*.Dockerfile"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that rewrites what golden cases expect."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected sections of tests/golden")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `corpus_file` once for every Dockerfile of the corpus."""
    if "corpus_file" not in metafunc.fixturenames:
        return
    files = _dockerfiles()
    if files:
        metafunc.parametrize("corpus_file", files, ids=[file.name for file in files])
    else:
        absent = pytest.param(None, marks=pytest.mark.skip(reason=CORPUS_ABSENT))
        metafunc.parametrize("corpus_file", [absent], ids=["absent"])


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture
def registry() -> Iterator[Registry]:
    """An image registry on this machine."""
    with loopback_registry() as found:
        yield found


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the corpus, with `files/`, `projects/` and the lists of them."""
    if not CORPUS.is_dir():
        pytest.skip(CORPUS_ABSENT)
    return CORPUS


@pytest.fixture(scope="session")
def corpus_files(corpus: Path) -> list[Path]:
    """Every Dockerfile of the corpus, in a stable order."""
    files = _dockerfiles()
    assert files, f"{corpus / 'files'} holds no Dockerfile"
    return files
