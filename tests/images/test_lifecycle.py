"""Ends of life, row by row against the published dates, and against every release in the origin of the data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.images import lifecycle
from dockwright.images.distributions import DEBIAN_CODENAMES, UBUNTU_CODENAMES
from dockwright.images.lifecycle import EndOfLife, Named, ends_of_life, products_of
from dockwright.images.official import official_names
from dockwright.images.reference import ImageReference, parse_reference


def end_of_life(name: ImageReference | str, tag: str | None = None) -> EndOfLife | None:
    """The earliest end of life of an image."""
    return min(ends_of_life(name, tag), key=lambda end: end.date, default=None)


@pytest.mark.parametrize(
    ("image", "tag", "name", "end"),
    [
        ("node", "14", "Node.js 14", "2023-04-30"),
        ("node", "gallium-alpine", "Node.js 16", "2023-09-11"),
        ("node", "lts-hydrogen", "Node.js 18", "2025-04-30"),
        ("python", "3.6-slim", "Python 3.6", "2021-12-23"),
        ("python", "2", "Python 2.7", "2020-01-01"),
        ("debian", "stretch", "Debian 9 (stretch)", "2022-07-01"),
        ("debian", "buster-20220125-slim", "Debian 10 (buster)", "2024-06-30"),
        ("debian", "9.13-slim", "Debian 9 (stretch)", "2022-07-01"),
        ("ubuntu", "18.04", "Ubuntu 18.04 (bionic)", "2023-05-31"),
        ("ubuntu", "focal-20220105", "Ubuntu 20.04 (focal)", "2025-05-31"),
        ("php", "7.4-fpm", "PHP 7.4", "2022-11-28"),
        ("golang", "1.16", "Go 1.16", "2022-03-15"),
        ("alpine", "3.12.1", "Alpine Linux 3.12", "2022-05-01"),
        ("postgres", "9.6", "PostgreSQL 9.6", "2021-11-11"),
        ("postgres", "9", "PostgreSQL 9.6", "2021-11-11"),
        ("mysql", "5.7.44", "MySQL 5.7", "2023-10-31"),
        ("ruby", "2.7-alpine", "Ruby 2.7", "2023-03-31"),
        ("eclipse-temurin", "19-jre", "Eclipse Temurin 19", "2023-03-31"),
        ("eclipse-temurin", "24.0.2_12-jdk", "Eclipse Temurin 24", "2025-09-16"),
        ("amazoncorretto", "16", "Amazon Corretto 16", "2021-10-19"),
        ("tomcat", "8.5-jdk8", "Apache Tomcat 8.5", "2024-03-31"),
        ("traefik", "v1.7", "Traefik 1.7", "2021-12-31"),
        ("ros", "kinetic", "ROS kinetic", "2021-05-01"),
        ("docker.io/library/redis", "5", "Redis 5.0", "2022-04-27"),
        ("public.ecr.aws/docker/library/node", "12", "Node.js 12", "2022-04-30"),
        ("arm32v7/alpine", "3.9", "Alpine Linux 3.9", "2020-11-01"),
        ("mcr.microsoft.com/dotnet/sdk", "6.0", "Microsoft .NET 6", "2024-11-12"),
        ("mcr.microsoft.com/dotnet/aspnet", "3.1", "Microsoft .NET 3.1", "2022-12-13"),
        ("mcr.microsoft.com/dotnet/core/sdk", "2.1", "Microsoft .NET 2.1", "2021-08-21"),
        ("mcr.microsoft.com/windows/servercore", "1909", "Microsoft Windows Server Core 1909", "2021-05-11"),
        ("registry.access.redhat.com/ubi8", "8.4", "Red Hat Enterprise Linux 8", "2029-05-31"),
        ("registry.access.redhat.com/ubi7/ubi", None, "Red Hat Enterprise Linux 7", "2024-06-30"),
        ("quay.io/centos/centos", "stream8", "CentOS Stream 8", "2024-05-31"),
        ("amazonlinux", "2", "Amazon Linux 2", "2026-06-30"),
    ],
)
def test_end_of_a_version(image: str, tag: str | None, name: str, end: str) -> None:
    found = end_of_life(image, tag)
    assert found is not None
    assert (found.name, found.date.isoformat(), found.date_is_exact) == (name, end, True)
    assert found.link.startswith("https://endoflife.date/")


@pytest.mark.parametrize(
    ("image", "tag", "name"),
    [
        ("node", "20-buster", "Debian 10 (buster)"),
        ("python", "3.13-slim-stretch", "Debian 9 (stretch)"),
        ("redis", "8-alpine3.13", "Alpine Linux 3.13"),
        ("eclipse-temurin", "17-jre-focal", "Ubuntu 20.04 (focal)"),
        ("eclipse-temurin", "21-jdk-alpine-3.12", "Alpine Linux 3.12"),
        ("nvidia/cuda", "10.0-base-ubuntu16.04", "Ubuntu 16.04 (xenial)"),
        ("mcr.microsoft.com/dotnet/sdk", "8.0-alpine3.15", "Alpine Linux 3.15"),
        ("bitnami/redis", "8-debian-10", "Debian 10 (buster)"),
        ("owner/repository", "1.2-buster", "Debian 10 (buster)"),
        ("buildpack-deps", "stretch", "Debian 9 (stretch)"),
        ("nvidia/cuda", "11.0-devel-centos7", "CentOS 7"),
    ],
)
def test_end_of_the_distribution_in_a_tag(image: str, tag: str, name: str) -> None:
    found = end_of_life(image, tag)
    assert found is not None
    assert (found.name, found.named_by) == (name, Named.DISTRIBUTION)


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        ("python", None),
        ("python", "latest"),
        ("python", "3"),
        ("python", "3-slim"),
        ("python", "3.15.0rc1"),
        ("node", "lts"),
        ("node", "current-alpine"),
        ("golang", "1"),
        ("debian", "stable"),
        ("debian", "oldstable-slim"),
        ("ubuntu", "rolling"),
        ("alpine", "edge"),
        ("owner/repository", "1.2"),
        ("owner/repository", "disco"),
        ("owner/repository", "groovy-1.0"),
        ("mcr.microsoft.com/windows/nanoserver", "1809"),
        ("openjdk", "28-ea-jdk"),
        ("bonita", "7.0"),
        ("Not:A:Name", "1"),
        ("python", "99.9"),
    ],
)
def test_what_moves_or_is_not_known_has_no_end(image: str, tag: str | None) -> None:
    assert end_of_life(image, tag) is None


@pytest.mark.parametrize(
    ("image", "tag", "end", "exact", "replacement"),
    [
        ("openjdk", "8-jre", "2022-07-31", False, "eclipse-temurin"),
        ("openjdk", None, "2022-07-31", False, "eclipse-temurin"),
        ("java", "8", "2016-12-31", True, "eclipse-temurin"),
        ("adoptopenjdk/openjdk8", "alpine", "2021-08-25", True, "eclipse-temurin"),
        ("centos", "8", "2021-12-31", True, None),
        ("centos", None, "2024-06-30", True, None),
    ],
)
def test_images_that_are_no_longer_updated(
    image: str, tag: str | None, end: str, exact: bool, replacement: str | None
) -> None:
    found = end_of_life(image, tag)
    assert found is not None
    assert (found.date.isoformat(), found.date_is_exact) == (end, exact)
    retired = next(other for other in ends_of_life(image, tag) if other.named_by is Named.IMAGE)
    assert retired.replacement == replacement


def test_every_end_is_told() -> None:
    named = [(end.name, end.named_by) for end in ends_of_life("node", "20-buster")]
    assert named == [("Node.js 20", Named.VERSION), ("Debian 10 (buster)", Named.DISTRIBUTION)]


def test_an_unknown_day_is_given_as_the_day_of_the_data() -> None:
    found = end_of_life("solr", "4.10")
    assert found is not None
    assert (found.date, found.date_is_exact) == (lifecycle.data_date(), False)


def test_long_term_support_of_debian_counts_and_that_of_ubuntu_does_not() -> None:
    debian, ubuntu = end_of_life("debian", "11"), end_of_life("ubuntu", "20.04")
    assert debian is not None
    assert ubuntu is not None
    assert (debian.support_ended, debian.date) == (date(2024, 8, 14), date(2026, 8, 31))
    assert ubuntu.date == date(2025, 5, 31)


def test_past_begins_the_day_after() -> None:
    found = end_of_life("node", "14")
    assert found is not None
    assert not found.is_past(found.date)
    assert found.is_past(date(2023, 5, 1))


def test_releases_that_only_the_next_one_ends() -> None:
    rust, node = end_of_life("rust", "1.60"), end_of_life("node", "14")
    assert rust is not None
    assert node is not None
    assert rust.is_superseded_quickly
    assert not node.is_superseded_quickly


def test_takes_a_reference() -> None:
    reference = parse_reference("python:3.6@sha256:" + "a" * 64)
    assert isinstance(reference, ImageReference)
    found = end_of_life(reference)
    assert found is not None
    assert found.cycle == "3.6"
    other = end_of_life(reference, "3.7")
    assert other is not None
    assert other.cycle == "3.7"


@pytest.fixture(scope="module")
def origin(repository: Path) -> dict[str, Any]:
    path = repository.parent / "shared" / "data" / "lifecycle.json"
    if not path.exists():
        pytest.skip("the origin of the lifecycle data (../shared/data) is not there")
    products: dict[str, Any] = json.loads(path.read_text("utf-8"))["products"]
    return products


# The cycles of these are not what tags begin with: words, or releases of Windows that tags spell in two ways.
SPELLED_OTHERWISE = {"ros", "ros-2", "windows-nano-server", "windows-server-core", "unrealircd", "vitess", "clearlinux"}


def test_every_cycle_is_found_by_its_own_name(origin: dict[str, Any]) -> None:
    """A tag that is a cycle of the product, in an image that holds it, ends when the origin says, or not at all."""
    checked = 0
    for image in official_names():
        for slug in products_of(image):
            if slug in SPELLED_OTHERWISE or image in ("ros", "openjdk", "unit"):
                continue
            for release in origin[slug]["releases"]:
                tag, end = release["releaseCycle"], release["eol"]
                if slug == "debian" and release.get("eoes"):
                    end = release["eoes"]
                found = next((each for each in ends_of_life(image, tag) if each.product == slug), None)
                if end is False:
                    assert found is None, f"{image}:{tag}"
                else:
                    assert isinstance(found, EndOfLife), f"{image}:{tag}"
                    assert found.cycle == tag
                    assert found.date == (lifecycle.data_date() if end is True else date.fromisoformat(end))
                checked += 1
    assert checked > 500


def test_codenames_are_those_of_the_data(origin: dict[str, Any]) -> None:
    debian = {release["codename"].lower(): release["releaseCycle"] for release in origin["debian"]["releases"]}
    assert {name: DEBIAN_CODENAMES.get(name) for name in debian} == debian
    ubuntu = {
        release["codename"].split()[0].lower(): release["releaseCycle"] for release in origin["ubuntu"]["releases"]
    }
    since_images = {name: cycle for name, cycle in ubuntu.items() if float(cycle) >= 12.04}
    assert {name: UBUNTU_CODENAMES.get(name) for name in since_images} == since_images


NAMES = st.sampled_from(("python", "openjdk", "ros", "a/b", "debian", ""))
WORDS = st.sampled_from(("3", "3.6", "v1", "8u502", "buster", "focal", "alpine3.12", "alpine", "ltsc2019", "lts", "é"))


@given(NAMES, st.lists(WORDS, max_size=4).map("-".join) | st.text())
def test_any_text_gets_an_answer(name: str, tag: str) -> None:
    for end in ends_of_life(name, tag):
        assert end.name
        assert end.link.startswith("https://")
