"""Where one can go from a Dockerfile."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dockwright.features.links import image_page, links
from dockwright.images.reference import ImageReference, parse_reference
from dockwright.project.build_context import BuildContext

from .reading import BROKEN, covered, program_of, read


def found(text: str, context: BuildContext | None = None) -> list[tuple[str, str | None]]:
    made = links(program_of(text), BuildContext.unknown() if context is None else context)
    return [(covered(text, link.span), link.address or link.path) for link in made]


@pytest.mark.parametrize(
    ("image", "page"),
    [
        ("python:3.13", "https://hub.docker.com/_/python"),
        ("docker.io/library/python@sha256:" + "a" * 64, "https://hub.docker.com/_/python"),
        ("bitnami/redis", "https://hub.docker.com/r/bitnami/redis"),
        ("ghcr.io/astral-sh/uv:0.9", "https://ghcr.io/astral-sh/uv"),
        ("quay.io/a/b", "https://quay.io/repository/a/b"),
        ("mcr.microsoft.com/dotnet/sdk:9.0", "https://mcr.microsoft.com/artifact/mar/dotnet/sdk"),
        ("gcr.io/distroless/base", "https://gcr.io/distroless/base"),
        ("public.ecr.aws/docker/library/node", "https://gallery.ecr.aws/docker/library/node"),
        ("registry.example.com:5000/a/b", None),
        ("localhost/x", None),
        ("a/b/c", None),
    ],
)
def test_pages_of_images(image: str, page: str | None) -> None:
    reference = parse_reference(image)
    assert isinstance(reference, ImageReference)
    assert image_page(reference) == page


def test_images_but_no_stages() -> None:
    text = (
        "ARG V=3.13\nARG U\nFROM python:$V AS py\nFROM py\nFROM scratch\nFROM $U\n"
        "COPY --from=py a b\nCOPY --from=busybox a b\nRUN --mount=from=ghcr.io/a/b,target=/x true\n"
    )
    assert found(text) == [
        ("python:$V", "https://hub.docker.com/_/python"),
        ("busybox", "https://hub.docker.com/_/busybox"),
        ("ghcr.io/a/b", "https://ghcr.io/a/b"),
    ]


def test_addresses() -> None:
    text = (
        "# see https://docs.docker.com/x/#y. (https://a.b)\n"
        "FROM scratch\n"
        "ADD https://a.b/c.tar.gz https://a.b/$V /x\n"
        "RUN curl -fsSL 'https://a.b/i?q=1&r=2' | sh && wget https://a.b/${V}/c http://\n"
        "RUN x \\\n  # https://a.b/in\n  && y\n"
        "COPY \\\n  # https://a.b/copy\n  https://not-fetched b\n"
    )
    assert [covered for covered, _ in found(text)] == [
        "https://docs.docker.com/x/#y",
        "https://a.b",
        "https://a.b/c.tar.gz",
        "https://a.b/i?q=1&r=2",
        "https://a.b/in",
        "https://a.b/copy",
    ]


def test_files_that_are_there() -> None:
    context = BuildContext.of_files({"app/main.py": "x", "requirements.txt": "y", "Dockerfile": ""})
    text = (
        "FROM scratch AS a\nARG F=requirements.txt\nCOPY $F ./app/main.py app missing.txt /x/\n"
        "FROM a\nCOPY --from=a requirements.txt /\nADD requirements.txt /\n"
    )
    assert found(text, context) == [
        ("$F", "/requirements.txt"),
        ("./app/main.py", "/app/main.py"),
        ("requirements.txt", "/requirements.txt"),
    ]
    assert found(text) == []


def test_rules_in_comments() -> None:
    text = (
        "# syntax=docker/dockerfile:1\n# check=skip=StageNameCasing\n"
        "# hadolint ignore=DL3006,SC2086,XX0000\nFROM scratch\n"
    )
    base = "https://dockwright.github.io/dockwright/rules/"
    assert found(text) == [
        ("docker/dockerfile:1", "https://hub.docker.com/r/docker/dockerfile"),
        ("StageNameCasing", f"{base}stage-name-casing/"),
        ("DL3006", f"{base}untagged-base-image/"),
        ("SC2086", "https://www.shellcheck.net/wiki/SC2086"),
    ]


@pytest.mark.parametrize("text", BROKEN)
def test_half_typed_files(text: str) -> None:
    for written, target in found(text):
        assert written
        assert target


def test_links_of_corpus_file(corpus_file: Path) -> None:
    text = read(corpus_file)
    made = links(program_of(text), BuildContext.unknown())
    for before, after in pairwise(made):
        assert before.span.end <= after.span.start
    for link in made:
        assert "\n" not in covered(text, link.span)
        assert link.address is not None
        assert "$" not in link.address
