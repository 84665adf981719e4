"""Definitions, references and highlights under Docker's scope rules."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dockwright.features.navigation import definition, highlights, name_at, names_in, references
from dockwright.features.occurrence import Access

from .reading import BROKEN, covered, drawn, marked, program_of, read


def places(text: str) -> str:
    """The text with all places of the name at the mark in brackets."""
    text, offset = marked(text)
    return drawn(text, references(program_of(text), offset, with_definitions=True))


def goes_to(text: str) -> str | None:
    """The text with the definition in brackets."""
    text, offset = marked(text)
    found = definition(program_of(text), offset)
    return None if found is None else drawn(text, [found[1]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FROM a AS ‸build\nFROM b\nCOPY --from=build x y\nRUN --mount=from=BUILD,target=/x z\nFROM build\n",
            "FROM a AS ⟦build⟧\nFROM b\nCOPY --from=⟦build⟧ x y\nRUN --mount=from=⟦BUILD⟧,target=/x z\nFROM ⟦build⟧\n",
        ),
        ("FROM a AS x\nFROM b\nCOPY --from=‸0 x y\n", "FROM a AS ⟦x⟧\nFROM b\nCOPY --from=⟦0⟧ x y\n"),
        # A name counts from its stage on; above it an image is meant.
        ("FROM build\nFROM x AS ‸build\nFROM build\n", "FROM build\nFROM x AS ⟦build⟧\nFROM ⟦build⟧\n"),
        ("FROM a AS x\nFROM b AS x\nFROM ‸x\n", "FROM a AS x\nFROM b AS ⟦x⟧\nFROM ⟦x⟧\n"),
    ],
)
def test_stages(text: str, expected: str) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The global argument and its way into a stage.
        (
            "ARG V=1\nFROM a:$‸V\nRUN $V\nARG V\nRUN echo ${V:-x}\nFROM b\nRUN $V\n",
            "ARG ⟦V⟧=1\nFROM a:$⟦V⟧\nRUN $V\nARG ⟦V⟧\nRUN echo ${⟦V⟧:-x}\nFROM b\nRUN $V\n",
        ),
        # A stage that states its own default has a variable of its own.
        ("ARG V=1\nFROM a:$V\nARG ‸V=2\nRUN $V\n", "ARG V=1\nFROM a:$V\nARG ⟦V⟧=2\nRUN $⟦V⟧\n"),
        # ENV hides ARG, whichever comes first.
        ("FROM a\nARG ‸V=1\nENV V=$V\nRUN $V\n", "FROM a\nARG ⟦V⟧=1\nENV V=$⟦V⟧\nRUN $V\n"),
        ("FROM a\nENV V=0\nARG V=1\nRUN $‸V\n", "FROM a\nENV ⟦V⟧=0\nARG V=1\nRUN $⟦V⟧\n"),
        # Inherited through FROM, and by nobody else.
        (
            "FROM a AS base\nENV ‸V=1\nARG W=2\nFROM base\nRUN $V $W\nFROM a\nRUN $V\n",
            "FROM a AS base\nENV ⟦V⟧=1\nARG W=2\nFROM base\nRUN $⟦V⟧ $W\nFROM a\nRUN $V\n",
        ),
        (
            "FROM a AS base\nARG W=2\nFROM base\nRUN $‸W\n",
            "FROM a AS base\nARG ⟦W⟧=2\nFROM base\nRUN $⟦W⟧\n",
        ),
        # All pairs of one ENV see what was before it; those of ARG see each other.
        ("FROM a\nENV A=1\nENV A=2 B=$‸A\n", "FROM a\nENV ⟦A⟧=1\nENV ⟦A⟧=2 B=$⟦A⟧\n"),
        ("FROM a\nARG A=1 B=$‸A\n", "FROM a\nARG ⟦A⟧=1 B=$⟦A⟧\n"),
        # Flags, nested defaults, JSON, expanded heredocs.
        (
            "FROM a\nARG ‸U=1\nCOPY --chown=$U:$U <<EOF /a/${X:-${U}}\n$U \\$U\nEOF\n",
            "FROM a\nARG ⟦U⟧=1\nCOPY --chown=$⟦U⟧:$⟦U⟧ <<EOF /a/${X:-${⟦U⟧}}\n$⟦U⟧ \\$U\nEOF\n",
        ),
        ("FROM a\nARG ‸U=1\nCOPY <<'EOF' /a\n$U\nEOF\n", "FROM a\nARG ⟦U⟧=1\nCOPY <<'EOF' /a\n$U\nEOF\n"),
        (
            'FROM a\nENV ‸D=/x\nCOPY ["$D", "b"]\nVOLUME ["$D"]\n',
            'FROM a\nENV ⟦D⟧=/x\nCOPY ["$⟦D⟧", "b"]\nVOLUME ["$⟦D⟧"]\n',
        ),
        # Scripts: quotes, substitutions, heredocs that a shell reads.
        (
            "FROM a\nARG ‸V=1\nRUN echo '$V' \"$V\" $(x ${V}) && cat <<E\n$V\nE\n",
            "FROM a\nARG ⟦V⟧=1\nRUN echo '$V' \"$⟦V⟧\" $(x ${⟦V⟧}) && cat <<E\n$⟦V⟧\nE\n",
        ),
        ("FROM a\nARG ‸V=1\nRUN <<'E'\necho $V\nE\n", "FROM a\nARG ⟦V⟧=1\nRUN <<'E'\necho $⟦V⟧\nE\n"),
        ("FROM a\nARG ‸V=1\nRUN x \\\n  # $V\n  $V\n", "FROM a\nARG ⟦V⟧=1\nRUN x \\\n  # $V\n  $⟦V⟧\n"),
        ('FROM a\nARG ‸V=1\nRUN bash -c "x ${#V} $V"\n', 'FROM a\nARG ⟦V⟧=1\nRUN bash -c "x ${#⟦V⟧} $⟦V⟧"\n'),
        # What a script sets itself is another variable from there on.
        ("FROM a\nARG ‸V=1\nRUN V=${V:-2} && echo $V\n", "FROM a\nARG ⟦V⟧=1\nRUN V=${⟦V⟧:-2} && echo $V\n"),
        (
            "FROM a\nARG ‸i=1\nRUN for i in a b; do echo $i; done\n",
            "FROM a\nARG ⟦i⟧=1\nRUN for i in a b; do echo $i; done\n",
        ),
        # No build arguments in a container, and none in an exec form unless it calls a shell.
        ("FROM a\nARG ‸V=1\nCMD echo $V\n", "FROM a\nARG ⟦V⟧=1\nCMD echo $V\n"),
        ("FROM a\nENV ‸V=1\nHEALTHCHECK CMD echo $V\n", "FROM a\nENV ⟦V⟧=1\nHEALTHCHECK CMD echo $⟦V⟧\n"),
        (
            'FROM a\nENV ‸V=1\nCMD ["sh", "-c", "echo $V"]\nENTRYPOINT ["echo", "$V"]\n',
            'FROM a\nENV ⟦V⟧=1\nCMD ["sh", "-c", "echo $⟦V⟧"]\nENTRYPOINT ["echo", "$V"]\n',
        ),
        # Deferred instructions.
        (
            "FROM a\nENV ‸V=1\nONBUILD RUN echo $V\nONBUILD ARG W\nONBUILD RUN $W\n",
            "FROM a\nENV ⟦V⟧=1\nONBUILD RUN echo $⟦V⟧\nONBUILD ARG W\nONBUILD RUN $W\n",
        ),
        ("FROM a\nONBUILD ARG ‸W\nONBUILD RUN $W\n", "FROM a\nONBUILD ARG ⟦W⟧\nONBUILD RUN $⟦W⟧\n"),
        # Shells of Windows.
        (
            'FROM a\nENV ‸V=1\nSHELL ["pwsh", "-c"]\nRUN $env:V $V ${env:V}\nSHELL ["cmd", "/c"]\nRUN %V%\n',
            'FROM a\nENV ⟦V⟧=1\nSHELL ["pwsh", "-c"]\nRUN $env:⟦V⟧ $V ${env:⟦V⟧}\nSHELL ["cmd", "/c"]\nRUN %⟦V⟧%\n',
        ),
        # What the file does not set is one variable all the same.
        ("FROM a\nRUN $‸HOME\nWORKDIR $HOME\n", "FROM a\nRUN $⟦HOME⟧\nWORKDIR $⟦HOME⟧\n"),
        ("FROM --platform=$‸BUILDPLATFORM a\n", "FROM --platform=$⟦BUILDPLATFORM⟧ a\n"),
    ],
)
def test_variables(text: str, expected: str) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN <<‸EOF\nEOF\n", "FROM a\nRUN <<⟦EOF⟧\n⟦EOF⟧\n"),
        ('FROM a\nRUN <<-"A" <<B\n\tA\n‸B\n', 'FROM a\nRUN <<-"A" <<⟦B⟧\n\tA\n⟦B⟧\n'),
        ('FROM a\nRUN <<-"A‸" <<B\n\tA\nB\n', 'FROM a\nRUN <<-"⟦A⟧" <<B\n\t⟦A⟧\nB\n'),
        ("FROM a\nCOPY <<‸E /x\nnever closed\n", "FROM a\nCOPY <<⟦E⟧ /x\nnever closed\n"),
    ],
)
def test_heredocs(text: str, expected: str) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a AS x\nFROM ‸x\n", "FROM a AS ⟦x⟧\nFROM x\n"),
        ("ARG V=1\nFROM a\nARG V\nRUN $‸V\n", "ARG V=1\nFROM a\nARG ⟦V⟧\nRUN $V\n"),
        ("ARG V=1\nFROM a\nARG ‸V\nRUN $V\n", "ARG ⟦V⟧=1\nFROM a\nARG V\nRUN $V\n"),
        ("FROM a\nENV V=1\nENV V=2\nRUN $‸V\n", "FROM a\nENV V=1\nENV ⟦V⟧=2\nRUN $V\n"),
        ("FROM a\nFROM b\nCOPY --from=‸0 a b\n", "⟦FROM⟧ a\nFROM b\nCOPY --from=0 a b\n"),
        ("FROM a\nENV PATH=/x:$‸PATH\n", None),
        ("FROM a\nRUN echo ‸nothing\n", None),
        ("FROM a\n# $‸V\n", None),
        # The variable is meant, not the stage that it names.
        ("ARG B=x\nFROM a AS x\nFROM $‸B\n", "ARG ⟦B⟧=x\nFROM a AS x\nFROM $B\n"),
    ],
)
def test_definition(text: str, expected: str | None) -> None:
    assert goes_to(text) == expected


def test_a_stage_named_by_a_variable_is_found_from_its_name() -> None:
    assert places("ARG B=x\nFROM a AS ‸x\nFROM $B\n") == "ARG B=x\nFROM a AS ⟦x⟧\nFROM ⟦$B⟧\n"


def test_references_without_definitions() -> None:
    text, offset = marked("FROM a\nARG ‸V\nRUN $V\n")
    assert drawn(text, references(program_of(text), offset, with_definitions=False)) == "FROM a\nARG V\nRUN $⟦V⟧\n"


def test_highlights_say_who_writes() -> None:
    text, offset = marked("FROM a\nENV V=1\nENV V=$‸V\n")
    found = [(covered(text, one.span), one.access) for one in highlights(program_of(text), offset)]
    assert found == [("V", Access.WRITE), ("V", Access.WRITE), ("V", Access.READ)]


@pytest.mark.parametrize("text", BROKEN)
def test_every_place_of_a_half_typed_file_can_be_asked_about(text: str) -> None:
    program = program_of(text)
    for offset in range(len(text) + 1):
        found = name_at(program, offset)
        assert found is None or found.occurrence.span.start <= offset <= found.occurrence.span.end


def test_places_in_corpus_file(corpus_file: Path) -> None:
    """Places lie apart, and hold what they are said to hold."""
    text = read(corpus_file)
    program = program_of(text)
    places = [(one.span, one.text) for name in names_in(program) for one in name.occurrences if "$" not in one.text]
    for span, written in places:
        assert covered(text, span) == written
    places.sort()
    for (before, _), (after, _) in pairwise(places):
        assert before.end <= after.start
