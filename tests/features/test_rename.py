"""Renaming, and typing in several places at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.code_actions.edits import apply
from dockwright.features.navigation import names_in
from dockwright.features.rename import Refusal, linked_places, renamable, rename
from dockwright.semantics.program import Program

from .reading import BROKEN, drawn, marked, program_of, read


def renamed(text: str, new: str) -> str | None:
    """The text after renaming, or why not."""
    text, offset = marked(text)
    found = rename(program_of(text), offset, new)
    if found is None or isinstance(found, Refusal):
        return None if found is None else found.reason
    return apply(text, found)


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        (
            "FROM a AS ‸b\nFROM c\nCOPY --from=B --link x y\nFROM b",
            "x.1-y",
            "FROM a AS x.1-y\nFROM c\nCOPY --from=x.1-y --link x y\nFROM x.1-y",
        ),
        ("FROM a AS ‸b\nFROM c\nCOPY --from=0 x y\n", "z", "FROM a AS z\nFROM c\nCOPY --from=0 x y\n"),
        ('ARG ‸V=1\nFROM a:${V}\nARG V\nRUN "$V"', "W", 'ARG W=1\nFROM a:${W}\nARG W\nRUN "$W"'),
        ("FROM a\nARG ‸V\nENV V=$V\nRUN $V", "W", "FROM a\nARG W\nENV V=$W\nRUN $V"),
        ("FROM a\r\nRUN <<-'‸E'\r\n\tx\r\n\tE\r\n", "EOT", "FROM a\r\nRUN <<-'EOT'\r\n\tx\r\n\tEOT\r\n"),
        ("FROM 𝄞\nENV ‸é=1\nRUN echo 𝄞\n", "e", "FROM 𝄞\nENV e=1\nRUN echo 𝄞\n"),
        ("FROM a AS ‸b\n", "B", "FROM a AS B\n"),
        ("FROM a\nRUN ‸x\n", "y", None),
    ],
)
def test_rename(text: str, new: str, expected: str | None) -> None:
    assert renamed(text, new) == expected


@pytest.mark.parametrize(
    ("text", "new", "reason"),
    [
        ("FROM a AS ‸b\n", "1b", "begins with a letter"),
        ("FROM a AS ‸b\n", "scratch", "meaning of its own"),
        ("FROM a AS ‸b\nFROM a AS c\n", "C", "There is a stage `c` already"),
        ("FROM a AS ‸b\nFROM alpine\n", "alpine", "name of an image"),
        ("FROM a AS ‸b\nARG X=b\nFROM $X\n", "c", None),
        ("ARG X=b\nFROM a AS ‸b\nFROM $X\n", "c", "also named by `$X`"),
        ("FROM a\nFROM b\nCOPY --from=‸0 x y\n", "c", "has no name"),
        ("FROM a AS b\nFROM b\nCOPY --from=‸0 x y\n", "c", "by another name"),
        ("FROM a\nARG ‸V\n", "a-b", "letters, digits and `_`"),
        ("FROM a\nARG ‸V\nENV W=1\n", "W", "There is a variable `W` already"),
        ("FROM a\nARG ‸V\nRUN W=1 && echo $V $W\n", "W", "script sets"),
        ("FROM a\nARG ‸V\nRUN echo $V $W\n", "W", "There is a variable `W` already"),
        ("FROM a\nRUN $‸HOME\n", "W", "not set in this file"),
        ("FROM a\nENV ‸PATH=/x:$PATH\n", "W", "given by the builder or the base image"),
        ("FROM a\nARG ‸TARGETARCH\nRUN $TARGETARCH\n", "W", "given by the builder"),
        ("FROM a\nRUN <<‸A\n B\nB\nA\n", "B", "would end it"),
        ("FROM a\nRUN <<‸A\nA\n", "B C", "A delimiter is made of"),
    ],
)
def test_refusals(text: str, new: str, reason: str | None) -> None:
    found = renamed(text, new)
    assert found is not None
    if reason is None:
        assert "\n" in found
    else:
        assert reason in found
        assert "\n" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a AS ‸b\nFROM b\n", "FROM a AS ⟦b⟧\nFROM ⟦b⟧\n"),
        ("FROM a AS ‸b\nFROM B\n", "FROM a AS b\nFROM B\n"),
        ("FROM a AS ‸b\n", "FROM a AS b\n"),
        ("FROM a\nRUN <<‸E\nE\n", "FROM a\nRUN <<⟦E⟧\n⟦E⟧\n"),
        ("FROM a\nARG ‸V\nRUN $V\n", "FROM a\nARG ⟦V⟧\nRUN $⟦V⟧\n"),
        ("FROM a\nRUN $‸HOME $HOME\n", "FROM a\nRUN $HOME $HOME\n"),
    ],
)
def test_linked_places(text: str, expected: str) -> None:
    text, offset = marked(text)
    assert drawn(text, linked_places(program_of(text), offset)) == expected


@pytest.mark.parametrize("text", BROKEN)
def test_half_typed_files_can_be_renamed_in(text: str) -> None:
    program = program_of(text)
    for offset in range(len(text) + 1):
        found = rename(program, offset, "fresh_name")
        if found is not None and not isinstance(found, Refusal):
            again = program_of(apply(text, found))
            assert shape(again) == shape(program)


def shape(program: Program) -> list[tuple[str, int, bool]]:
    """The names without their texts."""
    return sorted((name.kind.value, len(name.occurrences), name.obstacle is None) for name in names_in(program))


def test_renaming_in_corpus_file_changes_no_meaning(corpus_file: Path) -> None:
    """Each name in turn: afterwards the same places belong together, and renaming back gives the file back."""
    text = read(corpus_file)
    program = program_of(text)
    before = shape(program)
    for name in names_in(program)[:8]:
        offset = name.occurrences[0].span.start
        if isinstance(renamable(program, offset), Refusal):
            continue
        edits = rename(program, offset, "fresh_name_0")
        assert edits is not None
        assert not isinstance(edits, Refusal)
        changed = apply(text, edits)
        after = program_of(changed)
        assert shape(after) == before
        texts = {one.text for one in name.occurrences}
        is_alone = [other.text.lower() for other in names_in(program)].count(name.text.lower()) == 1
        if is_alone and len(texts) == 1 and len(edits) == len(name.occurrences):
            back = rename(after, edits[0].start, name.text)
            assert back is not None
            assert not isinstance(back, Refusal), back.reason
            assert apply(changed, back) == text
