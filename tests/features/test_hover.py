"""What there is to know at marked places: about what, and the words that matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.features.hover.answer import Answer
from dockwright.features.hover.hover import hover
from dockwright.features.markdown import block, code, plain

from .asked import analysed
from .reading import BROKEN, covered, marked, read


def answered(text: str, *, checked: bool = False) -> tuple[str, Answer | None]:
    """The text that an answer is about, and the answer."""
    whole, at = marked(text)
    found = hover(analysed(whole, checked=checked), at)
    return "" if found is None else covered(whole, found.span), found


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        ("FROM a\nR‸UN x", "RUN", ["user", "dockerfile/#run"]),
        ("FROM a\nUSER bob\nWORKDIR /w\nRUN‸ x", "RUN", ["user `bob`", "directory `/w`"]),
        ('FROM a\nSHELL ["/bin/bash", "-c"]\nRU‸N x', "RUN", ["shell `/bin/bash -c`"]),
        ("FROM a\nONB‸UILD RUN x", "ONBUILD", ["#onbuild"]),
        ("FROM a\nONBUILD R‸UN x", "RUN", ["#run"]),
        ("FROM a\nRUN --mo‸unt=type=cache,target=/x y", "--mount", ["#run---mount", "1.2"]),
        ("FROM a\nRUN --mount=type=ca‸che,target=/x y", "cache", ["#run---mounttypecache"]),
        ("FROM a\nRUN --mount=type=cache,tar‸get=/x y", "target", ["`dst`"]),
        ("FROM a\nRUN --mount=type=cache,target=/x,sharing=lo‸cked y", "locked", ["waits"]),
        ("FROM a\nRUN --device=x‸ y", "x", ["labs"]),
        ("FROM a\nCOPY --ch‸own=x a b", "--chown", ["owner"]),
        ("FROM --platform=$BUILD‸PLATFORM a", "$BUILDPLATFORM", ["machine that builds"]),
        ("FROM --platform=linux/ar‸m64 a", "linux/arm64", ["ARM"]),
        ("FROM pyth‸on:3.14-slim", "python:3.14-slim", ["debian 13", "`apt-get`", "maintained until", "3.14-alpine"]),
        ("FROM python:3.‸8", "python:3.8", ["no longer maintained since 2024"]),
        (
            "FROM pyth‸on:3.14",
            "python:3.14",
            ["`3.14-slim` | debian", "`gcr.io/distroless/python3-debian13` | distroless"],
        ),
        ("FROM eclipse-‸temurin:21", "eclipse-temurin:21", ["`21-jre`", "`gcr.io/distroless/java21-debian13`"]),
        ("FROM debian:bullseye-‸slim", "debian:bullseye-slim", ["no longer maintained", "`bookworm-slim`"]),
        ("FROM node:2‸4", "node:24", ["`node` (1000)"]),
        ("FROM scr‸atch", "scratch", ["empty image"]),
        ("FROM gcr.io/distroless/static-debian12:nonro‸ot", None, ["No shell"]),
        ("ARG T=3.14\nFROM python:$‸T", "$T", ["= `3.14`", "line 1", "**python**"]),
        ("ARG T\nFROM python:$‸T", "$T", ["without a default"]),
        ("FROM a AS bu‸ild", "build", ["number 0", "built by default"]),
        (
            "FROM a AS x\nFROM b\nCOPY --from=‸x /a /b",
            "x",
            ["`stage 1` takes from it by `COPY --from`", "not shipped itself"],
        ),
        ("FROM a AS x\nFROM x‸", "x", ["built upon it"]),
        (
            "FROM scratch AS b‸ase\nCOPY <<E /x\n12345\nE",
            "base",
            ["Estimated size: 6 bytes."],
        ),
        (
            "FROM debian:12 AS a\nRUN x\nFROM a AS b‸\nRUN y\nCOPY <<E /x\n12345\nE",
            "b",
            ["Estimated size: at least 110 MB; what 2 instructions add is not known."],
        ),
        ("FROM a AS x\nFROM b\nRUN --mount=from=‸x,target=/x y", "x", ["RUN --mount"]),
        ("FROM a AS x‸\nFROM b", "x", ["does not need it"]),
        ("FROM a\nCOPY --from=python:3.1‸4 a b", "python:3.14", ["**python**"]),
        ("FROM a\nENV A=1\nENV B=${‸A}", "${A}", ["= `1`", "ENV on line 2"]),
        ("FROM a\nENV A=1\nENV B=${A:‸-x}y", "${A:-x}", ["`:-`", "All of it becomes `1y`"]),
        ("FROM a\nENV A=1\nENV B=${X:-$‸A}y", "$A", ["= `1`"]),
        ("FROM a\nARG A\nENV B=$‸A", "$A", ["without a default"]),
        ("FROM a\nARG A\nENV B=$A\nENV C=$‸B", "$B", ["depends on `A`"]),
        ("ARG A=1\nFROM a\nENV B=$‸A", "$A", ["not in this stage", "`ARG A`"]),
        ("FROM a\nENV A=1\nENV B=${A:-2}/x\nENV C=$‸B", "$B", ["= `1/x`", "on line 3 as `${A:-2}/x`"]),
        ("FROM a\nENV B=$TARGET‸ARCH", "$TARGETARCH", ["Provided by the builder", "`ARG TARGETARCH`"]),
        ("FROM scratch\nENV B=$N‸O", "$NO", ["empty here"]),
        ("FROM unknown/thing\nENV B=$N‸O", "$NO", ["base image may set it"]),
        ("FROM python\nENV B=$PA‸TH", "$PATH", ["Set by the base image"]),
        ("FROM a\nENV AB‸C=1", "ABC", ["= `1`"]),
        ("FROM a\nENV A=1\nARG A‸=2", "A", ["= `2`", "hides it"]),
        ("ARG A‸=1\nFROM a", "A", ["= `1`", "line 1"]),
        ("FROM a\nENV A=1\nRUN echo $‸A", "$A", ["= `1`"]),
        ("FROM a\nRUN B=2; echo $‸B", "$B", ["= `2`", "Set in this script"]),
        ("FROM a\nCMD echo $‸B", "$B", ["when the container runs"]),
        ("FROM a\nENV A=1\nCOPY <<E /x\n-${‸A}-\nE\n", "${A}", ["= `1`"]),
        ("FROM a\nENV A=1\nRUN <<E\necho ${‸A}\nE\n", "${A}", ["= `1`"]),
        ("FROM debian\nRUN apt‸-get update", "apt-get", ["Debian"]),
        ("FROM debian\nRUN apt-get up‸date", "update", ["lists of packages"]),
        ("FROM debian\nRUN sudo apt-get install -‸y x", "-y", ["`--yes`", "yes"]),
        (
            "FROM debian\nRUN x \\\n && apt-get \\\n install --no-install-rec‸ommends x",
            "--no-install-recommends",
            ["recommended"],
        ),
        ("FROM debian\nRUN apt-get install cu‸rl=7", "curl=7", ["version `7`"]),
        ("FROM a\nCOPY <<‸E /x\ny\nE\n", "<<E", ["Variables in it are replaced"]),
        ("FROM a\nCOPY <<-'E' /x\ny\nE‸\n", "E", ["no variable is replaced", "Tabs"]),
        ("FROM a\nWORKDIR /w\nCOPY x y‸/", "y/", ["`/w`"]),
        ("FROM a\nWORKDIR /w\nWORKDIR y‸", "y", ["Below `/w`"]),
        ("FROM a\nEXPOSE 54‸32", "5432", ["PostgreSQL"]),
        ("FROM node:24\nUSER no‸de", "node", ["number 1000", "base image"]),
        ("FROM a\nRUN useradd -u 7 bob\nUSER bo‸b:x", "bob:x", ["number 7", "created here"]),
        ("FROM a A‸S b", "AS", ["name for the stage"]),
        ("FROM a\nHEALTHCHECK NO‸NE", "NONE", ["Switches off"]),
        ("FROM a\nSTOPSIGNAL sig‸quit", "sigquit", ["nginx"]),
        ("FROM a\nLABEL org.opencontainers.image.sou‸rce=x", "org.opencontainers.image.source", ["source code"]),
        ("# syn‸tax=docker/dockerfile:1\nFROM a", "syntax", ["frontend"]),
        ("# syntax=docker/dock‸erfile:1\nFROM a", "docker/dockerfile:1", ["newest stable"]),
        ("# escape=`‸\nFROM a", "`", ["Windows"]),
        ("# check=skip=CopyIgnored‸File\nFROM a", "CopyIgnoredFile", ["dockerignore"]),
        (
            "FROM a\n# dockwright: ignore[relative-‸workdir]\nWORKDIR a",
            "relative-workdir",
            ["absolute path", "rules/relative-workdir"],
        ),
        ("FROM a\n# hadolint ignore=DL3‸000\nWORKDIR a", "DL3000", ["rules/relative-workdir"]),
    ],
)
def test_what_is_said(text: str, about: str | None, said: list[str]) -> None:
    covers, found = answered(text)
    assert found is not None
    if about is not None:
        assert covers == about
    for words in said:
        assert words in found.text


@pytest.mark.parametrize(
    "text",
    [
        "‸",
        "FROM a\n\n‸\nRUN x",
        "FROM a\n# just ‸words",
        "FROM a\nRUN someth‸ing",
        "FROM a\nNONSENSE‸ x",
        "FROM a\nLABEL x=‸y",
        "FROM a\nRUN echo '$‸A'",
        "FROM a\nRUN <<E python3\nprint(‸)\nE\n",
        "FROM a\nCOPY <<'E' /x\n$‸A\nE\n",
    ],
)
def test_nothing_to_say(text: str) -> None:
    assert answered(text)[1] is None


def test_what_a_rule_found_is_explained() -> None:
    covers, found = answered("FROM scratch\nWORKDIR a‸b\n", checked=True)
    assert covers == "ab"
    assert found is not None
    assert "Give WORKDIR an absolute path" in found.text
    assert "rules/relative-workdir" in found.text
    assert "```dockerfile bad" not in found.text


def test_what_is_silenced_is_not_explained() -> None:
    _, found = answered("FROM a\n# dockwright: ignore\nWORKDIR a‸b\n", checked=True)
    assert found is None


@pytest.mark.parametrize("text", ["", "a", "`", "``a`", "a\nb", " "])
def test_code_is_closed_by_what_opens_it(text: str) -> None:
    written = code(text)
    fence = written[: len(written) - len(written.lstrip("`"))]
    assert written.endswith(fence)
    assert fence not in written[len(fence) : -len(fence)]


def test_plain_text_has_no_marks() -> None:
    markdown = f"**a** `b` [c](d)\n\n{block('RUN `x` **y**')}\n\n| e | f |\n| --- | --- |\n| `g` | h |"
    assert plain(markdown) == "a b c: d\n\n    RUN `x` **y**\n\ne  f\ng  h"


@pytest.mark.parametrize("text", BROKEN)
def test_every_place_of_a_half_typed_file(text: str) -> None:
    analysis = analysed(text, checked=True)
    for at in range(len(text) + 1):
        found = hover(analysis, at)
        if found is not None:
            assert found.span.start <= at <= found.span.end <= len(text)
            assert found.text.strip()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_place_of_a_real_file_fails(corpus_files: list[Path], data: st.DataObject) -> None:
    text = read(data.draw(st.sampled_from(corpus_files)))
    analysis = analysed(text)
    for at in data.draw(st.lists(st.integers(0, len(text)), min_size=5, max_size=5)):
        found = hover(analysis, at)
        if found is not None:
            assert found.span.start <= at <= found.span.end <= len(text)
            assert found.text.strip()
