"""What is offered, at marked places of good and half-typed files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.features.completion.complete import complete
from dockwright.features.completion.keywords import plain_text
from dockwright.features.completion.offer import OfferKind
from dockwright.features.image_tags import ranked_tags
from dockwright.features.topics import explain
from dockwright.images.library import official_image
from dockwright.images.tags import split_tag
from dockwright.syntax.grammar import Keyword

from .asked import TODAY, analysed, labels, offer_named, offered, taken
from .reading import BROKEN, covered, read

SHELL_OF_WINDOWS = '["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]'
INDENTED = "FROM debian\nRUN apt-get install \\\n ‸"
FILES: dict[str, str | int] = {
    "src/app.py": 10,
    "src/lib/x.py": 10,
    "package.json": "{}",
    "requirements.txt": "x\n",
    "README.md": 3000,
    "node_modules/x.js": 4,
    ".env": 1,
    ".dockerignore": "*.md\nnode_modules\n.env\n",
}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("‸", ["FROM", "ARG"]),
        ("FRO‸", ["FROM", "ARG"]),
        ("ARG A=1\n‸\nFROM a\n", ["FROM", "ARG"]),
        ("FROM a\n‸", ["RUN", "COPY", "WORKDIR"]),
        ("FROM a\nr‸", ["RUN", "COPY"]),
        ("from a\nr‸", ["run", "copy"]),
        ("FROM a\nRUN x\n  ‸\nRUN y\n", ["RUN", "COPY"]),
        ("FROM a\nRUN <<E\nx\nE\n‸", ["RUN", "COPY"]),
        ("FROM a\nONBUILD ‸", ["RUN", "COPY"]),
        ("FROM a\nONBUILD C‸", ["RUN", "COPY"]),
        ("FROM ‸", ["python", "node", "alpine"]),
        ("FROM --‸", ["--platform="]),
        ("FROM --platform=‸ x", ["$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64"]),
        ("FROM a ‸", ["AS"]),
        ("from a ‸", ["as"]),
        ("FROM a AS one\nFROM ‸", ["one", "python"]),
        ("FROM a AS ‸\nFROM b\nCOPY --from=build /a /a\n", ["build"]),
        ("FROM a\nRUN --mo‸", ["--mount=", "--network=", "--security=", "--device="]),
        ("FROM a\nRUN --network=‸", ["default", "none", "host"]),
        ("FROM a\nRUN --security=‸", ["sandbox", "insecure"]),
        ("FROM a\nRUN --mount=‸", ["type=cache", "type=bind", "type=secret"]),
        ("FROM a\nRUN --mount=type=‸", ["cache", "bind", "secret", "ssh", "tmpfs"]),
        ("FROM a\nRUN --mount=type=cache,‸", ["target=", "id=", "sharing="]),
        ("FROM a\nRUN --mount=type=cache,target=/x,sh‸ y", ["id=", "sharing=", "from="]),
        ("FROM a\nRUN --mount=type=cache,sharing=‸", ["locked", "shared", "private"]),
        ("FROM a\nRUN --mount=type=secret,‸", ["id=", "env=", "target="]),
        ("FROM python:3.14-slim\nRUN --mount=type=cache,target=‸", ["/var/cache/apt", "/var/lib/apt"]),
        ("FROM a AS one\nFROM b\nRUN --mount=type=bind,from=‸", ["one"]),
        ("FROM a AS one\nFROM b AS two\nFROM c\nCOPY --from=‸ x", ["two", "one"]),
        ("FROM a AS x\nWORKDIR /work\nFROM b\nCOPY --from=x ‸", ["/work"]),
        ("FROM a AS x\nWORKDIR /work\nFROM b\nWORKDIR /to\nCOPY --from=x /a ‸", ["./", "/to/"]),
        ("ARG V=22\nFROM node:${V}‸", ["22-slim", "22-alpine"]),
        ("FROM node:${V:-22}-al‸", ["22-slim", "22-alpine"]),
        ("ARG N=node\nFROM $N:22-al‸", ["22-alpine"]),
        ("FROM a\nRUN <‸", ["<<EOF"]),
        ("FROM a\nCOPY <<E‸", ["<<EOF"]),
        ("FROM a\nWORKDIR /to\nCOPY <<E ‸", ["./", "/to/"]),
        ("FROM a\nCOPY --link=‸", ["true", "false"]),
        ("FROM a\nCOPY --chmod=‸", ["644", "755"]),
        ("FROM a\nADD --checksum=‸", ["sha256:"]),
        ("FROM a\nHEALTHCHECK ‸", ["CMD", "NONE", "--interval="]),
        ("FROM a\nHEALTHCHECK --interval=‸", ["30s"]),
        ("FROM nginx\nEXPOSE ‸", ["80", "443", "8080"]),
        ("FROM node AS a\nFROM a\nEXPOSE ‸", ["3000", "8080"]),
        ("FROM a\nEXPOSE 53/‸", ["tcp", "udp", "sctp"]),
        ("FROM a\nSTOPSIGNAL ‸", ["SIGTERM", "SIGINT"]),
        ("FROM a\nSHELL ‸", ['["/bin/bash", "-o", "pipefail", "-c"]']),
        ("FROM alpine\nSHELL ‸", ['["/bin/sh", "-c"]', '["/bin/sh", "-ec"]', '["/bin/ash", "-eo", "pipefail", "-c"]']),
        ("FROM alpine\nRUN apk add bash\nSHELL ‸", ['["/bin/bash", "-o", "pipefail", "-c"]']),
        ("FROM mcr.microsoft.com/windows/servercore\nSHELL ‸", [SHELL_OF_WINDOWS, '["cmd", "/S", "/C"]']),
        ("FROM postgres\nVOLUME ‸", ["/var/lib/postgresql/data"]),
        ("FROM a\nWORKDIR /here\nFROM b\nWORKDIR ‸", ["/here", "/app"]),
        ("FROM a\nLABEL ‸", ["org.opencontainers.image.title"]),
        ("FROM node\nENV ‸", ["NODE_ENV"]),
        ("FROM python\nENV A=1 P‸", ["PYTHONUNBUFFERED"]),
        ('FROM a\nLABEL a="it\'s" ‸', ["org.opencontainers.image.title"]),
        ("FROM a\nENV NODE_ENV=‸", ["production", "development"]),
        ("ARG VERSION=1\nFROM a\nARG ‸", ["VERSION", "TARGETPLATFORM"]),
        ("FROM node:24\nUSER ‸", ["node", "nobody", "root"]),
        ("FROM a\nRUN useradd -u 1234 bob && adduser -D carol\nUSER ‸", ["carol", "bob"]),
        ("FROM a\nRUN groupadd staff\nCOPY --chown=x:‸", ["staff"]),
        ("FROM nginx\nUSER nginx:‸", ["nginx", "nogroup", "root"]),
        ("FROM alpine\nUSER nobody:‸", ["nobody", "root"]),
        ("ARG A=1\nFROM a:$‸", ["A", "TARGETPLATFORM"]),
        ("ARG A=1\nFROM a\nENV B=1\nENV C=${‸", ["B"]),
        ("FROM a\nENV B=1\nENV C=${B:‸", [":-", ":+", ":?"]),
        ("FROM a\nENV B=1\nRUN echo $‸", ["B"]),
        ('FROM a\nENV B=1\nRUN echo "$‸', ["B"]),
        ("FROM a\nENV B=1\nCOPY <<E /x\n'${‸\nE\n", ["B"]),
        ("FROM a\nENV B=1\nRUN <<E\necho $‸\nE\n", ["B"]),
        ("FROM debian\nRUN ‸", ["apt-get update and install", "--mount="]),
        ("FROM alpine\nRUN ‸", ["apk add", "--mount="]),
        ("FROM debian\nRUN apt-get ‸", ["install", "update"]),
        ("FROM debian\nRUN apt-get update && apt-get install ‸", ["--yes", "--no-install-recommends"]),
        ("FROM debian\nRUN apt-get update \\\n && apt-get install \\\n    --‸", ["--yes", "--no-install-recommends"]),
        ("FROM debian\nRUN x \\\n # why\n && apk add -‸", ["--no-cache", "--virtual"]),
        ("FROM debian\nRUN sudo -E pip install --‸", ["--no-cache-dir", "--requirement"]),
        ("FROM debian\nRUN uv pip ‸", ["install"]),
        ("FROM debian\nRUN if true; th‸", ["then"]),
        ("FROM debian\nRUN for a in b; do c; don‸", ["done"]),
        ("FROM debian\nHEALTHCHECK CMD curl -f x || exi‸", ["exit"]),
        ("FROM node\nCMD nod‸", ["node"]),
        ("FROM debian\nRUN <<E\napt-get ‸\nE\n", ["install", "update"]),
        ("FROM debian\nHEALTHCHECK --interval=1s CMD curl -‸", ["--fail", "--silent"]),
        ("FROM a\n# hadolint ig‸", ["dockwright: ignore[…]", "hadolint ignore="]),
        ("#‸", ["syntax=docker/dockerfile:1", "escape=`"]),
        ("# syntax=‸", ["docker/dockerfile:1", "docker/dockerfile:1-labs"]),
        ("# syntax=docker/dockerfile:1\n# ‸", ["escape=`", "check=error=true"]),
        ("# check=‸", ["skip=", "error=true", "experimental="]),
        ("# check=skip=FromAsCasing;error=‸", ["true", "false"]),
        ("# check=error=true;skip=‸", ["ConsistentInstructionCasing"]),
        ("FROM a\n# dockwright: ‸", ["ignore", "ignore-stage", "ignore-file"]),
    ],
)
def test_what_comes_first(text: str, first: list[str]) -> None:
    assert labels(text)[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    [
        'FROM a\nRUN echo "‸',
        'FROM debian\nRUN echo "apt-get ‸"',
        "FROM debian\nRUN echo 'apt-get ‸",
        "FROM debian\nRUN true # apt-get ‸",
        "FROM debian\nRUN cat /etc/‸",
        "FROM debian\nRUN apt-get install a > ‸",
        "FROM a\nRUN <<E python3\nimport ‸\nE\n",
        "FROM a\nRUN <<E\n#!/usr/bin/env python3\nimport ‸\nE\n",
        "FROM a\nCOPY <<E /x\napt-get ‸\nE\n",
        "FROM a\nCOPY <<'E' /x\n$‸\nE\n",
        "FROM a\nRUN <<E\nx\nE‸\n",
        'FROM a\nSHELL ["powershell"]\nRUN $‸',
        'FROM a\nCMD ["‸"]',
        'FROM a\nCMD ["$‸"]',
        'FROM a\nLABEL a="‸"',
        "FROM a\nENV A=1\nENV B='$‸'",
        "FROM a\nENV A=1\nENV B=\\$‸",
        "FROM a\nENV A=1\nRUN echo '$‸'",
        "FROM a\nRUN x \\‸",
        "FROM a\nRUN sort <in‸",
        "FROM a\nRUN <<E‸\nE\n",
        "FROM a\nCOPY <<E‸ /x",
        "FROM debian\nRUN pip install -r ‸",
        "FROM debian\nRUN tar -xzf ‸",
        "FROM debian\nCMD ‸",
        "FROM debian\nHEALTHCHECK CMD ‸",
        "ARG V\nFROM node:${V}-‸",
        "ARG V=2\nFROM node:${V}‸",
        "FROM a AS b c‸",
        "FROM a\nUSER a b‸",
        "FROM a\nNONSENSE ‸",
        "FROM a\nNONSENSE --‸",
        "FROM a\nMAINTAINER $‸",
        "FROM a\nENV NODE_ENV ‸",
        "FROM a\nLABEL a='it ‸",
        "FROM a\nCOPY --nonsense=‸",
        "FROM a\nRUN --mount=type=cache,nonsense=‸",
    ],
)
def test_nothing_where_nothing_makes_sense(text: str) -> None:
    assert labels(text) == []


@pytest.mark.parametrize("text", ["FROM a\n‸", "FROM a\nRUN x\n ‸", "FROM a\n# ‸", "FROM a\n# Install :‸", INDENTED])
def test_typing_a_space_or_a_comment_brings_up_nothing(text: str) -> None:
    assert not offered(text, trigger=" ").offers


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("‸", "RUN"),
        ("ARG A\n‸\nFROM a", "RUN"),
        ("FROM a\nONBUILD ‸", "FROM"),
        ("FROM a\nONBUILD ‸", "ONBUILD"),
        ("FROM a\nONBUILD ‸", "MAINTAINER"),
        ("FROM a\nCOPY --link --‸", "--link"),
        ("FROM a\nRUN --mount=type=cache,target=/a,‸", "target="),
        ("FROM a\nRUN --mount=type=cache,dst=/a,‸", "target="),
        ("FROM a\nCOPY --from=‸ x y\nFROM b AS later", "later"),
        ("FROM a\nCOPY --from=‸", "scratch"),
        ("FROM a\nEXPOSE 8080 ‸", "8080"),
        ("FROM debian\nRUN apt-get install -y ‸", "--yes"),
        ("# syntax=a\n# ‸", "syntax=docker/dockerfile:1"),
        ("# check=skip=FromAsCasing,‸", "FromAsCasing"),
        ("FROM a\nRUN x\n# ‸", "syntax=docker/dockerfile:1"),
        ("FROM a\nARG X\nARG ‸", "X"),
        ("FROM a\nENV B=1\nFROM b\nENV C=$‸", "B"),
        ("FROM a\nENV C=$‸\nENV D=1", "D"),
        ("FROM a\nWORKDIR /h‸", "/h"),
        ("# hadolint ‸", "syntax=docker/dockerfile:1"),
        ("FROM node\nRUN npm run ‸", "build"),
    ],
)
def test_what_is_not_offered(text: str, missing: str) -> None:
    assert missing not in labels(text)


def test_a_flag_that_may_be_repeated_is_offered_again() -> None:
    assert "--mount=" in labels("FROM a\nRUN --mount=type=ssh --‸")
    assert "--exclude=" in labels("FROM a\nCOPY --exclude=a --‸")


@pytest.mark.parametrize(
    ("text", "label", "result"),
    [
        ("FROM a\nru‸", "RUN", "FROM a\nRUN "),
        ("FROM python:3.1‸ AS x", "3.14-slim", "FROM python:3.14-slim AS x"),
        ("FROM a\nRUN --mount=type=c‸,target=/x y", "cache", "FROM a\nRUN --mount=type=cache,target=/x y"),
        ("FROM a\nRUN --mount=type=cache,sh‸", "sharing=", "FROM a\nRUN --mount=type=cache,sharing="),
        ("FROM a\nENV B=1\nENV C=x${‸", "B", "FROM a\nENV B=1\nENV C=x${B}"),
        ("FROM a\nENV B=1\nENV C=x${‸}", "B", "FROM a\nENV B=1\nENV C=x${B}"),
        ("FROM a\nENV B=1\nENV C=x$‸y", "B", "FROM a\nENV B=1\nENV C=x$By"),
        ("FROM a\nENV B=1\nENV C=${B:‸}", ":-", "FROM a\nENV B=1\nENV C=${B:-}"),
        ("FROM a\nCOPY src/l‸ /x", "lib/", "FROM a\nCOPY src/lib/ /x"),
        ('FROM a\nCOPY ["src/a‸", "/x"]', "app.py", 'FROM a\nCOPY ["src/app.py", "/x"]'),
        ("FROM a\nRUN --mount=type=bind,source=pa‸", "package.json", None),
        ("FROM node\nCOPY --chown=node:n‸ a b", "node", "FROM node\nCOPY --chown=node:node a b"),
        ("FROM a\nEXPOSE 53/u‸", "udp", "FROM a\nEXPOSE 53/udp"),
        ("ARG V=22\nFROM node:${V}-s‸ AS b", "22-slim", "ARG V=22\nFROM node:${V}-slim AS b"),
        ("FROM a\nRUN <<E‸", "<<EOF", "FROM a\nRUN <<EOF"),
        ("FROM a\nSHELL [‸]", '["/bin/sh", "-c"]', 'FROM a\nSHELL ["/bin/sh", "-c"]'),
        ("#syn‸", "syntax=docker/dockerfile:1", "#syntax=docker/dockerfile:1"),
        ("# check=skip=a, Fr‸", "FromAsCasing", "# check=skip=a, FromAsCasing"),
        ("FROM debian\nRUN apt-get \\\n  ins‸", "install", "FROM debian\nRUN apt-get \\\n  install"),
        ("FROM a\nONBUILD ru‸", "RUN", "FROM a\nONBUILD RUN "),
        ("# é\nFROM a\nENV 𝄞=é\nENV B=1 C=𝄞$‸", "B", "# é\nFROM a\nENV 𝄞=é\nENV B=1 C=𝄞$B"),
    ],
)
def test_an_offer_replaces_just_what_was_begun(text: str, label: str, result: str | None) -> None:
    if "C=𝄞$" in text:
        text = text.replace("ENV B=1 C", "ENV B=1\nENV C")
        result = None if result is None else result.replace("ENV B=1 C", "ENV B=1\nENV C")
    expected = text.replace("pa‸", "package.json") if result is None else result
    assert taken(text, label, FILES) == expected


def test_files_are_those_that_the_build_is_sent() -> None:
    assert labels("FROM a\nCOPY ‸", FILES)[:5] == [".", "src/", "package.json", "requirements.txt", ".dockerignore"]
    assert labels("FROM a\nCOPY src/‸", FILES) == ["lib/", "app.py"]
    assert labels("FROM a\nRUN --mount=type=bind,source=‸", FILES)[0] == "src/"


def test_a_folder_that_is_kept_back_but_for_a_file_is_offered() -> None:
    files: dict[str, str | int] = {"a/x": 1, "a/y": 1, "b/x": 1, ".dockerignore": "a\nb\n!a/y\n"}
    assert labels("FROM a\nCOPY ‸", files)[:2] == [".", "a/"]
    assert labels("FROM a\nCOPY a/‸", files) == ["y"]


def test_names_are_written_so_that_the_builder_finds_them() -> None:
    files: dict[str, str | int] = {"a b": 1, "[id]/x": 1, "a,b": 1}
    assert labels("FROM a\nCOPY ‸", files)[:3] == [".", "[id]/", "a,b"]
    assert taken("FROM a\nCOPY ‸ x", "[id]/", files) == "FROM a\nCOPY [[]id]/ x"
    assert labels("FROM a\nCOPY x/../[[]id]/‸", files) == ["x"]
    assert taken('FROM a\nCOPY ["‸", "x"]', "a b", files) == 'FROM a\nCOPY ["a b", "x"]'
    assert labels("FROM a\nRUN --mount=type=bind,source=‸", files) == ["[id]/"]


def test_scripts_of_the_manifest_are_offered() -> None:
    files: dict[str, str | int] = {"package.json": '{"scripts": {"build": "tsc", "start": "node ."}}'}
    for runner in ("npm run", "npm --silent run", "pnpm run", "yarn run", "bun run"):
        assert labels(f"FROM node\nRUN {runner} ‸", files)[:2] == ["build", "start"]
    assert "build" not in labels("FROM node\nRUN npm run start ‸", files)
    assert "build" not in labels("FROM node\nRUN npm ‸", files)


def test_a_heredoc_is_opened_and_closed() -> None:
    assert offer_named("FROM a\nRUN <<‸\n", "<<EOF").snippet == "<<EOF\n$0\nEOF"
    assert offer_named("FROM a\nCOPY <<‸\n", "<<EOF").snippet == "<<EOF ${1:/path}\n$0\nEOF"
    assert "<<EOF" not in labels("FROM a\nCOPY <<EOF <<‸\n")


def test_nothing_is_known_of_files_without_a_context() -> None:
    assert [label for label in labels("FROM a\nCOPY ‸") if not label.startswith("--")] == ["."]


def test_proxies_are_offered_where_they_need_no_declaration() -> None:
    assert "HTTP_PROXY" in labels("FROM a\nRUN echo $‸")
    assert "HTTP_PROXY" not in labels("FROM a\nENV A=$‸")


def test_variables_come_with_value_and_origin() -> None:
    text = "ARG A=1\nFROM python:3.14-slim\nARG A\nENV B=x$A\nENV C=$‸"
    found = {offer.label: (offer.detail, offer.origin) for offer in offered(text).offers}
    assert found["A"] == ('"1"', "ARG")
    assert found["B"] == ('"x1"', "ENV")
    assert found["PATH"][1] == "base image"


@pytest.mark.parametrize("name", ["python", "node", "ruby", "rust"])
def test_a_current_slim_tag_comes_first(name: str) -> None:
    first, second = (ranked.tag for ranked in ranked_tags(name, TODAY)[:2])
    assert first == f"{second}-slim"
    assert not split_tag(name, first).is_prerelease


@pytest.mark.parametrize("name", ["python", "debian", "eclipse-temurin", "php", "ubuntu", "golang"])
def test_every_tag_is_ranked_once(name: str) -> None:
    image = official_image(name)
    assert image is not None
    ranked = ranked_tags(name, TODAY)
    assert sorted(one.tag for one in ranked) == sorted(image.tags)
    ended = [one.ended is not None for one in ranked]
    assert ended == sorted(ended), "what has ended stands last"


def test_what_has_ended_is_marked() -> None:
    tags = {offer.label: offer.is_over for offer in offered("FROM debian:bu‸").offers}
    assert tags["bullseye-slim"]
    assert not tags["trixie-slim"]
    images = {offer.label: offer.is_over for offer in offered("FROM open‸").offers}
    assert images["openjdk"]
    assert not images["open-liberty"]
    assert offer_named("FROM a\nM‸", "MAINTAINER").is_over


def test_a_long_list_goes_on_as_more_is_typed() -> None:
    whole = offered("FROM eclipse-temurin:‸")
    assert whole.is_incomplete
    wanted = "8-jre-alpine-3.24"
    assert wanted in {one.tag for one in ranked_tags("eclipse-temurin", TODAY)}
    assert wanted in labels(f"FROM eclipse-temurin:{wanted[:-1]}‸")


def test_rules_found_here_come_first_in_an_ignore_comment() -> None:
    found = offered("# dockwright: ignore[‸]\nFROM a\nWORKDIR b\n", checked=True).offers
    here = {offer.label for offer in found if offer.origin}
    assert {"relative-workdir", "untagged-base-image"} <= here == {offer.label for offer in found[: len(here)]}
    assert all(offer.kind is OfferKind.RULE for offer in found)
    assert "DL3000" in labels("FROM a\n# hadolint ignore=DL3007,‸")


@pytest.mark.parametrize("tool", ["hadolint ignore=", "tally ignore=", "trivy:ignore:", "checkov:skip="])
def test_each_rule_of_another_tool_is_offered_once(tool: str) -> None:
    found = labels(f"FROM a\n# {tool}‸")
    assert found
    assert len(found) == len(set(found))


def test_an_empty_file_can_begin_as_a_whole() -> None:
    found = [offer for offer in offered("‸", {"go.mod": "module x\n"}).offers if offer.label.startswith("Dockerfile: ")]
    assert found[0].label == "Dockerfile: Go program"
    for offer in found:
        analysis = analysed(offer.text, {"go.mod": "module x\n"})
        assert len(analysis.program.stages) in (1, 2)
        assert all(item.keyword is not None for _, item in analysis.program.tree.instructions())
        assert "{" not in offer.text
    assert not any(label.startswith("Dockerfile: ") for label in labels("FROM a\n‸"))


PROJECT: dict[str, str | int] = {
    "package.json": '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}',
    "package-lock.json": "{}",
    "server.js": "1",
}
FOR_PROJECT = "Dockerfile: for this project"


@pytest.mark.parametrize("text", ["‸", "\n\n‸", "# syntax=docker/dockerfile:1\n\n‸", "# Ours\n‸", "Do‸"])
def test_an_empty_file_can_become_the_one_for_the_project(text: str) -> None:
    found = offered(text, PROJECT).offers
    offer = next(offer for offer in found if offer.label.startswith("Dockerfile: "))
    assert (offer.label, offer.snippet) == (FOR_PROJECT, None)
    result = taken(text, FOR_PROJECT, PROJECT)
    assert result.endswith('\nUSER node\nCMD ["node", "server.js"]\n')
    assert result.count("# syntax=") == (0 if "Ours" in text else 1)
    assert offer.text in offer.documentation
    assert len(analysed(result, PROJECT).program.stages) == 2


@pytest.mark.parametrize(
    ("text", "files"), [("FROM a\n‸", PROJECT), ("‸", {"README": 1}), ("‸", {"package.json": "{}"}), ("‸", None)]
)
def test_no_file_for_a_project_that_is_not_known(text: str, files: dict[str, str | int] | None) -> None:
    assert FOR_PROJECT not in labels(text, files)


def test_what_java_runs_with_is_a_choice() -> None:
    plugin = "<build><plugins><plugin><artifactId>maven-shade-plugin</artifactId></plugin></plugins></build>"
    pom = f"<project><artifactId>shop</artifactId><version>1.0</version>{plugin}</project>"
    files: dict[str, str | int] = {"pom.xml": pom}
    linked = f"{FOR_PROJECT}, with a Java runtime of its own modules (jlink)"
    assert [label for label in labels("‸", files) if label.startswith(FOR_PROJECT)] == [FOR_PROJECT, linked]
    assert "jlink" not in taken("‸", FOR_PROJECT, files)
    assert "jlink --add-modules" in taken("‸", linked, files)


def test_an_empty_file_says_why_there_is_none_for_the_project() -> None:
    """What is written in its place are comments."""
    broken: dict[str, str | int] = {**PROJECT, "package.json": '{\n "scripts": {\n'}
    label = "Dockerfile: none for this project"
    offer = next(offer for offer in offered("‸", broken).offers if offer.label == label)
    assert offer.detail.startswith("package.json:3: the file cannot be read: ")
    result = taken("‸", label, broken)
    assert result == f"# no Dockerfile for this project: {offer.detail}\n"
    assert not analysed(result, broken).program.stages


@pytest.mark.parametrize(
    ("snippet", "text"),
    [("a ${1:b} c$0", "a b c"), ("${1:a:b}", "a:b"), ("\\$x ${2}", "$x "), ("{} ${HOME}", "{} ${HOME}")],
)
def test_snippets_as_plain_text(snippet: str, text: str) -> None:
    assert plain_text(snippet) == text


def test_snippets_hold_nothing_of_the_language_of_dockerfiles() -> None:
    """A dollar sign that is no placeholder would be lost in the editor."""
    for text in ("‸", "FROM a\n‸", "FROM node\nENV ‸", "FROM golang\nENV ‸", "FROM debian\nRUN ‸"):
        for offer in offered(text).offers:
            if offer.snippet is not None:
                rest = offer.snippet.replace("\\$", "")
                assert all(rest[at + 1 : at + 2] in "{0" for at, letter in enumerate(rest) if letter == "$")


def test_every_topic_has_something_to_say() -> None:
    places = [
        "‸",
        "FROM a\n‸",
        "FROM ‸",
        "FROM a\nRUN --‸",
        "FROM a\nCOPY --‸",
        "FROM a\nADD --‸",
        "# ‸",
        "# check=skip=‸",
    ]
    places += ["FROM a\nHEALTHCHECK --‸", "FROM a\nRUN --mount=‸", "FROM a\nRUN --mount=type=secret,‸", "FROM a\nARG ‸"]
    places += ["FROM a\nENV B=1\nENV A=${B:‸", "FROM a\n# dockwright: ignore[‸", "FROM python:‸"]
    for text in places:
        for offer in offered(text).offers[:60]:
            if offer.topic:
                assert explain(offer.topic, TODAY), offer.topic


@pytest.mark.parametrize("keyword", Keyword)
@pytest.mark.parametrize("rest", ["", " ", " --", " --x=", ' ["', " $", " ${", " a ", " a=", " <<E\n", " \\\n", " 'a"])
def test_every_instruction_half_typed(keyword: Keyword, rest: str) -> None:
    for before in ("", "FROM a\n", "FROM a\nONBUILD "):
        text = f"{before}{keyword.value}{rest}"
        for offer in complete(analysed(text), len(text)).offers:
            assert offer.span.end == len(text)
            assert offer.label


@pytest.mark.parametrize("text", BROKEN)
def test_every_place_of_a_half_typed_file(text: str) -> None:
    analysis = analysed(text)
    for at in range(len(text) + 1):
        for offer in complete(analysis, at).offers:
            assert offer.span.start <= at <= offer.span.end <= len(text)
            assert offer.text
            assert offer.label


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_place_of_a_real_file_fails(corpus_files: list[Path], data: st.DataObject) -> None:
    text = read(data.draw(st.sampled_from(corpus_files)))
    at = data.draw(st.integers(0, len(text)))
    # Cut off at the cursor, which is how a file looks while it is written, or with all that follows.
    text = data.draw(st.sampled_from((text, text[:at])))
    for offer in complete(analysed(text), at).offers:
        written = covered(text, offer.span)
        assert offer.span.start <= at <= offer.span.end
        assert "\n" not in written or "\\\n" in written or "`\n" in written
