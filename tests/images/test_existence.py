"""Tags that exist, that once did, that came after the data, and that were mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.images.official import (
    Existence,
    official_image,
    official_names,
    suggest_tags,
    tag_existence,
)

# Tags that Docker Hub serves and the list no longer holds, read from docker-library/repo-info.
FORMER = """
python: 3.6.2-stretch 3.6-jessie 3-onbuild onbuild alpine3.4 alpine3.6 3.6.2-windowsservercore
python: 3.4.7-wheezy 2.7.13 2-slim 2.7-alpine3.4 3.10.9-slim-buster 3.12-rc-slim-buster
python: 3.12.0a4-bullseye 3.10-alpine3.16 3.11.1-slim 3.13.14-slim-bookworm 3.9-buster 3.8-slim-buster
python: 3.7-slim-stretch 2.7-slim-buster
node: 14-alpine3.16 14-slim 14.21-bullseye 18-buster-slim 18.13-buster 19.4.0-bullseye 10-stretch
node: 8-jessie 6.17.1-onbuild boron argon-slim carbon-alpine dubnium-stretch-slim erbium lts-gallium
node: 12-alpine3.11 22.23.1-bullseye-slim 24.18.1-alpine
openjdk: 18-bullseye 18-jdk-nanoserver-1809 18-jdk-oraclelinux7 18-jdk-slim-buster 18.0.2.1-slim-bullseye
openjdk: 18-windowsservercore-1809 18.0-oracle 6b38-jdk 7u121-jre-alpine 8u131-jdk-windowsservercore jdk-
openjdk: alpine 8-jre-slim-stretch 11-jre-slim 8-jdk 17 latest
php: 8-alpine3.16 8-apache-buster 8.0.27-zts-bullseye 8.0-fpm-alpine3.16 8.1-cli-alpine3.16
php: 7.2.0RC6-apache-stretch 5.6-fpm 7.4-fpm-alpine 5-apache 7.1-cli-jessie 7-zts-buster
maven: 3-amazoncorretto-19 3-eclipse-temurin-11-focal 3-ibm-semeru-17-focal 3-openjdk-18-slim
maven: 3.8.7-amazoncorretto-8 3.8-sapmachine 3.8-ibmjava 3.6.3-jdk-11-slim 3-jdk-8-alpine
maven: 3.5-jdk-9-slim 3.6-jdk-13
ubuntu: 18.04 20.04 16.04 bionic focal xenial trusty groovy jammy-20240808 oracular-20240811.1
ubuntu: noble-20240114 lunar mantic-20231128
debian: stretch buster-slim jessie wheezy 10 9.13-slim stretch-backports bookworm-20200101-slim squeeze
debian: 8.11
alpine: 3.12 3.14.8 3.9.6 2.7 20221110 3.17.1
golang: 1.16-buster 1.11-alpine3.7 1.8-onbuild 1.12-stretch 1.4-cross 1.3-wheezy 1.20-bullseye
golang: 1.18.1-alpine3.15 1.9-nanoserver-sac2016
rust: 1-alpine3.11 1.70-slim-bullseye 1-slim-buster 1.31-stretch
amazonlinux: 2-with-sources 2022-with-sources 2018.03 1 2016.09
drupal: 9.2.2-php8.0-fpm-alpine3.14 7.64-fpm-alpine 8.3.0-rc2-fpm-alpine
wordpress: 4.8.1-php7.1-fpm-alpine 4.9.8-php5.6-fpm-alpine php5.6 cli-2.4-php7.4
joomla: 3.8.7-php7.2-fpm-alpine
gradle: 6.8-jdk8 5.6.4-jdk11-slim 7.4-jdk17-alpine 4.10-jre8-alpine
ruby: 2.7-slim-buster 2.3-onbuild 2.6-alpine3.11 2.1-wheezy
nginx: 1.19-alpine-perl 1.15 1.14.2-alpine stable-perl 1-alpine-otel
postgres: 9.6-alpine 10-stretch 12.3 11-bullseye 13-alpine3.18
redis: 5-alpine3.12 6.0-buster 3.2-32bit 4.0.14-stretch
tomcat: 8.5-jdk8-openjdk-slim-buster 9-jre11-slim 7.0-jre8-alpine 9.0.71-jdk17-temurin-focal
eclipse-temurin: 17-jre-focal 19-jdk-alpine 11.0.21_9-jdk-centos7 8u382-b05-jre-nanoserver-1809 20-jdk-
eclipse-temurin: windowsservercore-1809
elasticsearch: 7.17.0 6.8.23 5 2.4-alpine
mongo: 4.4-focal 3.6-xenial 5.0-nanoserver-1809 4.2-bionic
mysql: 5.7 8.0-debian 5.7-oracle 8.0.35-bullseye
buildpack-deps: stretch-scm buster-curl focal bionic-scm jessie
elixir: 1.14-otp-25-slim 1.10-alpine 1.4
erlang: 21-slim 24-alpine
haskell: 8.10-stretch 8-buster 9.2-slim-buster
swift: 5.5-focal-slim 5.3-xenial 5.7-amazonlinux2 5.5-centos8
docker: 19.03-dind 20.10-git 18.09-dind-rootless 23-cli-alpine3.17 dind-alpine3.18
traefik: v1.7-alpine v2.10 2.2 chevrotin livarot-alpine
fedora: 35 36 branched
perl: 5.28-threaded-stretch 5.20-slim
neo4j: 3.5-enterprise 4.4-community-bullseye 5.26.28-enterprise-ubi10
busybox: 1.36.1-musl 1-ubuntu ubuntu-14.04 buildroot-2014.02
caddy: 2.4.6-builder-windowsservercore-1809 2.7-alpine
"""

# Tags that appeared after the day of the list, read from docker-library/repo-info or made up.
LATER = """
node: 26.10-alpine3.23 26.10-trixie-slim 26.8-bullseye-slim 26.8.2-bookworm 24.20.0-slim 24.21-trixie
node: 22.23.3 27-alpine
almalinux: 10-kitten-20260902 10-kitten-minimal-20260902 11-minimal
alpine: 3.24.2 3.23.6 3.25
fedora: 46
adminer: 6.1.1 6.1.1-fastcgi
python: 3.14.8-slim-trixie 3.15 3.15.0 3.14.7-slim-forky 3.16-rc
debian: forky-20270101 14 duke duke-slim 14.1-slim trixie-20270101
ubuntu: 27.04 26.04-20270101
golang: 1.28 1.27.3-forky 1.27-alpine3.25 1.28-windowsservercore-ltsc2028
php: 8.6-fpm 9.0 8.5.20-apache-forky
eclipse-temurin: 27-jdk 26.0.3_1-jre-alpine-3.25
postgres: 20 19 18.9-alpine3.25
"""

TYPING_ERRORS = [
    ("python", "3.14-slmi", "3.14-slim"),
    ("python", "3.14-bookworm-slim", "3.14-slim-bookworm"),
    ("python", "3.12alpine", "3.12-alpine"),
    ("python", "3.12_slim", "3.12-slim"),
    ("python", "v3.12", "3.12"),
    ("python", "3.12.", "3.12"),
    ("python", "3.14-Slim", "3.14-slim"),
    ("python", "latest-slim", "slim"),
    ("python", "python3.13", "3.13"),
    ("golang", "go1.26", "1.26"),
    ("node", "22-apline", "22-alpine"),
    ("node", "lst", "lts"),
    ("node", "22-bookworm-slm", "22-bookworm-slim"),
    ("node", "24-trixe", "24-trixie"),
    ("node", "latests", "latest"),
    ("php", "8.5-fmp", "8.5-fpm"),
    ("nginx", "stable-alphine", "stable-alpine"),
    ("eclipse-temurin", "17-jre-alpin", "17-jre-alpine"),
    ("ubuntu", "22.4", "22.04"),
    ("ubuntu", "20.4", "20.04"),
    ("ubuntu", "jamy", "jammy"),
    ("ubuntu", "resolut", "resolute"),
    ("golang", "1.27-alpin", "1.27-alpine"),
    ("golang", "1.27-bulseye", None),
    ("debian", "strech", None),
    ("node", "16-apline", None),
]


def pairs(lines: str) -> list[tuple[str, str]]:
    written = [line.partition(": ") for line in lines.strip().splitlines()]
    return [(name, tag) for name, _, tags in written for tag in tags.split()]


@pytest.mark.parametrize("name", official_names())
def test_every_listed_tag_exists(name: str) -> None:
    image = official_image(name)
    assert image is not None
    for tag in image.tags:
        assert tag_existence(name, tag) is Existence.YES
        assert suggest_tags(name, tag) == ()


@pytest.mark.parametrize(("name", "tag"), pairs(FORMER))
def test_former_tags_are_never_called_errors(name: str, tag: str) -> None:
    assert tag_existence(name, tag) is not Existence.UNLIKELY


@pytest.mark.parametrize(("name", "tag"), pairs(LATER))
def test_later_tags_are_unknown(name: str, tag: str) -> None:
    assert tag_existence(name, tag) in (Existence.UNKNOWN, Existence.YES)


def test_most_former_tags_are_recognised() -> None:
    known = [tag_existence(name, tag) in (Existence.RETIRED_OR_OLD, Existence.YES) for name, tag in pairs(FORMER)]
    assert sum(known) / len(known) > 0.8


@pytest.mark.parametrize(("name", "tag", "meant"), TYPING_ERRORS)
def test_typing_errors(name: str, tag: str, meant: str | None) -> None:
    assert tag_existence(name, tag) is Existence.UNLIKELY
    suggested = suggest_tags(name, tag)
    assert suggested[:1] == ((meant,) if meant is not None else ())


@pytest.mark.parametrize(
    ("name", "tag", "existence"),
    [
        ("python", "3.14", Existence.YES),
        ("python", None, Existence.YES),
        ("python", "3.6", Existence.RETIRED_OR_OLD),
        ("debian", "stretch", Existence.RETIRED_OR_OLD),
        ("openjdk", "8-jre-alpine", Existence.RETIRED_OR_OLD),
        ("plone", "5.2", Existence.RETIRED_OR_OLD),
        ("no-such-image", "1", Existence.UNKNOWN),
        ("redis", "7-stack", Existence.UNKNOWN),
        ("postgres", "16-postgis", Existence.UNKNOWN),
        ("php", "8.3-cgi", Existence.UNKNOWN),
        ("mongo", None, Existence.UNKNOWN),
    ],
)
def test_other_tags(name: str, tag: str | None, existence: Existence) -> None:
    assert tag_existence(name, tag) is existence


def test_suggestions_for_a_version_that_is_gone_are_of_the_same_variant() -> None:
    suggested = suggest_tags("php", "7.4-fpm-alpine")
    assert len(suggested) == 3
    assert all(tag.endswith("-fpm-alpine") for tag in suggested)
    assert len(suggest_tags("php", "7.4-fpm-alpine", limit=1)) == 1


def test_suggestions_hold_no_release_in_preparation() -> None:
    assert "26.10" not in suggest_tags("ubuntu", "18.04")


WORDS = st.sampled_from(
    (
        "3.14",
        "3",
        "v1",
        "slim",
        "alpine",
        "alpine3.24",
        "bookworm",
        "slmi",
        "1809",
        "latest",
        "é",
        ".",
        "_",
        "20260101",
        "jdk21",
        "",
    )
)


@given(
    st.sampled_from(("python", "ubuntu", "eclipse-temurin", "plone")),
    st.lists(WORDS, max_size=5).map("-".join) | st.text(max_size=30),
)
def test_any_text_gets_an_answer(name: str, tag: str) -> None:
    image = official_image(name)
    assert image is not None
    assert (tag_existence(name, tag) is Existence.YES) == image.has_tag(tag)
    assert all(tag != suggested for suggested in suggest_tags(name, tag))
