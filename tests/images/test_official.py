"""The embedded list of official images, every tag of it, and the better tags chosen from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dockwright.images import official
from dockwright.images.official import (
    is_full_variant,
    most_specific_tag,
    official_image,
    official_names,
    slimmer_tag,
    split_tag,
)

NAMES = official_names()


def every_image() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", NAMES)


def tags_of(name: str) -> Iterator[str]:
    image = official_image(name)
    assert image is not None
    yield from image.tags


def test_list_is_dated() -> None:
    assert official.DATA_DATE() == official.data_date() >= date(2026, 8, 1)


def test_unknown_image() -> None:
    assert official_image("no-such-image") is None
    assert most_specific_tag("no-such-image", None) is None
    assert slimmer_tag("no-such-image", None) is None


@every_image()
def test_tags_mean_the_same_both_ways(name: str) -> None:
    image = official_image(name)
    assert image is not None
    for tag in image.tags:
        assert image.has_tag(tag)
        assert image.architectures(tag)
        same = image.tags_with_same_content(tag)
        assert tag in same
        for other in same:
            assert set(image.tags_with_same_content(other)) == set(same)


@every_image()
def test_most_specific_tag_has_the_same_content_and_is_final(name: str) -> None:
    image = official_image(name)
    assert image is not None
    for tag in image.tags:
        for windows in (False, True):
            best = most_specific_tag(name, tag, windows=windows)
            if best is not None:
                assert best != tag
                assert best in image.tags_with_same_content(tag, windows=windows)
                assert most_specific_tag(name, best, windows=windows) is None


@every_image()
def test_slimmer_tag_exists_and_is_another_content(name: str) -> None:
    image = official_image(name)
    assert image is not None
    for tag in image.tags:
        slimmer = slimmer_tag(name, tag)
        if slimmer is None:
            continue
        assert image.has_tag(slimmer)
        assert slimmer not in image.tags_with_same_content(tag)
        assert slimmer_tag(name, slimmer) is None
        before, after = split_tag(name, tag), split_tag(name, slimmer)
        assert before.version in (None, after.version)
        if before.distribution is not None:
            assert after.distribution is not None
            assert after.distribution.family == before.distribution.family
            assert after.distribution.release == before.distribution.release


def test_what_most_images_do_not_offer() -> None:
    """A share that is neither nothing nor everything: the two functions answer, and often with None."""
    all_tags = [(name, tag) for name in NAMES for tag in tags_of(name)]
    specific = sum(most_specific_tag(name, tag) is not None for name, tag in all_tags)
    slim = sum(slimmer_tag(name, tag) is not None for name, tag in all_tags)
    assert 0.4 < specific / len(all_tags) < 0.9
    assert 0.05 < slim / len(all_tags) < 0.4


# What matters here is the kind of tag; the patch version is whatever the data holds.
@pytest.mark.parametrize(
    ("name", "tag", "expected"),
    [
        ("python", None, ("3.14.", "trixie")),
        ("python", "latest", ("3.14.", "trixie")),
        ("python", "3", ("3.14.", "trixie")),
        ("python", "3-slim", ("3.14.", "slim", "trixie")),
        ("python", "3.12-alpine", ("3.12.", "alpine3.24")),
        ("node", "lts", ("24.", "bookworm")),
        ("node", "lts-alpine", ("24.", "alpine3.24")),
        ("node", "22-slim", ("22.", "bookworm", "slim")),
        ("golang", "1", ("1.27.", "trixie")),
        ("nginx", "alpine", ("1.31.", "alpine3.24")),
        ("alpine", None, ("3.24.",)),
        ("ubuntu", None, ("26.04",)),
        ("debian", "bookworm-slim", ("12.", "slim")),
        ("postgres", "17", ("17.", "trixie")),
    ],
)
def test_most_specific_tag_keeps_line_and_variant(name: str, tag: str | None, expected: tuple[str, ...]) -> None:
    best = most_specific_tag(name, tag)
    assert best is not None
    beginning, *rest = best.split("-")
    assert beginning.startswith(expected[0])
    assert tuple(rest) == expected[1:]


def test_dated_tags_only_where_nothing_else_names_a_release() -> None:
    assert most_specific_tag("debian", "trixie-20260803") is None
    rolling = most_specific_tag("archlinux", None)
    assert rolling is not None
    assert split_tag("archlinux", rolling).snapshot is not None


def test_tags_for_two_systems_are_read_for_one() -> None:
    linux, windows = most_specific_tag("golang", "1"), most_specific_tag("golang", "1", windows=True)
    assert linux is not None
    assert linux.endswith("-trixie")
    assert windows is not None
    assert windows.endswith("-windowsservercore")


@pytest.mark.parametrize(
    ("name", "tag", "slimmer"),
    [
        ("python", "3.14", "3.14-slim"),
        ("python", "3.14-bookworm", "3.14-slim-bookworm"),
        ("python", "latest", "slim"),
        ("python", None, "slim"),
        ("node", "22-bookworm", "22-bookworm-slim"),
        ("node", "lts", "lts-slim"),
        ("ruby", "3.4", "3.4-slim"),
        ("debian", "trixie", "trixie-slim"),
        ("eclipse-temurin", "21-jdk-noble", "21-jre-noble"),
        ("eclipse-temurin", "21", "21-jre"),
        ("tomcat", "11-jdk25", "11-jre25"),
        ("python", "3.14-slim", None),
        ("python", "3.14-alpine", None),
        ("eclipse-temurin", "21-jre", None),
        ("golang", "1.27", None),
        ("nginx", "alpine", None),
        ("oraclelinux", "9", None),
        ("python", "3.14-windowsservercore", None),
        ("python", "2.7", None),
    ],
)
def test_slimmer_tag(name: str, tag: str | None, slimmer: str | None) -> None:
    assert slimmer_tag(name, tag) == slimmer


@pytest.mark.parametrize(
    ("name", "tag", "full"),
    [
        ("python", "3.14", True),
        ("python", None, True),
        ("python", "3.14-slim", False),
        ("python", "3.14-alpine", False),
        ("node", "22", True),
        ("node", "22-slim", False),
        ("golang", "1.27-alpine", True),
        ("rust", "slim", True),
        ("php", "8.4-fpm", True),
        ("php", "8.4-fpm-alpine", False),
        ("eclipse-temurin", "21-jdk", True),
        ("eclipse-temurin", "21-jre", False),
        ("debian", "trixie", False),
        ("no-such-image", "1", None),
    ],
)
def test_full_variants(name: str, tag: str | None, full: bool | None) -> None:
    assert is_full_variant(name, tag) is full


@pytest.mark.parametrize(
    ("name", "tag", "version", "variant", "family", "release"),
    [
        ("python", "3.14.2-slim-trixie", "3.14.2", ("slim",), "debian", "13"),
        ("python", "3.15.0rc1", "3.15.0", (), None, None),
        ("traefik", "v3.5", "3.5", (), None, None),
        ("eclipse-temurin", "21.0.4_7-jre-noble", "21.0.4", ("jre",), "ubuntu", "24.04"),
        ("eclipse-temurin", "8u502-b07-jdk-alpine-3.24", "8u502", ("b07", "jdk"), "alpine", "3.24"),
        ("node", "lts-alpine", None, ("lts",), "alpine", None),
        ("golang", "1.27-windowsservercore-ltsc2022", "1.27", (), "windowsservercore", "ltsc2022"),
        ("amazoncorretto", "21-al2023-headless", "21", ("headless",), "amazonlinux", "2023"),
        ("mariadb", "11-ubi9", "11", (), "rhel", "9"),
        ("ibm-semeru-runtimes", "open-21-jre", "21", ("open", "jre"), None, None),
        ("ros", "kinetic-ros-core-xenial", None, ("kinetic", "ros", "core"), "ubuntu", "16.04"),
        ("sapmachine", "26-jre-ubuntu-noble", "26", ("jre",), "ubuntu", "24.04"),
        ("debian", "bookworm-20260803-slim", None, ("slim",), "debian", "12"),
    ],
)
def test_parts_of_a_tag(
    name: str, tag: str, version: str | None, variant: tuple[str, ...], family: str | None, release: str | None
) -> None:
    parts = split_tag(name, tag)
    assert (parts.version, parts.variant) == (version, variant)
    found = parts.distribution
    assert (found and found.family, found and found.release) == (family, release)
