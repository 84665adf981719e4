"""The tables of library packages against the package lists of Debian that the machine has, and across releases."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from dockwright.images import library_packages
from dockwright.images.library_packages import alpine_libraries, debian_libraries, in_release

TABLE = library_packages._DEBIAN  # pyright: ignore[reportPrivateUsage]


def dependencies(packages: frozenset[str]) -> dict[str, set[str]]:
    """What packages depend on, or are virtual names of, as apt says; empty for one that it does not know."""
    done = subprocess.run(
        ["apt-cache", "depends", "--recurse", "--important", "--no-recommends", *sorted(packages)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    found: dict[str, set[str]] = {}
    current = ""
    for line in done.stdout.splitlines():
        name = re.sub(r"[<>]|:\w+$", "", line.split()[-1])
        if not line.startswith((" ", "|")):
            current = name
        elif "Depends:" in line or line.startswith("    "):
            found.setdefault(current, set()).add(name)
    return found


def behind_headers(package: str, known: dict[str, set[str]]) -> set[str]:
    """What a package depends on, through others with headers."""
    found: set[str] = set()
    left = [package]
    while left:
        new = known.get(left.pop(), set()) - found
        found |= new
        left += [name for name in new if name.endswith(("dev", "dev-compat"))]
    return found


def release_of_apt() -> str | None:
    """The release whose lists apt has, told by a package that is named after its version."""
    if shutil.which("apt-cache") is None:
        return None
    for release, name in (("12", "libicu72"), ("13", "libicu76"), ("11", "libicu67")):
        done = subprocess.run(["apt-cache", "show", name], capture_output=True, text=True, timeout=30)
        if done.returncode == 0 and done.stdout:
            return release
    return None


def test_libraries_are_what_headers_depend_on_in_the_lists_of_apt() -> None:
    release = release_of_apt()
    if release is None:
        pytest.skip("apt-cache is not there, or has no lists of Debian 11, 12 or 13")
    wanted = {package: libraries for package, libraries in TABLE.items() if libraries}
    known = dependencies(frozenset(wanted))
    checked = 0
    for package, libraries in wanted.items():
        if package not in known:
            continue
        names = in_release(libraries, "debian", release)
        assert names is not None
        assert set(names) <= behind_headers(package, known), (package, names)
        checked += 1
    assert checked > len(wanted) // 2


def test_names_follow_the_release() -> None:
    assert in_release(("libssl3", "libicu72"), "debian", "11") == ("libssl1.1", "libicu67")
    assert in_release(("libssl3", "libicu72"), "debian", "12") == ("libssl3", "libicu72")
    assert in_release(("libssl3", "libicu72"), "debian", "13") == ("libssl3t64", "libicu76")


def test_names_of_an_unknown_release_are_those_of_both() -> None:
    assert in_release(("libpq5", "libssl3"), "debian", None) == ("libpq5", "libssl3")
    assert in_release(("libicu72",), "debian", None) is None
    assert in_release(("libicu72",), "ubuntu", "24.04") is None
    assert in_release(("libpq5",), "ubuntu", "24.04") == ("libpq5",)
    assert in_release(("libmariadb3",), "ubuntu", "24.04") is None
    assert in_release(("libffi8",), "debian", "10") is None


def test_what_is_not_listed_is_unknown() -> None:
    assert debian_libraries("libweird-dev") is None
    assert debian_libraries("build-essential") == ()
    assert alpine_libraries("icu-dev") == ("icu-libs",)
    assert alpine_libraries("weird-dev") is None
