"""What is said of base images, checked against knowledge written down here and against each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.images.facts import UNKNOWN, BaseImageFacts, facts
from dockwright.images.official import official_image, official_names, slimmer_tag, split_tag
from dockwright.images.profiles import descriptions, row_of
from dockwright.images.reference import ImageReference, parse_reference


def of(image: str) -> BaseImageFacts:
    reference = parse_reference(image)
    assert isinstance(reference, ImageReference)
    return facts(reference)


@pytest.mark.parametrize(
    ("image", "distribution", "package_manager", "sh"),
    [
        ("debian:trixie-slim", "debian", "apt-get", "dash"),
        ("ubuntu:24.04", "ubuntu", "apt-get", "dash"),
        ("alpine:3.22", "alpine", "apk", "busybox"),
        ("busybox", "busybox", None, "busybox"),
        ("fedora:43", "fedora", "dnf", "bash"),
        ("rockylinux:9", "rockylinux", "dnf", "bash"),
        ("rockylinux:9-minimal", "rockylinux", "microdnf", "bash"),
        ("almalinux:9", "almalinux", "dnf", "bash"),
        ("centos:7", "centos", "yum", "bash"),
        ("centos:8", "centos", "dnf", "bash"),
        ("oraclelinux:9-slim", "oraclelinux", "microdnf", "bash"),
        ("amazonlinux:2", "amazonlinux", "yum", "bash"),
        ("amazonlinux:2023", "amazonlinux", "dnf", "bash"),
        ("opensuse/leap:15.6", "suse", "zypper", "bash"),
        ("photon:5.0", "photon", "tdnf", "bash"),
        ("archlinux", "archlinux", "pacman", "bash"),
        ("python:3.14", "debian", "apt-get", "dash"),
        ("python:3.6-alpine", "alpine", "apk", "busybox"),
        ("node:lts-slim", "debian", "apt-get", "dash"),
        ("eclipse-temurin:21", "ubuntu", "apt-get", "dash"),
        ("eclipse-temurin:21-jre-alpine", "alpine", "apk", "busybox"),
        ("amazoncorretto:21", "amazonlinux", "dnf", "bash"),
        ("mysql:8.4", "oraclelinux", "microdnf", "bash"),
        ("cassandra:5", "debian", "apt-get", "dash"),
        ("registry.access.redhat.com/ubi9", "rhel", "dnf", "bash"),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.4", "rhel", "microdnf", "bash"),
        ("mcr.microsoft.com/dotnet/sdk:8.0", "debian", "apt-get", "dash"),
        ("mcr.microsoft.com/dotnet/sdk:10.0", "ubuntu", "apt-get", "dash"),
        ("mcr.microsoft.com/dotnet/aspnet:9.0-alpine", "alpine", "apk", "busybox"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-azurelinux3.0", "azurelinux", "tdnf", "bash"),
        ("cgr.dev/chainguard/wolfi-base", "wolfi", "apk", "busybox"),
        ("owner/repository:1.2-bookworm", "debian", "apt-get", "dash"),
        ("owner/repository:1.2-alpine", "alpine", "apk", "busybox"),
        ("owner/repository:1.2", None, None, None),
    ],
)
def test_userland(image: str, distribution: str | None, package_manager: str | None, sh: str | None) -> None:
    known = of(image)
    assert (known.distribution, known.package_manager, known.sh_is) == (distribution, package_manager, sh)


@pytest.mark.parametrize(
    ("image", "user", "unprivileged"),
    [
        ("node:22", "root", "node"),
        ("python:3.14", "root", None),
        ("ubuntu:24.04", "root", "ubuntu"),
        ("ubuntu:22.04", "root", None),
        ("oven/bun:1", "root", "bun"),
        ("denoland/deno:2.0", "root", "deno"),
        ("nginx", "root", "nginx"),
        ("nginxinc/nginx-unprivileged", "101", "101"),
        ("gcr.io/distroless/static", "root", "65532"),
        ("gcr.io/distroless/static:nonroot", "65532", "65532"),
        ("gcr.io/distroless/base-debian12:debug-nonroot", "65532", "65532"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "root", "$APP_UID"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "1654", "$APP_UID"),
        ("mcr.microsoft.com/dotnet/aspnet:6.0", "root", None),
        ("cgr.dev/chainguard/static", "65532", "65532"),
        ("haproxy:2.8", "haproxy", "haproxy"),
        ("haproxy:1.8", "root", None),
        ("memcached:1.6", "memcache", "memcache"),
        ("jenkins/jenkins:lts", "jenkins", "jenkins"),
        ("mambaorg/micromamba", "mambauser", "$MAMBA_USER"),
        ("owner/repository", None, None),
    ],
)
def test_users(image: str, user: str | None, unprivileged: str | None) -> None:
    known = of(image)
    assert known.default_user == user
    assert (known.unprivileged_user and known.unprivileged_user.reference) == unprivileged


def test_numbers_of_users() -> None:
    node, www_data = of("node:22-alpine").unprivileged_user, of("php:8.4-fpm-alpine").unprivileged_user
    assert node is not None
    assert www_data is not None
    assert (node.uid, node.gid, www_data.uid) == (1000, 1000, 82)


@pytest.mark.parametrize("image", ["postgres:17", "redis:8", "mysql:8.4", "mariadb", "mongo:8.0", "rabbitmq:4"])
def test_databases_change_user_by_themselves(image: str) -> None:
    assert of(image).entrypoint_drops_privileges is True


@pytest.mark.parametrize(
    ("image", "there", "missing", "open_question"),
    [
        ("python:3.14", "curl wget git gcc make python3 bash tar unzip ca-certificates", "node npm apk yum", "htop"),
        (
            "python:3.14-slim",
            "python3 pip bash tar apt-get ca-certificates",
            "curl wget git gcc make unzip node",
            "htop",
        ),
        ("python:3.14-alpine", "python3 wget apk tar unzip ca-certificates", "curl bash git gcc make apt-get", "htop"),
        ("node:22", "node npm curl git gcc", "apk yum", "htop"),
        ("node:22-slim", "node npm bash", "curl wget git gcc ca-certificates python3", "htop"),
        ("node:22-alpine", "node npm wget", "curl bash git gcc python3", "htop"),
        ("golang:1.27", "go gcc make git curl", "node", "htop"),
        ("golang:1.27-alpine", "go wget ca-certificates", "gcc make curl", "git"),
        ("rust:1-slim", "cargo gcc ca-certificates", "curl wget git", "make"),
        ("ruby:3.4-slim", "ruby gem ca-certificates", "curl wget git", "gcc"),
        ("php:8.4-fpm", "php curl gcc make ca-certificates", "wget git unzip node", "htop"),
        ("eclipse-temurin:21-jre", "java wget curl ca-certificates", "git gcc unzip", "openssl"),
        ("debian:trixie", "bash tar perl useradd", "curl wget git ca-certificates adduser", "htop"),
        ("debian:bookworm", "adduser", "curl", "htop"),
        ("alpine", "wget tar adduser", "curl bash useradd", "htop"),
        ("nginx", "nginx curl", "wget git", "htop"),
        ("nginx:alpine", "nginx curl wget", "bash git", "htop"),
        ("nginx:1.15-alpine", "nginx wget", "bash", "curl"),
        ("amazonlinux:2023", "curl dnf", "tar wget useradd", "htop"),
        ("mcr.microsoft.com/dotnet/sdk:8.0", "dotnet curl git wget", "gcc node", "htop"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "bash ca-certificates", "curl wget git", "htop"),
        ("mcr.microsoft.com/windows/servercore:ltsc2022", "powershell", "sh bash apt-get", "git"),
    ],
)
def test_programs(image: str, there: str, missing: str, open_question: str) -> None:
    known = of(image)
    assert {program: known.has_program(program) for program in there.split()} == dict.fromkeys(there.split(), True)
    assert {program: known.has_program(program) for program in missing.split()} == dict.fromkeys(missing.split(), False)
    assert known.has_program(open_question) is None


@pytest.mark.parametrize(
    "image",
    [
        "scratch",
        "gcr.io/distroless/static-debian12",
        "cgr.dev/chainguard/static",
        "mcr.microsoft.com/dotnet/runtime:9.0-noble-chiseled",
    ],
)
def test_images_without_a_shell(image: str) -> None:
    known = of(image)
    assert (known.has_shell, known.shell, known.sh_is, known.package_manager) == (False, None, None, None)
    assert known.has_program("sh") is False
    assert known.has_program("anything") is False


def test_debug_images_have_a_shell_that_run_does_not_find() -> None:
    known = of("gcr.io/distroless/base:debug")
    assert (known.has_shell, known.shell) == (True, None)


@pytest.mark.parametrize(
    ("image", "windows", "shell"),
    [
        ("mcr.microsoft.com/windows/servercore:ltsc2022", True, ("cmd", "/S", "/C")),
        ("mcr.microsoft.com/windows/nanoserver:1809", True, ("cmd", "/S", "/C")),
        ("mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022", True, None),
        ("mcr.microsoft.com/dotnet/framework/sdk:4.8", True, None),
        ("python:3.14-windowsservercore", True, None),
        ("golang:nanoserver", True, None),
        ("owner/repository:1-windowsservercore-ltsc2019", True, None),
        ("python:3.14", False, ("/bin/sh", "-c")),
        ("debian", False, ("/bin/sh", "-c")),
        ("mambaorg/micromamba", False, ("/usr/local/bin/_dockerfile_shell.sh",)),
        ("owner/repository", None, None),
    ],
)
def test_systems_and_shells(image: str, windows: bool | None, shell: tuple[str, ...] | None) -> None:
    known = of(image)
    assert (known.is_windows, known.shell) == (windows, shell)


def test_variables() -> None:
    golang = of("golang:1.27").environment
    assert golang["GOPATH"] == "/go"
    assert golang["PATH"] == "/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    assert golang["GOLANG_VERSION"] is None
    assert "NODE_VERSION" in of("node:22-slim").environment
    assert of("mcr.microsoft.com/dotnet/aspnet:8.0").environment["APP_UID"] == "1654"
    assert "APP_UID" not in of("mcr.microsoft.com/dotnet/aspnet:6.0").environment
    assert of("owner/repository").environment == {}


def test_sizes_are_those_of_the_image_and_not_of_its_base() -> None:
    assert (of("scratch").size_class, of("alpine").size_class, of("debian:trixie-slim").size_class) == (
        "scratch",
        "tiny",
        "small",
    )
    assert (of("python:3.14-slim").size_class, of("python:3.14").size_class) == ("medium", "large")
    assert of("mongo:8.0").megabytes is None


def test_nothing_is_known_without_a_reference() -> None:
    assert facts(None) is UNKNOWN
    assert of("owner/repository") == UNKNOWN


def test_a_digest_alone_says_what_all_variants_share() -> None:
    node = of("node@sha256:" + "a" * 64)
    assert (node.default_user, node.has_program("npm")) == ("root", True)
    assert (node.distribution, node.package_manager, node.has_program("curl")) == (None, None, None)
    assert "NODE_VERSION" in node.environment


def test_mirrors_and_single_architectures_are_the_same_image() -> None:
    assert of("public.ecr.aws/docker/library/python:3.14") == of("python:3.14") == of("arm64v8/python:3.14")


@pytest.mark.parametrize("name", official_names())
def test_facts_of_listed_tags_agree_with_their_names(name: str) -> None:
    """Windows or not is in the list; the tags of one content are described alike; slim holds no more than full."""
    image = official_image(name)
    assert image is not None
    for tag in image.tags:
        known = of(f"{name}:{tag}")
        if image.is_windows(tag):
            assert known.is_windows is True, tag
        else:
            assert known.is_windows in (False, None), tag
        named = split_tag(name, tag).distribution
        if named is not None and named.family in ("alpine", "debian", "ubuntu") and known.distribution != "scratch":
            assert known.distribution == named.family, tag
        if (slimmer := slimmer_tag(name, tag)) is not None:
            slim = of(f"{name}:{slimmer}")
            assert not (slim.ships_compilers and known.ships_compilers is False)
            if slim.megabytes and known.megabytes:
                assert slim.megabytes[1] <= known.megabytes[1]
            assert slim.package_manager == known.package_manager


ROWS = {name: row_of(name) for name in (*official_names(), "gcr.io/distroless/base", "mcr.microsoft.com/dotnet/sdk")}


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row is not None))
def test_rows_do_not_contradict_themselves(name: str) -> None:
    row = ROWS[name]
    assert row is not None
    for description in descriptions(row):
        assert description.sources
        assert all(source.startswith("https://") for source in description.sources)
        sizes = description.values.get("megabytes")
        assert sizes is None or 0 <= sizes[0] <= sizes[1]
        manager = description.values.get("package_manager")
        if manager is not None:
            assert description.programs.get(manager) in (True, None)
        if description.values.get("has_shell") is False:
            assert not description.programs.get("sh")


def test_share_of_real_base_images_that_is_known(
    corpus_images: list[str], record_property: Callable[[str, object], None]
) -> None:
    images = [parse_reference(image) for image in corpus_images]
    known = [facts(image) for image in images if isinstance(image, ImageReference)]
    shares = {
        "distribution": sum(each.distribution is not None for each in known) / len(known),
        "shell": sum(each.has_shell is not None for each in known) / len(known),
        "user": sum(each.default_user is not None for each in known) / len(known),
        "curl": sum(each.has_program("curl") is not None for each in known) / len(known),
    }
    for name, share in shares.items():
        record_property(f"share of {len(known)} base images with known {name}", round(share, 3))
    assert shares["distribution"] > 0.8, shares
    assert shares["shell"] > 0.8, shares
    assert shares["user"] > 0.75, shares
    assert shares["curl"] > 0.6, shares


NAMES = st.sampled_from(("python", "eclipse-temurin", "gcr.io/distroless/base", "a/b", "ros", "swift", "node"))
KINDS = st.sampled_from(("3.14", "slim", "alpine", "alpine3.12", "bookworm", "jre", "nonroot", "debug", "ubi9", "é"))
SYSTEMS = st.sampled_from(("windowsservercore", "nanoserver", "ltsc2022", "al2023", "noble", "1809"))


@given(NAMES, st.lists(KINDS | SYSTEMS, min_size=1, max_size=5).map("-".join))
def test_any_tag_gets_an_answer(name: str, tag: str) -> None:
    reference = parse_reference(f"{name}:{tag}")
    if isinstance(reference, ImageReference):
        known = facts(reference)
        assert known.has_program("sh") is not True or known.has_shell is not False
        assert not (known.is_windows and known.has_program("apt-get"))


def test_an_old_windows_tag_of_an_image_that_only_has_linux_rows_is_windows() -> None:
    reference = parse_reference("node:4.8.1-windowsservercore")
    assert isinstance(reference, ImageReference)
    known = facts(reference)
    assert known.is_windows
    assert known.unprivileged_user is None
    assert known.default_user is None
