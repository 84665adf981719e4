"""Fixes of images: the text is changed where it is written, and only where nothing else is changed with it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dockwright.code_actions.edits import TextEdit, apply, resolve
from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.image_edits import mentions_at, place_of_digest
from dockwright.code_actions.proof import try_fix
from dockwright.code_actions.snapshot import Snapshot, edited, read
from dockwright.code_actions.transformations import pin_image, slimmer_image
from dockwright.diagnostics.finding import Edit
from dockwright.diagnostics.registry import rule
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.images.official import most_specific_tag, slimmer_tag
from dockwright.project.build_context import BuildContext
from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse

SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
PYTHON = most_specific_tag("python", None)
NODE = most_specific_tag("node", None)
NODE_SLIM = slimmer_tag("node", "24")


def read_with(text: str, *rules: str) -> Snapshot:
    chosen = [rule(name) for name in rules]
    return read(text, make_rule_set([found for found in chosen if found is not None]), SURROUNDINGS)


def fixed(text: str, *rules: str) -> str:
    return fix_all(read_with(text, *rules), include_unsafe=True).snapshot.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM python\n", f"FROM python:{PYTHON}\n"),
        ("FROM python", f"FROM python:{PYTHON}"),
        ("FROM docker.io/library/python\r\nRUN x\r\n", f"FROM docker.io/library/python:{PYTHON}\r\nRUN x\r\n"),
        ("FROM public.ecr.aws/docker/library/python\n", f"FROM public.ecr.aws/docker/library/python:{PYTHON}\n"),
        ("\tFROM\tpython\tAS\tx\n", f"\tFROM\tpython:{PYTHON}\tAS\tx\n"),
        (
            "FROM --platform=$P \\\n  # why\n  python AS x\n",
            f"FROM --platform=$P \\\n  # why\n  python:{PYTHON} AS x\n",
        ),
        ('FROM "python"\n', f'FROM "python:{PYTHON}"\n'),
        ("ARG B=python\nFROM $B\n", f"ARG B=python:{PYTHON}\nFROM $B\n"),
        ('ARG A=1 B="python" C\nFROM ${B}\n', f'ARG A=1 B="python:{PYTHON}" C\nFROM ${{B}}\n'),
        ("FROM ${B:-python}\n", f"FROM ${{B:-python:{PYTHON}}}\n"),
        ("ARG V=latest\nFROM node:$V\nFROM node:$V\n", f"ARG V={NODE}\nFROM node:$V\nFROM node:$V\n"),
        ("ARG R=docker.io/library/\nFROM ${R}node\n", f"ARG R=docker.io/library/\nFROM ${{R}}node:{NODE}\n"),
        ("FROM scratch\nCOPY --from=node /a /b\n", f"FROM scratch\nCOPY --from=node:{NODE} /a /b\n"),
        ("FROM a:1\nRUN --mount=from=node,target=/n x\n", f"FROM a:1\nRUN --mount=from=node:{NODE},target=/n x\n"),
        ("FROM scratch\nONBUILD COPY --from=node /a /b\n", f"FROM scratch\nONBUILD COPY --from=node:{NODE} /a /b\n"),
    ],
)
def test_pin(before: str, after: str) -> None:
    rules = ("untagged-base-image", "latest-base-image")
    assert fixed(before, *rules) == after
    assert fixed(after, *rules) == after


@pytest.mark.parametrize(
    "text",
    [
        "FROM python@sha256:" + "a" * 64 + "\n",
        "FROM example.com/python\n",
        "FROM acme/python:latest\n",
        # The argument means something else as well.
        "ARG B=python\nFROM $B\nFROM ${B}-tools:1\n",
        "ARG V=latest\nFROM node:$V AS a\nARG V\nRUN npm install --global npm@$V\n",
        "ARG B=python\nARG C=$B\nFROM $B\n",
        "ARG V=latest\nFROM node:$V\nFROM nginx:$V\n",
        # The name or the tag is put together.
        "ARG A=py B=thon\nFROM ${A}${B}\n",
        "ARG A=lat\nFROM python:${A}est\n",
        # The name is written over two lines.
        "FROM py\\\nthon\n",
    ],
)
def test_pin_keeps_out(text: str) -> None:
    assert fixed(text, "untagged-base-image", "latest-base-image") == text


def test_pin_is_offered_on_any_official_image() -> None:
    snapshot = read_with("FROM node:lts-slim AS a\nFROM a\nFROM scratch\nRUN x\n")
    titles = [[fix.title for fix in pin_image.offer(snapshot.analysis, index)] for index in range(4)]
    assert [len(found) for found in titles] == [1, 0, 0, 0]
    assert f"`node:{most_specific_tag('node', 'lts-slim')}`" in titles[0][0]


def test_pin_finds_an_argument_that_was_read_again() -> None:
    """Typing at the start of FROM reads the ARG above again, which is then an equal but another object."""
    snapshot = read_with("ARG B=python\nFROM $B\n", "untagged-base-image")
    snapshot = edited(snapshot, 13, 13, " ")
    assert fix_all(snapshot, include_unsafe=True).snapshot.text == f"ARG B=python:{PYTHON}\n FROM $B\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ARG V=14\nFROM node:${V}-alpine\n", "ARG V=22\nFROM node:${V}-alpine\n"),
        ("ARG D=buster\nFROM python:3.12-slim-$D AS x\n", "ARG D=bookworm\nFROM python:3.12-slim-$D AS x\n"),
        ("FROM ubuntu:bionic", "FROM ubuntu:jammy"),
        ("ARG V=18\nFROM ubuntu:${V}.04\n", "ARG V=18\nFROM ubuntu:${V}.04\n"),
        ("FROM openjdk:8\n", "FROM openjdk:8\n"),
    ],
)
def test_move_to_a_supported_release(before: str, after: str) -> None:
    assert fixed(before, "end-of-life-base-image") == after


def test_slim_follows_the_chain_of_stages() -> None:
    text = "FROM node:24 AS base\nFROM base AS tests\nRUN npm test\nFROM base\nCMD node x.js\n"
    assert fixed(text, "full-base-image-shipped") == text.replace("node:24 ", f"node:{NODE_SLIM} ")


def test_slim_is_offered_for_the_base_of_any_stage_that_needs_no_more() -> None:
    snapshot = read_with("FROM node:24 AS a\nRUN git clone x\nFROM node:24 AS b\nFROM scratch\n")
    offers = {index: list(slimmer_image.offer(snapshot.analysis, index)) for index in (0, 2, 3)}
    assert [len(found) for found in offers.values()] == [0, 1, 0]
    proven = try_fix(snapshot, offers[2][0])
    assert proven is not None
    assert proven.result.text.splitlines()[2] == f"FROM node:{NODE_SLIM} AS b"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM --platform=linux/arm64 app:1 AS a\r\n", "FROM --platform=linux/arm64 app:1@D AS a\r\n"),
        ('FROM "app:1"', 'FROM "app:1@D"'),
        ("FROM a:1 AS b\nCOPY --from=x.io/app:1 a b\n", "FROM a:1@D AS b\nCOPY --from=x.io/app:1@D a b\n"),
        (
            "FROM scratch\nRUN --mount=from=app:1,target=/a true\n",
            "FROM scratch\nRUN --mount=from=app:1@D,target=/a true\n",
        ),
        ("ARG B=app:1\nFROM $B AS a\nFROM $B\n", "ARG B=app:1@D\nFROM $B AS a\nFROM $B\n"),
        ('ARG V="1.2"\nFROM x.io/app:${V}\n', 'ARG V="1.2@D"\nFROM x.io/app:${V}\n'),
        ("FROM ${B:-app:1}\n", "FROM ${B:-app:1@D}\n"),
        ("FROM app:${V:-1}\n", "FROM app:${V:-1@D}\n"),
    ],
)
def test_a_digest_belongs_behind_the_tag(before: str, after: str) -> None:
    assert with_digests(before, "D") == after


@pytest.mark.parametrize(
    "text",
    [
        # It may be a stage, nothing, or a build context.
        "FROM scratch AS a\nFROM a\nCOPY --from=0 a b\nCOPY --from=scratch a b\nCOPY --from=files a b\nFROM app\n",
        "FROM app:1@sha256:" + "a" * 64 + "\n",
        # Behind the variable the digest would win over another value of it.
        "ARG V=1\nFROM app:${V}-slim\n",
        "ARG B=app\nFROM $B:1\n",
        "ARG R=x.io\nARG V=1\nFROM $R/app:$V\n",
        "FROM ${B:-app}:1\n",
        "ARG V=1\nFROM app:$V AS a\nARG V\nRUN pip install app==$V\n",
        "ARG V=1\nFROM app:$V\nFROM other:$V\n",
        "ARG V\nFROM app:$V\n",
    ],
)
def test_a_digest_keeps_out(text: str) -> None:
    assert with_digests(text, "D") == text


def test_digests_on_the_corpus(corpus_files: list[Path]) -> None:
    """BuildKit's parser reads the digests and everything else as before, and nothing is left for a second run."""
    buildkit = pytest.importorskip("dockerfile", reason="BuildKit's parser (PyPI `dockerfile`) is not installed")
    digest, written = "sha256:" + "a" * 64, 0
    for file in corpus_files:
        text = file.read_text(encoding="utf-8", errors="replace")
        pinned = with_digests(text, digest)
        assert with_digests(pinned, digest) == pinned, file.name
        if pinned != text:
            read = str(buildkit.parse_string(pinned))
            assert read.replace(f"@{digest}", "") == str(buildkit.parse_string(text)), file.name
            written += 1
    assert written > 200


def with_digests(text: str, digest: str) -> str:
    """The text with a digest wherever one belongs."""
    program = derive(parse(text))
    edits: set[TextEdit] = set()
    for index in range(len(program.tree.items)):
        for mention in mentions_at(program, index):
            place = place_of_digest(program, mention)
            if place is not None:
                edits.update(resolve(program.tree, (Edit(*place, f"@{digest}"),)) or ())
    return apply(text, sorted(edits))
