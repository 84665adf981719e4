"""What the tests that build share: an engine, and the page that says what they found out.

They take minutes and start an engine, so they run only where they are asked for by their mark, as `make test-builds`
does; everywhere else they are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .engine import Engine, NoEngineError, an_engine
from .proof_page import Gap, page, write
from .proving import TAGS, Bench, Book

NOT_ASKED_FOR = "builds images, which takes minutes: run `make test-builds`"

WITHOUT_A_REGISTRY = (
    Gap(
        "Caches of apk, dnf, yum and zypper", "neither the base images nor their packages can be had without a registry"
    ),
    Gap("Caches of Bundler, Cargo, Composer and Conda", "the base images cannot be had without a registry"),
    Gap(
        "Conversions of Maven, Gradle, GraalVM, .NET, Bundler and Bun",
        "the base images cannot be had without a registry",
    ),
    Gap(
        "Extensions of PHP",
        "the image is a stand-in that takes them out of Debian's packages instead of compiling them",
    ),
    Gap(
        "Nginx of Alpine",
        "what serves the site is a stand-in made of Debian's nginx, several times as large as the image that is named",
    ),
    Gap("Pin the image", "the pinned tag is a second name of the stand-in, so the text is proven and not the tag"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that keeps the numbers of a run."""
    parser.addoption("--write-proof", action="store_true", help="write docs/proof.md with the numbers of this run")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, repository: Path) -> Iterator[Engine]:
    """An engine that answers."""
    if "builds" not in str(request.config.getoption("markexpr")):
        pytest.skip(NOT_ASKED_FOR)
    try:
        with an_engine(repository.parent / "shared" / "buildlab") as found:
            yield found
    except NoEngineError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def book(request: pytest.FixtureRequest, repository: Path, engine: Engine) -> Iterator[Book]:
    """What is noted for the page, which is written when all went well and the switch says so."""
    found = Book(gaps=list(WITHOUT_A_REGISTRY) if engine.has_stand_ins else [])
    yield found
    if request.config.getoption("--write-proof", default=False) and not request.session.testsfailed:
        text = page(
            found.rows,
            found.gaps,
            found.measured,
            engine.name,
            found.conversions,
            found.estimates,
            has_stand_ins=engine.has_stand_ins,
        )
        write(repository / "docs" / "proof.md", text)


@pytest.fixture
def bench(engine: Engine, book: Book, tmp_path: Path) -> Iterator[Bench]:
    """A folder to build in; the images that are made are removed again."""
    yield Bench(engine, tmp_path, book)
    images = engine.docker("images", "--quiet", TAGS).stdout.split()
    if images:
        engine.docker("rmi", "--force", *dict.fromkeys(images))
