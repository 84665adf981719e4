"""The outline, and what a workspace is searched for."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.features.symbols import Symbol, SymbolKind, document_symbols
from dockwright.features.workspace_symbols import best_matches, searchable_symbols

from .reading import BROKEN, covered, program_of, read

TEXT = (
    "ARG BASE=alpine:3.22\n"
    "FROM $BASE AS build\n"
    "ENV A=1 B='x y' C\n"
    "RUN a && \\\n    b\n"
    "\n"
    "# about the second\n"
    "FROM scratch\n"
    "COPY --from=build /a /a\n"
    "nonsense here\n"
)


def outline(symbols: tuple[Symbol, ...], indent: str = "") -> str:
    return "".join(
        f"{indent}{symbol.kind.name} {symbol.name} ({symbol.detail})\n{outline(symbol.children, indent + '  ')}"
        for symbol in symbols
    )


def test_stages_hold_their_image_and_their_instructions() -> None:
    assert outline(document_symbols(program_of(TEXT))) == (
        "ARGUMENT BASE (ARG alpine:3.22)\n"
        "STAGE build (FROM $BASE)\n"
        "  IMAGE $BASE (FROM)\n"
        "  VARIABLE ENV (A, B, C)\n"
        "    VARIABLE A (1)\n"
        "    VARIABLE B ('x y')\n"
        "    VARIABLE C ()\n"
        "  COMMAND RUN (a &&     b)\n"
        "STAGE scratch ()\n"
        "  IMAGE scratch (FROM)\n"
        "  FILES COPY (/a /a)\n"
        "  SETTING nonsense (here)\n"
    )


def test_a_stage_ends_with_its_last_instruction() -> None:
    stage = next(symbol for symbol in document_symbols(program_of(TEXT)) if symbol.name == "build")
    assert covered(TEXT, stage.span).endswith("    b")
    assert covered(TEXT, stage.selection) == "build"


def test_heredocs_belong_to_their_instruction() -> None:
    text = "FROM a\nRUN <<EOF\nx\nEOF\n"
    (stage,) = document_symbols(program_of(text))
    assert covered(text, stage.children[1].span) == "RUN <<EOF\nx\nEOF"


def check(text: str, symbols: tuple[Symbol, ...], around: tuple[int, int]) -> None:
    at = around[0]
    for symbol in symbols:
        assert symbol.name.strip()
        assert at <= symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end <= around[1]
        check(text, symbol.children, symbol.span)
        at = symbol.span.end


@pytest.mark.parametrize("text", BROKEN)
def test_symbols_nest_in_half_typed_files(text: str) -> None:
    check(text, document_symbols(program_of(text)), (0, len(text)))


def test_symbols_nest_in_corpus_file(corpus_file: Path) -> None:
    text = read(corpus_file)
    symbols = document_symbols(program_of(text))
    assert symbols
    check(text, symbols, (0, len(text)))


def found(query: str, *texts: str) -> list[tuple[str, str, str | None]]:
    files = [(str(number), searchable_symbols(program_of(text))) for number, text in enumerate(texts)]
    return [(file, match.symbol.name, match.container) for file, match in best_matches(files, query)]


def test_stages_images_and_arguments_are_found() -> None:
    assert found("", TEXT) == [
        ("0", "BASE", None),
        ("0", "build", None),
        ("0", "$BASE", "build"),
        ("0", "scratch", "scratch"),
    ]


def test_the_better_match_comes_first() -> None:
    one, other = "FROM x AS prebuild\n", "FROM y AS build\nFROM z AS build-tools\nFROM b AS busy-isle-park\n"
    assert [name for _, name, _ in found("BUILD", one, other)] == ["build", "build-tools", "prebuild"]
    assert [name for _, name, _ in found("bil", one, other)] == ["build", "build-tools", "busy-isle-park", "prebuild"]
    assert found("zzz", one, other) == []


def test_no_more_than_asked_for() -> None:
    files = [("f", searchable_symbols(program_of("".join(f"FROM a AS s{n}\n" for n in range(50)))))]
    assert len(best_matches(files, "s", 10)) == 10
    assert SymbolKind.STAGE in {match.symbol.kind for _, match in best_matches(files, "s", 10)}
