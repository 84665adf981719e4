"""How much well-known packages of Debian and Ubuntu take at least, by the program that they bring.

A table kept by hand, of packages that are large in every release. The megabytes are below what the package indexes
give as Installed-Size of the packages that hold the program itself: slim images leave documentation out, releases
differ, and dependencies that several programs share are not counted.
Source: https://packages.debian.org/ and https://packages.ubuntu.com/, 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..syntax.lazy_pattern import lazy_pattern

_FIRST_RELEASES: Mapping[str, float] = MappingProxyType({"debian": 10, "ubuntu": 20.04})
"""The releases from which on the table holds; packages were smaller once."""

LEAST_MEGABYTES: Mapping[str, int] = MappingProxyType(
    {"g++": 30, "gcc": 60, "git": 15, "go": 100, "java": 80, "javac": 20, "node": 25, "python3": 12, "ruby": 10}
)

_PACKAGES = MappingProxyType(
    {
        "build-essential": ("gcc", "g++"),
        "default-jdk": ("java", "javac"),
        "default-jdk-headless": ("java", "javac"),
        "default-jre": ("java",),
        "default-jre-headless": ("java",),
        "g++": ("gcc", "g++"),
        "gcc": ("gcc",),
        "git": ("git",),
        "golang": ("go",),
        "golang-go": ("go",),
        "nodejs": ("node",),
        "python3": ("python3",),
        "python3-dev": ("python3",),
        "python3-pip": ("python3",),
        "python3-venv": ("python3",),
        "ruby": ("ruby",),
        "ruby-dev": ("ruby",),
        "ruby-full": ("ruby",),
    }
)
_VERSIONED = lazy_pattern(r"openjdk-\d+-(?P<java>jre|jdk)(?:-headless)?|(?P<compiler>gcc|g\+\+)-\d+")


def is_covered(distribution: str | None, release: str | None) -> bool:
    """Whether the table holds for a release; a release whose number is not known is none."""
    first = _FIRST_RELEASES.get(distribution or "")
    try:
        return first is not None and release is not None and float(release) >= first
    except ValueError:
        return False


def programs_of_package(name: str) -> tuple[str, ...]:
    """The programs of the table that come with a package of Debian or Ubuntu."""
    found = _VERSIONED.fullmatch(name)
    if found is None:
        return _PACKAGES.get(name, ())
    if found["compiler"] is not None:
        return _PACKAGES[found["compiler"]]
    return ("java", "javac") if found["java"] == "jdk" else ("java",)
