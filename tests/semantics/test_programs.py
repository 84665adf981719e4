"""What brings a program into an image, what may, and what cannot."""

from __future__ import annotations

import pytest

from dockwright.semantics.derivation import derive
from dockwright.semantics.programs import program_is_there
from dockwright.syntax.tree import parse


def answer(text: str, name: str = "curl") -> bool | None:
    return program_is_there(derive(parse(text)).stages[-1], name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FROM alpine:3.22\n", "wget"),
        ("FROM debian:13-slim\nRUN apt-get update && apt-get install -y curl\n", "curl"),
        ("FROM debian:13-slim\nRUN apt-get install -y netcat-openbsd\n", "nc"),
        ("FROM debian:13-slim\nARG P='curl jq'\nRUN apt-get install -y $P\n", "curl"),
        ("FROM debian:13-slim\nCOPY --from=x /usr/local/bin/node /usr/local/bin/\n", "node"),
        ("FROM debian:13-slim\nADD --chmod=755 https://example.com/dl/tool /usr/bin/curl\n", "/usr/bin/curl"),
        ("FROM debian:13-slim AS a\nRUN apt-get install -y curl\nFROM a\n", "curl"),
    ],
)
def test_it_is_there(text: str, name: str) -> None:
    assert answer(text, name) is True


@pytest.mark.parametrize(
    "text",
    [
        "FROM debian:13-slim\n",
        "FROM alpine:3.22\nRUN apk add --no-cache jq\nCOPY . /app\n",
        "FROM python:3.14-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n",
        "FROM debian:13-slim\nCOPY server /usr/local/bin/\n",
        "FROM node:22 AS build\nRUN apt-get install -y curl\nFROM node:22-slim\nCOPY --from=build /app /app\n",
    ],
)
def test_it_is_not_there(text: str) -> None:
    assert answer(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "FROM registry.example.com/base\n",
        "FROM debian:13-slim\nRUN ./install.sh\n",
        "FROM debian:13-slim\nRUN wget -O- https://example.com/x | sh\n",
        "FROM debian:13-slim\nRUN apt-get install -y $UNKNOWN\n",
        "FROM debian:13-slim\nRUN apt-get install -y ./own.deb\n",
        "FROM alpine:3.22\nRUN apk add --no-cache --virtual .build curl && apk del .build\n",
        "FROM debian:13-slim\nCOPY rootfs /\n",
        "FROM debian:13-slim\nADD system.tar.xz /\n",
        "FROM debian:13-slim\nCOPY --from=x /usr/local/ /usr/local/\n",
        "FROM debian:13-slim\nCOPY --from=x $WHERE /usr/bin/\n",
        "FROM debian:13-slim\nRUN ln -s /opt/x/curl /usr/bin/curl\n",
        "FROM debian:13-slim\nRUN apt-get install -y curl && apt-get purge -y curl\n",
        "FROM debian:13-slim\nRUN if true; then\n",
    ],
)
def test_it_is_not_known(text: str) -> None:
    assert answer(text) is None


def test_a_path_outside_of_the_usual_directories_is_not_known() -> None:
    assert answer("FROM debian:13-slim\n", "/opt/tool/bin/curl") is None


@pytest.mark.parametrize(
    ("instructions", "expected"),
    [
        ("", False),
        ("COPY app /bin/app\n", False),
        ("COPY --from=x /out/server.bin /srv/\nWORKDIR /srv\n", False),
        ("COPY app /app\n", True),
        ("COPY --link app.bin /app\n", True),
        ("COPY . /\n", None),
        ("COPY dist/ /\n", None),
        ("COPY app $TARGET\n", None),
        ("COPY --parents a/app /\n", None),
        ("ADD rootfs.tar.gz /\n", None),
        ("RUN --mount=type=bind,from=busybox,target=/bin cp /bin/x /app\n", None),
    ],
)
def test_what_is_in_an_empty_image_is_told_by_its_copies(instructions: str, expected: bool | None) -> None:
    assert answer(f"FROM scratch\n{instructions}", "/app") is expected
    assert answer(f"FROM scratch AS a\n{instructions}FROM a\n", "/app") is expected
    assert answer(f"FROM example.com/own\n{instructions}", "/app") is None
