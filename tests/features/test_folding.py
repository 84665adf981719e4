"""What can be folded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dockwright.features.folding import FoldKind, folds

from .node_oracle import answers
from .reading import BROKEN, program_of, read

TEXT = """\
# one
# two
ARG A

# region bases
FROM a AS one
RUN x \\
  # in between
  && y
RUN x <<A \\
   <<B
1
A
2
B

# about the last
# stage
FROM b
#region inner
RUN <<E
E
#endregion
# endregion

RUN <<NEVER
x
"""


def found(text: str) -> list[tuple[int, int, FoldKind]]:
    return [(start + 1, end + 1, kind) for start, end, kind in folds(program_of(text))]


def test_everything_that_folds() -> None:
    code, comment, region = FoldKind.CODE, FoldKind.COMMENT, FoldKind.REGION
    assert found(TEXT) == [
        (1, 2, comment),
        (5, 24, region),
        (6, 15, code),
        (7, 9, code),
        (10, 15, code),
        (11, 13, code),
        (13, 15, code),
        (17, 18, comment),
        (19, 27, code),
        (20, 23, region),
        (21, 22, code),
        (26, 27, code),
    ]


@pytest.mark.parametrize(
    "text", [*BROKEN, "FROM a\r\nRUN x \\\r\n y\r\n", "#region\n#region\n#endregion\n", "# regional\n# x\n"]
)
def test_ranges_are_sound(text: str) -> None:
    lines = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    ranges = found(text)
    for start, end, _ in ranges:
        assert 1 <= start < end <= lines
    assert len({(start, end) for start, end, _ in ranges}) == len(ranges)


def test_ranges_nest_in_corpus_file(corpus_file: Path) -> None:
    ranges = [fold for fold in folds(program_of(read(corpus_file))) if fold.kind is FoldKind.CODE]
    for one in ranges:
        for other in ranges:
            is_apart = one.end <= other.start or other.end <= one.start
            is_inside = other.start <= one.start and one.end <= other.end
            is_around = one.start <= other.start and other.end <= one.end
            assert is_apart or is_inside or is_around


def test_the_oracle_folds_the_same(corpus_files: list[Path]) -> None:
    """`dockerfile-language-service` folds comments and instructions, no stages; heredocs with their instruction."""
    texts = [read(path) for path in corpus_files[::12]]
    questions: list[dict[str, Any]] = [{"text": text, "positions": []} for text in texts]
    compared = 0
    for path, text, answer in zip(corpus_files[::12], texts, answers(questions), strict=True):
        ours = {(start, end) for start, end, kind in folds(program_of(text))}
        for start, end in answer["folding"]:
            assert (start, end) in ours, (path.name, start, end)
            compared += 1
    assert compared > 50
