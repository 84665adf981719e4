"""Dockerfiles of a wanted length, realistic and always the same.

Promises: the same size and shape give the same text on every machine and Python; every multi-stage document names the
places near its middle at which the benchmark types. Lines end with `\n`, characters stay inside the basic plane.
Leaves out: mistakes that no one would make; the texts hold about as many findings as an average file does.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from .edits import Position
from .stages import stage_lines

SIZES = (20, 100, 500, 2_000, 10_000)


class Shape(Enum):
    """How a document is built up."""

    STAGES = "stages"
    ONE_STAGE = "one stage"


class Place(Enum):
    """What the cursor stands in."""

    RUN_WORD = "RUN word"
    COMMENT = "comment"
    ENV_VALUE = "ENV value"
    LINE_END = "new line"


@dataclass(frozen=True, slots=True)
class Document:
    """A text and, for each kind of place that it has, the one nearest to its middle."""

    text: str
    places: Mapping[Place, Position]

    @property
    def line_count(self) -> int:
        """How many lines the text has."""
        return self.text.count("\n")


def document(line_count: int, shape: Shape = Shape.STAGES) -> Document:
    """A document of exactly `line_count` lines. Raises `ValueError` below 20 lines."""
    if line_count < SIZES[0]:
        raise ValueError(f"a document has at least {SIZES[0]} lines, not {line_count}")
    lines = many_stages(line_count) if shape is Shape.STAGES else one_stage(line_count)
    assert len(lines) == line_count
    return Document("".join(f"{line}\n" for line in lines), places_near_middle(lines))


def many_stages(line_count: int) -> list[str]:
    """Lines of stages of about 20 to 40 lines each, the last one shipped."""
    choice = random.Random(f"stages {line_count}")
    lines = ["# syntax=docker/dockerfile:1"]
    number = 0
    while len(lines) < line_count - 1:
        lines += stage_lines(choice, number)
        number += 1
    end = last_whole_line(lines, line_count - 1)
    padding = [f"LABEL org.example.part{index}=yes" for index in range(line_count - 1 - end)]
    return [*lines[:end], *padding, 'CMD ["node", "server.js"]']


def last_whole_line(lines: list[str], limit: int) -> int:
    """How many of the first `limit` lines end outside a continued instruction and outside a heredoc."""
    end = 0
    delimiter: str | None = None
    for index, line in enumerate(lines[:limit]):
        if delimiter is not None:
            delimiter = None if line == delimiter else delimiter
        elif "<<" in line:
            delimiter = line.rpartition("<<")[2].split()[0]
        if delimiter is None and not line.endswith("\\"):
            end = index + 1
    return end


def one_stage(line_count: int) -> list[str]:
    """The worst case: a single stage in which every line after the first is an instruction of its own."""
    choice = random.Random(f"one stage {line_count}")
    commands = (
        "apt-get install -y {name}",
        "pip install {name}=={number}.0",
        "mkdir -p /srv/{name} && chown app:app /srv/{name}",
        "curl -fsSL https://example.com/{name}.tar.gz -o /tmp/{name}.tar.gz",
        "echo {name} >> /etc/{name}.conf",
        "npm install -g {name}@{number}",
        "./configure --with-{name} && make -j{number} install",
    )
    return [
        "FROM debian:bookworm-slim",
        *(
            "RUN " + choice.choice(commands).format(name=f"part{index}", number=choice.randint(1, 30))
            for index in range(1, line_count)
        ),
    ]


def places_near_middle(lines: list[str]) -> dict[Place, Position]:
    """The place of each kind that is nearest to the middle line."""
    middle = len(lines) // 2
    found: dict[Place, Position] = {}
    for index in sorted(range(len(lines)), key=lambda line: abs(line - middle)):
        for place, character in places_on_line(lines, index):
            found.setdefault(place, Position(index, character))
        if len(found) == len(Place):
            break
    return found


def places_on_line(lines: list[str], index: int) -> list[tuple[Place, int]]:
    """The places on a line, with their columns: within a word, never at its edge."""
    line = lines[index]
    if line.startswith("# ") and index > 0:
        return [(Place.COMMENT, len("# ") + 2)]
    if line.startswith("ENV ") and not line.endswith("\\"):
        return [(Place.ENV_VALUE, line.index("=") + 2)]
    if not line.startswith(("RUN ", "COPY ", "WORKDIR ")) or "<<" in line:
        return []
    places = [(Place.RUN_WORD, len("RUN ") + 2)] if line.startswith("RUN ") else []
    return places if line.endswith("\\") else [*places, (Place.LINE_END, len(line))]
