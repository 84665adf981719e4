"""What is installed at least, and where nobody can say so."""

from __future__ import annotations

import pytest

from dockwright.images.package_sizes import LEAST_MEGABYTES
from dockwright.project.installed_sizes import least_installed
from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse

INSTALL = "RUN apt-get update && apt-get install -y"
LISTS = "&& rm -rf /var/lib/apt/lists/*"


def installed(text: str) -> dict[int, int]:
    """Megabytes of the last stage, by the position of the RUN."""
    stage = derive(parse(text)).stages[-1]
    return {position: size // 1_000_000 for position, size in least_installed(stage).items()}


def of(*programs: str) -> int:
    return sum(LEAST_MEGABYTES[name] for name in programs)


@pytest.mark.parametrize(
    ("packages", "programs"),
    [
        ("build-essential curl", ("gcc", "g++")),
        ("gcc g++-14 git=1:2.39.5-0", ("gcc", "g++", "git")),
        ("python3-pip nodejs", ("python3", "node")),
        ("openjdk-21-jdk-headless", ("java", "javac")),
        ("openjdk-21-jre", ("java",)),
    ],
)
def test_packages_are_counted_by_the_programs_they_bring(packages: str, programs: tuple[str, ...]) -> None:
    assert installed(f"FROM debian:13-slim\n{INSTALL} {packages} {LISTS}\n") == {1: of(*programs)}


def test_what_is_there_is_not_counted_again() -> None:
    assert installed(f"FROM debian:13\n{INSTALL} gcc\nRUN apt-get install -y g++ git\n") == {
        1: of("gcc"),
        2: of("g++", "git"),
    }
    assert installed(f"FROM debian:13 AS a\n{INSTALL} gcc\nFROM a\n{INSTALL} build-essential\n") == {1: of("g++")}
    assert installed(f"FROM python:3.14\n{INSTALL} build-essential git python3\n") == {}


@pytest.mark.parametrize(
    "text",
    [
        f"FROM alpine:3.22\n{INSTALL} gcc\n",
        f"FROM example.org/x\n{INSTALL} gcc\n",
        f"FROM debian:8\n{INSTALL} gcc\n",
        f"FROM nginx:1.29\n{INSTALL} gcc\n",
        f"FROM debian:13\n{INSTALL} gcc || true\n",
        f"FROM debian:13\n{INSTALL} gcc && make && apt-get purge -y gcc\n",
        f"FROM debian:13\n{INSTALL} --download-only gcc\n",
        f"FROM debian:13\n{INSTALL} gcc && ./install.sh\n",
        f"FROM debian:13\nRUN if true; then {INSTALL[4:]} gcc; fi\n",
        f"FROM debian:13\nRUN ./setup.sh\n{INSTALL} gcc\n",
        f"FROM debian:13\nRUN apt-get install -y ./some.deb\n{INSTALL} gcc\n",
        f"FROM debian:13\nONBUILD {INSTALL} gcc\n",
    ],
)
def test_what_is_not_certain_is_not_counted(text: str) -> None:
    assert installed(text) == {}
