"""Stages in an order that suits the build cache: what is moved, what stays, and why."""

from __future__ import annotations

import posixpath
import random
import re
from pathlib import Path

import pytest

from dockwright.code_actions.refactorings.cache_order import offer, why_not
from dockwright.diagnostics.finding import Safety

from .test_refactorings import offered, snapshot

INSTALL = "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
HEAD = "FROM debian:13\nWORKDIR /app\n"


def reordered(text: str) -> str | None:
    """The text afterwards, which has nothing left to reorder."""
    found = [result for _, result in offered("cache-order", snapshot(text))]
    assert len(found) <= 1
    assert not found or not offered("cache-order", snapshot(found[0]))
    return next(iter(found), None)


def test_all_moves_of_a_stage_together() -> None:
    text = (
        "# syntax=docker/dockerfile:1\nFROM node:24-slim\n\n# what is built\nARG VERSION=dev\nARG GIT_SHA\n"
        "ENV APP_VERSION=$VERSION\nLABEL a=$GIT_SHA\nLABEL b=2\nWORKDIR /app\n\n# everything\nCOPY . .\n\n# tools\n"
        "RUN apt-get update \\\n    # for health checks\n    && apt-get install -y curl\nRUN npm ci\n"
        'CMD ["node", "x.js"]\n'
    )
    after = (
        "# syntax=docker/dockerfile:1\nFROM node:24-slim\n\nLABEL b=2\nWORKDIR /app\n\n# tools\n"
        "RUN apt-get update \\\n    # for health checks\n    && apt-get install -y curl\n"
        "# what is built\nARG VERSION=dev\nARG GIT_SHA\nENV APP_VERSION=$VERSION\nLABEL a=$GIT_SHA\n"
        '# everything\nCOPY package*.json ./\n\nRUN npm ci\nCOPY . .\nCMD ["node", "x.js"]\n'
    )
    assert reordered(text) == after
    assert reordered(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")
    (fix,) = offer(snapshot(text).analysis, 1)
    assert fix.safety is Safety.UNSAFE
    assert fix.reason is not None


def test_what_is_certain_is_safe() -> None:
    (fix,) = offer(snapshot(f"{HEAD}COPY . .\n{INSTALL}").analysis, 0)
    assert fix.safety is Safety.SAFE
    assert fix.title == "Reorder for the build cache: packages before files"


@pytest.mark.parametrize(
    "install",
    [
        INSTALL,
        "RUN --mount=type=cache,target=/var/cache/apt --mount=type=secret,id=a apt-get install -y curl\n",
        "RUN <<EOF\nset -eux\napt-get update -q >/dev/null 2>&1\napt-get install -y gcc=$GCC curl\nEOF\n",
        'RUN ["apt-get", "install", "-y", "curl"]\n',
        "RUN DEBIAN_FRONTEND=noninteractive sudo apt-get install -y curl # as always\n",
        "RUN apk add --no-cache --virtual .tools curl git && apk del .tools && rm -f /tmp/* /usr/share/doc/x\n",
        "RUN dnf -y install curl && dnf clean all && rm -rf /var/cache/dnf\n",
    ],
)
def test_packages_are_installed_before_files_are_copied(install: str) -> None:
    copies = "COPY a b ./\nEXPOSE 80\nCOPY --from=build /x /opt/x\nWORKDIR /srv/x\nADD --chown=1 c /app/\n"
    assert reordered(f"{HEAD}{copies}{install}USER 1\n") == f"{HEAD}{install}{copies}USER 1\n"


@pytest.mark.parametrize(
    "install",
    [
        "RUN apt-get install -y ./tool.deb\n",
        "RUN apt-get install -y $PACKAGES\n",
        "RUN apt-get install -y lib*\n",
        "RUN apt-get install -y $(cat packages)\n",
        "RUN apt-get install -y `cat packages`\n",
        "RUN apt-get install -y curl < answers\n",
        "RUN apt-get -c apt.conf install -y curl\n",
        "RUN apt-get install -y curl && make\n",
        "RUN apt-get -o Dir::Etc=x install -y curl\n",
        "RUN apt-get install -y curl && rm -rf *\n",
        "RUN apt-get install -y curl && rm -rf /usr/* $X\n",
        "RUN apt-get install -y curl && rm -rf /etc/../app\n",
        "RUN apt-get install -y curl && rm -rf /app/cache\n",
        "RUN apt-get install -y curl > log\n",
        "RUN APT_CONFIG=/app/apt.conf apt-get install -y curl\n",
        "RUN export APT_CONFIG=/app/apt.conf && apt-get install -y curl\n",
        "RUN . ./env && apt-get install -y curl\n",
        "RUN apk add --no-cache --repositories-file /app/r curl\n",
        "RUN apt-get build-dep -y . && apt-get install -y curl\n",
        "RUN --mount=type=bind,target=/x apt-get install -y curl\n",
        "RUN --mount=type=cache,target=/app/x apt-get install -y curl\n",
        "RUN --mount=type=cache,target=$X apt-get install -y curl\n",
        "RUN xargs apt-get install -y < packages\n",
        "RUN xargs apt-get install -y\n",
        "ONBUILD RUN apt-get install -y curl\n",
        "RUN npm install --global pnpm\n",
    ],
)
def test_what_may_read_the_files_stays(install: str) -> None:
    assert reordered(f"{HEAD}COPY a .\n{install}") is None


@pytest.mark.parametrize(
    "before",
    [
        "COPY sources.list /etc/apt/\n",
        "COPY rootfs /\n",
        "COPY tool /usr/local/bin/\n",
        "COPY a $WHERE\n",
        "COPY a /tmp/a\n",
        "COPY a /opt\n",
        "COPY a .\nRUN make\n",
        "COPY a .\nENV ACCEPT_EULA=Y\n",
        "COPY a .\nARG GCC\n",
        "COPY a .\nUSER root\n",
        'COPY a .\nSHELL ["/bin/bash", "-c"]\n',
        "COPY a .\nVOLUME /x\n",
        "COPY a .\nWORKDIR /var/www\n",
        "COPY a .\nONBUILD COPY b .\n",
        "ARG HERE\nWORKDIR $HERE\nCOPY a .\n",
    ],
)
def test_what_the_install_may_need_stays_before_it(before: str) -> None:
    assert reordered(f"{HEAD}{before}{INSTALL}") is None


def test_only_what_is_right_before_it_is_jumped_over() -> None:
    text = f"{HEAD}COPY first .\nENV A=1\nCOPY second .\n{INSTALL}"
    assert reordered(text) == f"{HEAD}COPY first .\nENV A=1\n{INSTALL}COPY second .\n"


def test_programs_that_stand_in_the_path_are_needed() -> None:
    known = "FROM python:3.14-slim\nWORKDIR /app\n"
    path = "ENV PATH=/app/bin:$PATH\n"
    assert reordered(f"{known}{path}COPY . .\n{INSTALL}") is None
    assert reordered(f"{known}{path}COPY a /data/\n{INSTALL}") == f"{known}{path}{INSTALL}COPY a /data/\n"


def test_a_shell_that_may_have_been_copied() -> None:
    assert reordered(f'{HEAD}SHELL ["/app/bash", "-c"]\nCOPY . .\n{INSTALL}') is None
    assert reordered(f'{HEAD}SHELL ["/bin/bash", "-c"]\nCOPY . .\n{INSTALL}') is not None


def test_an_unknown_working_directory_is_no_place() -> None:
    assert reordered(f"FROM example.org/a\nCOPY . .\n{INSTALL}") is None


def test_the_end_of_a_file_without_a_line_end() -> None:
    assert reordered(f"{HEAD}\n# all\nCOPY . .\n\n# tools\nRUN apk add curl") == (
        f"{HEAD}\n# tools\nRUN apk add curl\n\n# all\nCOPY . .\n"
    )
    assert reordered("FROM a\nARG VERSION\nRUN apk add curl") == "FROM a\nRUN apk add curl\nARG VERSION"


def test_arguments_that_change_are_declared_behind_packages() -> None:
    text = f"FROM debian:13\nARG SUITE\nARG BUILD_DATE\nCOPY a /x/\nLABEL date=$BUILD_DATE\n{INSTALL}RUN make\n"
    assert reordered(text) == (
        f"FROM debian:13\nARG SUITE\n{INSTALL}ARG BUILD_DATE\nCOPY a /x/\nLABEL date=$BUILD_DATE\nRUN make\n"
    )


@pytest.mark.parametrize(
    "before",
    [
        "ARG GIT_SHA=0123abc\n",
        "ARG SUITE\n",
        "ARG VERSION SUITE\n",
        "ARG VERSION\nRUN echo $VERSION\n",
        "ARG VERSION\nCOPY a-$VERSION b\n",
        "ARG VERSION\nENV LEVEL=$VERSION\n",
        "ARG VERSION\nENV X_VERSION=$VERSION PATH=/x\n",
        "ARG VERSION\nARG SUITE=$VERSION\n",
        "ARG VERSION\nENV X_VERSION=$A$VERSION\nENV A=1\n",
        "ARG VERSION\nLABEL a=$VERSION\nLABEL a=1\n",
        "ARG VERSION\nRUN make\n",
        "ONBUILD ARG VERSION\n",
        "ARG VERSION\nBOGUS x\n",
    ],
)
def test_what_may_be_read_is_declared_before_it(before: str) -> None:
    assert reordered(f"FROM debian:13\n{before}{INSTALL}") is None


def test_an_install_that_reads_the_argument() -> None:
    install = "RUN apt-get install -y tool=$VERSION\n"
    assert reordered(f"FROM debian:13\nARG VERSION\n{install}") is None
    assert reordered(f"FROM debian:13\nARG VERSION\n{INSTALL}{install}") == (
        f"FROM debian:13\n{INSTALL}ARG VERSION\n{install}"
    )


def test_each_stage_is_asked_for_by_itself() -> None:
    text = f"FROM a AS x\nWORKDIR /x\nCOPY . .\n{INSTALL}\n# next\nFROM a\nWORKDIR /x\nCOPY . .\n{INSTALL}"
    places = [snapshot(text).tree.items[index].text for index, _ in offered("cache-order", snapshot(text))]
    assert places == ["FROM a AS x\n", "FROM a\n"]


def test_long_stages_are_left() -> None:
    start = f"{HEAD}COPY . .\n{INSTALL}"
    assert reordered(start + "RUN make\n" * 400) is not None
    assert reordered(start + "RUN make\n" * 600) is None


def test_reasons() -> None:
    found = snapshot(f"{HEAD}COPY . .\nRUN apt-get install -y curl && ./setup\n").analysis
    assert why_not(found, 0) == ("the install in line 4 is not moved up: it runs `./setup`",)
    assert why_not(found, 2) == ()
    assert why_not(snapshot(f"{HEAD}{INSTALL}COPY . .\n").analysis, 0) == ()
    assert why_not(snapshot(f"{HEAD}COPY . .\n{INSTALL}").analysis, 0) == ()


LINES = (
    *("ARG VERSION=1", "ARG GIT_SHA", "ARG SUITE=stable", "ARG VERSION=2"),
    *("ENV A=1", "ENV B=$A$VERSION", "ENV APP_VERSION=$VERSION", "ENV APP_VERSION=3", "ENV PATH=/app/bin:/bin"),
    *("LABEL a=$GIT_SHA", "LABEL a=1", 'LABEL "c/d"=$VERSION', 'LABEL "c/d"=2', "EXPOSE 80", "CMD run $VERSION"),
    *("WORKDIR /app", "WORKDIR sub", "WORKDIR /etc", "USER app", "VOLUME /app", 'SHELL ["/app/sh", "-c"]'),
    *("COPY a .", "COPY b-$VERSION /srv/b/", "COPY c /etc/c", "COPY --from=build d /app/bin/", "RUN make", "RUN ls"),
    *("RUN apt-get install -y curl", "RUN apt-get install -y tool=$SUITE", "RUN apt-get install -y x-$VERSION"),
)


@pytest.mark.parametrize("seed", range(400))
def test_a_builder_notices_nothing(seed: int) -> None:
    chosen = random.Random(seed).choices(LINES, k=14)
    text = "\n".join(("FROM debian:13", "WORKDIR /app", *chosen, ""))
    after = reordered(text)
    if after is not None:
        assert what_a_builder_does(after) == what_a_builder_does(text), after


def what_a_builder_does(text: str) -> tuple[object, ...]:
    """What each step of a stage sees of those before it, and what the image says in the end, without our model.

    Installs see no file but those in folders of the system and in the path, and no variable that they do not mention.
    """
    variables: dict[str, str] = {}
    settings: dict[str, str] = {"WORKDIR": "/"}
    labels: dict[str, str] = {}
    copied: list[tuple[str, str]] = []
    installs: list[object] = []
    others: list[object] = []
    for line in text.splitlines()[1:]:
        keyword, _, written = line.partition(" ")
        said = re.sub(r"\$(\w+)", lambda use: variables.get(use[1], ""), written)
        key, _, value = said.partition("=")
        if keyword in ("ARG", "ENV"):
            variables[key] = value
        elif keyword == "LABEL":
            labels[key] = value
        elif keyword == "COPY":
            copied.append((said, posixpath.normpath(posixpath.join(settings["WORKDIR"], said.split()[-1]))))
        elif keyword == "WORKDIR":
            settings[keyword] = posixpath.join(settings[keyword], said)
        elif keyword != "RUN":
            settings[keyword] = said
        elif said.startswith("apt-get"):
            path = variables.get("PATH")
            folder = "/app/bin" if path else "/etc"
            needed = [to for _, to in copied if to.startswith((folder, "/etc")) or folder.startswith(to)]
            installs.append((said, path, needed, settings.get("USER"), settings.get("SHELL"), settings.get("VOLUME")))
        else:
            others.append((said, dict(variables), dict(settings), list(copied)))
    return variables, settings, labels, copied, installs, others


def test_the_example_of_the_manual(repository: Path) -> None:
    page = (repository / "docs" / "refactorings.md").read_text(encoding="utf-8")
    before, after = re.findall(r"```dockerfile\n(.*?)```", page, re.DOTALL)
    assert reordered(before) == after
