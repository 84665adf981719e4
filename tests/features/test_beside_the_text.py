"""Hints, lenses and the graph of the stages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dockwright.features.hints import images_without_digest, inlay_hints
from dockwright.features.lenses import lenses
from dockwright.features.preferences import OFFLINE_HINTS, Hint, LensKind, Preferences, preferences_in
from dockwright.features.stage_graph import mermaid, stage_graph
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration_parser import from_client_settings
from dockwright.project.layers import sizes_of
from dockwright.syntax.logical_text import Span

from .reading import BROKEN, covered, program_of, read

EVERY = frozenset(Hint)
USES = frozenset({LensKind.USES})

TEXT = """\
ARG V=20
ARG B=base
FROM node:$V AS base
USER node
FROM $B AS build
ARG B
ENV W=app
USER $W
COPY --from=$B /a /b
RUN --mount=from=busybox,target=/x true
FROM alpine AS lost
FROM scratch
COPY --from=build /a /
COPY --from=build /b /
"""

CERTAIN = TEXT.replace("$B", "base")
"""Nothing in it depends on what a build passes."""


def hinted(text: str, *kinds: Hint) -> str:
    """The text with hints where an editor shows them."""
    found = inlay_hints(program_of(text), frozenset(kinds) or EVERY, Span(0, len(text)))
    for hint in reversed(found):
        text = f"{text[: hint.offset]} ⟨{hint.label}⟩{text[hint.offset :]}"
    return text


def test_images_and_users() -> None:
    assert hinted(TEXT, Hint.IMAGE, Hint.USER).splitlines() == [
        "ARG V=20",
        "ARG B=base",
        "FROM node:$V ⟨= node:20⟩ AS base",
        "USER node",
        "FROM $B ⟨= base⟩ AS build ⟨as node⟩",
        "ARG B",
        "ENV W=app",
        "USER $W ⟨= app⟩",
        "COPY --from=$B ⟨= base⟩ /a /b",
        "RUN --mount=from=busybox,target=/x true",
        "FROM alpine AS lost",
        "FROM scratch",
        "COPY --from=build /a /",
        "COPY --from=build /b /",
    ]


def test_roles() -> None:
    lines = hinted(CERTAIN, Hint.ROLE).splitlines()
    assert [line for line in lines if "⟨" in line] == [
        "FROM node:$V AS base ⟨feeds the shipped stage⟩",
        "FROM base AS build ⟨feeds the shipped stage⟩",
        "FROM alpine AS lost ⟨not shipped⟩",
        "FROM scratch ⟨shipped⟩",
    ]
    assert "⟨" not in hinted("FROM alpine\n", Hint.ROLE)
    # A build may pass another name, and then need the stage that nothing needs now.
    assert "lost ⟨" not in hinted(TEXT, Hint.ROLE)


def test_sizes() -> None:
    sized = re.compile(r"^FROM (\S+) ⟨(\w+), \d+(?:–\d+)? MB⟩", re.MULTILINE)
    text = hinted("FROM alpine:3.22\nFROM node:22\nFROM scratch\nFROM nobody/knows\nFROM $X\n", Hint.SIZE)
    assert sized.findall(text) == [("alpine:3.22", "tiny"), ("node:22", "large")]
    assert text.count("⟨") == 2


def test_unknown_values_have_no_hint() -> None:
    assert "⟨" not in hinted("FROM $X\nUSER $Y\nCOPY --from=$Z a b\n")


def test_only_what_is_asked_for() -> None:
    program = program_of(TEXT)
    start = TEXT.index("FROM $B")
    found = inlay_hints(program, EVERY, Span(start, TEXT.index("\n", start)))
    assert [hint.label for hint in found] == ["= base", "feeds the shipped stage", "as node"]
    assert inlay_hints(program, frozenset(), Span(0, len(TEXT))) == []


def test_each_hint_can_be_switched_off() -> None:
    assert preferences_in(from_client_settings({})) == Preferences()
    for hint in OFFLINE_HINTS:
        preferences = preferences_in(from_client_settings({f"hint{hint.name.capitalize()}s": False}))
        assert preferences.hints == OFFLINE_HINTS - {hint}


def test_digests_are_for_those_who_asked_for_them() -> None:
    assert preferences_in(from_client_settings({}), shows_digests=True).hints == EVERY


def test_digests() -> None:
    digest = f"sha256:{'0123456789abcdef' * 4}"
    text = "ARG V=1\nFROM a:$V AS x\nFROM b:1\nFROM a:1@" + digest + "\nRUN --mount=from=c,target=/x true\n"
    program = program_of(text)
    everything = Span(0, len(text))
    assert [image.written for image in images_without_digest(program, everything)] == ["a:1", "b:1", "c"]
    assert [image.written for image in images_without_digest(program, Span(len(text) - 2, len(text)))] == ["c"]
    found = inlay_hints(program, frozenset({Hint.DIGEST}), everything, {"a:1": digest, "c": digest})
    assert [(hint.offset, hint.insertion) for hint in found] == [
        (text.index(" AS x"), ""),
        (text.index(",target"), f"@{digest}"),
    ]
    assert {hint.label for hint in found} == {"@sha256:0123456789ab…"}


def test_lenses() -> None:
    found = [(covered(CERTAIN, one.span), one.title, len(one.places)) for one in lenses(program_of(CERTAIN), USES)]
    assert found == [
        ("FROM node:$V AS base", "used by 1 stage", 2),
        ("FROM base AS build", "used by 1 stage", 2),
        ("FROM alpine AS lost", "not shipped", 0),
        ("FROM scratch", "shipped", 0),
    ]
    assert lenses(program_of("FROM a\n")) == []


def test_sizes_of_stages() -> None:
    text = (
        "FROM scratch AS a\nCOPY <<E /x\n12345\nE\nFROM a\nRUN x\nFROM debian:12\nRUN x\nFROM a\nCOPY big /\n"
        "FROM x/y\nCOPY big /\nFROM x/y\n"
    )
    program = program_of(text)
    context = BuildContext.of_files({"big": 3_500_000})
    found = lenses(program, frozenset({LensKind.SIZES}), sizes_of(program, context))
    assert [(one.span.start, one.title) for one in found] == [
        (text.index("FROM scratch"), "6 bytes"),
        (text.index("FROM debian"), "at least 110 MB"),
        (text.index("FROM a\nCOPY"), "3.5 MB"),
        (text.index("FROM x/y"), "at least 3.5 MB"),
    ]


def test_sizes_of_stages_that_copy_from_one_another_end() -> None:
    stages = [f"FROM scratch AS s{n}\nCOPY --from=s{n - 1} /a /a\nCOPY --from=s{n - 1} /b /b\n" for n in range(1, 60)]
    program = program_of("FROM scratch AS s0\nCOPY a /\n" + "".join(stages))
    sizes = sizes_of(program, BuildContext.of_files({"a": 5}))
    assert sizes[0].most == 5
    assert sizes[3].most == 5 * 2**3


def test_graph() -> None:
    graph = stage_graph(program_of(TEXT))
    names = {node.id: node.name for node in graph.nodes}
    assert list(names.values()) == ["base", "build", "lost", "stage 3", "node:20", "busybox", "alpine", "scratch"]
    assert [(names[edge.source], names[edge.target], edge.kind.value) for edge in graph.edges] == [
        ("node:20", "base", "base"),
        ("base", "build", "base"),
        ("base", "build", "copy"),
        ("busybox", "build", "mount"),
        ("alpine", "lost", "base"),
        ("scratch", "stage 3", "base"),
        ("build", "stage 3", "copy"),
        ("build", "stage 3", "copy"),
    ]
    assert covered(TEXT, graph.edges[3].span) == "busybox"


MERMAID_LINE = re.compile(
    r'flowchart LR|    \w+(\["[^"]*"\]|\(\["[^"]*"\]\))|    \w+ (-->|-\.->\|\w+\|) \w+'
    r"|    classDef \w+ [\w:-]+|    class [\w,]+ \w+"
)


@pytest.mark.parametrize("text", [TEXT, 'FROM "a]b" AS x\nFROM a;b AS y\n', *BROKEN])
def test_mermaid(text: str) -> None:
    drawn = mermaid(stage_graph(program_of(text)))
    for line in drawn.splitlines():
        assert MERMAID_LINE.fullmatch(line), line
    assert drawn.count("|copy|") <= text.count("--from")


@pytest.mark.parametrize("text", BROKEN)
def test_half_typed_files(text: str) -> None:
    program = program_of(text)
    for hint in inlay_hints(program, EVERY, Span(0, len(text))):
        assert 0 < hint.offset <= len(text)
        assert hint.label
    assert len(lenses(program, USES)) in (0, len(program.stages))


def test_corpus_file(corpus_file: Path) -> None:
    text = read(corpus_file)
    program = program_of(text)
    graph = stage_graph(program)
    known = {node.id for node in graph.nodes}
    assert len(known) == len(graph.nodes)
    assert all(edge.source in known and edge.target in known for edge in graph.edges)
    everywhere = inlay_hints(program, EVERY, Span(0, len(text)))
    halves = [
        hint
        for start in range(0, len(text) + 1, len(text) // 2 + 1)
        for hint in inlay_hints(program, EVERY, Span(start, start + len(text) // 2))
    ]
    assert halves == everywhere
