"""Packages of the distribution: headers to build with, libraries and commands to run with."""

from __future__ import annotations

from ...images.facts import facts as image_facts
from ...images.library_packages import in_release
from ...images.reference import ImageReference, parse_reference
from ...project.recognition.facts import Need, ProjectFacts
from ...syntax.dataclass import dataclass

_IN_FULL_IMAGES = frozenset(
    (
        *("libcurl4-openssl-dev", "libffi-dev", "libmagickwand-dev", "libmariadb-dev", "libpq-dev", "libsqlite3-dev"),
        *("libssl-dev", "libxml2-dev", "libxslt1-dev", "libyaml-dev", "pkg-config", "zlib1g-dev"),
    )
)
"""Of the headers that recognition speaks of, those that an image has which is made to compile in.

https://github.com/docker-library/buildpack-deps/blob/master/debian/trixie/Dockerfile
"""


@dataclass(frozen=True, slots=True)
class RunPackages:
    """``names`` are to be installed. ``unknown`` are needs that are not certain, or have no package that is known."""

    names: tuple[str, ...]
    unknown: tuple[Need, ...]


def build_packages(facts: ProjectFacts, image: str) -> tuple[str, ...]:
    """What building needs and the image does not bring; that of PHP has a compiler and no headers."""
    there: frozenset[str] = frozenset() if image.startswith("php:") else _IN_FULL_IMAGES
    names = (name for need in facts.needs if need.is_certain for name in need.debian_build)
    return tuple(dict.fromkeys(name for name in names if name not in there))


def run_packages(facts: ProjectFacts, image: str) -> RunPackages:
    """What the program needs, by the names that the release has which the image is made of."""
    reference = parse_reference(image)
    known = image_facts(reference if isinstance(reference, ImageReference) else None)
    found: dict[str, None] = {}
    unknown: list[Need] = []
    for need in facts.needs:
        names = in_release(need.debian_run, known.distribution, known.release)
        if names and need.is_certain:
            found.update(dict.fromkeys(names))
        elif need.debian_run:
            unknown.append(need)
    return RunPackages(tuple(found), tuple(unknown))
