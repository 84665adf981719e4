"""How a selection grows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dockwright.features.selection import selections

from .reading import BROKEN, covered, marked, program_of, read


def grown(text: str) -> list[str]:
    text, offset = marked(text)
    return [covered(text, span) for span in selections(program_of(text), offset)]


def test_from_a_variable_to_the_file() -> None:
    text = '# top\nFROM a AS b\nRUN x && install "$V‸ER" -y | tee z \\\n  && w\n\n# end\n'
    run = 'RUN x && install "$VER" -y | tee z \\\n  && w'
    assert grown(text) == [
        "$VER",
        '"$VER"',
        'install "$VER" -y',
        'install "$VER" -y | tee z',
        run.removeprefix("RUN "),
        run,
        f"{run}\n",
        f"FROM a AS b\n{run}\n",
        f"FROM a AS b\n{run}\n\n# end\n",
        f"# top\nFROM a AS b\n{run}\n\n# end\n",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FR‸OM a\n", ["FROM", "FROM a"]),
        ("FROM a\nCOPY --from=‸b --link c d\n", ["b", "--from=b", "COPY --from=b --link c d"]),
        ("FROM a\nRUN --mount=type=cache,target=/‸x true\n", ["/x", "target=/x", "type=cache,target=/x"]),
        ("FROM a\nENV A=${X:-${‸Y}}z B=1\n", ["Y", "${Y}", "${X:-${Y}}", "${X:-${Y}}z", "A=${X:-${Y}}z"]),
        ('FROM a\nCMD ["a", "‸b"]\n', ["b", '"b"', '["a", "b"]', 'CMD ["a", "b"]']),
        ("FROM a\nRUN <<E\necho ‸a; b\nc\nE\n", ["a", "echo a", "echo a; b", "echo a; b\nc\n", "echo a; b\nc\nE"]),
        ("FROM a\nONBUILD RUN ‸x\n", ["x", "RUN x", "ONBUILD RUN x"]),
    ],
)
def test_the_first_steps(text: str, first: list[str]) -> None:
    assert grown(text)[: len(first)] == first


def check(text: str, offset: int) -> None:
    chain = selections(program_of(text), offset)
    assert chain[-1] == (0, len(text))
    for inner, outer in pairwise(chain):
        assert outer.start <= inner.start <= offset <= inner.end <= outer.end
        assert outer != inner


@pytest.mark.parametrize("text", BROKEN)
def test_ranges_grow_in_half_typed_files(text: str) -> None:
    for offset in range(len(text) + 1):
        check(text, offset)


def test_ranges_grow_in_corpus_file(corpus_file: Path) -> None:
    text = read(corpus_file)
    for offset in range(0, len(text), max(len(text) // 7, 1)):
        check(text, offset)
