"""What layers add, and what a change has done again, on files where it can be worked out by hand."""

from __future__ import annotations

import pytest

from dockwright.project.build_context import BuildContext
from dockwright.project.layers import Bounds, layers, sizes_of
from dockwright.project.rebuilds import Rebuilt, rebuilt_by_file
from dockwright.semantics.derivation import derive
from dockwright.semantics.program import Program
from dockwright.syntax.tree import parse

FILES: dict[str, str | int] = {
    "a.bin": 1000,
    "src/b.bin": 200,
    "src/c.log": 50,
    "x.tar.gz": 30,
    ".dockerignore": "*.md\n**/*.log\n",
}


def read(text: str) -> Program:
    return derive(parse(text))


def added(instruction: str) -> Bounds:
    program = read(f"FROM scratch\n{instruction}\n")
    return layers(program, BuildContext.of_files(FILES), program.stages[0])[-1].bytes


@pytest.mark.parametrize(
    ("instruction", "least", "most"),
    [
        ("COPY a.bin src /", 1200, 1200),
        ("COPY *.bin /", 1000, 1000),
        ("COPY s*/*.bin /", 200, 200),
        ("COPY missing /", 0, None),
        ("ARG X\nCOPY $X /", 0, None),
        ("COPY --exclude=*.bin a.bin src /", 0, 1200),
        ("ADD a.bin /", 1000, 1000),
        ("ADD x.tar.gz /", 0, None),
        ("COPY x.tar.gz /", 30, 30),
        ("ADD https://example.org/x /", 0, None),
        ("COPY --from=nginx:1.29 /etc/nginx /", 0, None),
        ("COPY <<EOF /x\nabc\nEOF", 4, 4),
        ("ENV A=b", 0, 0),
        ("RUN mkdir /x && rm -rf /y", 0, 0),
        ("RUN echo x > /y", 0, None),
        ("RUN apt-get install -y gcc", 0, None),
        ("ONBUILD COPY a.bin /", 0, 0),
    ],
)
def test_bounds(instruction: str, least: int, most: int | None) -> None:
    assert added(instruction) == Bounds(least, most)


def test_sizes_add_up_over_stages() -> None:
    program = read(
        "FROM scratch AS a\nCOPY a.bin /\nFROM a AS b\nCOPY src /\nFROM scratch\nCOPY --from=b / /\nCOPY src /\n"
    )
    assert sizes_of(program, BuildContext.of_files(FILES))[1:] == (Bounds(1200, 1200), Bounds(200, 1400))


def test_a_base_image_has_a_rough_size() -> None:
    (size,) = sizes_of(read("FROM debian:13-slim\n"), BuildContext.unknown())
    assert size.most is not None
    assert 20_000_000 < size.least < 90_000_000 < size.most + 60_000_000
    assert sizes_of(read("FROM x/y\n"), BuildContext.unknown()) == (Bounds(0, None),)


def test_a_context_that_is_a_guess_is_not_measured() -> None:
    program = read("FROM scratch\nCOPY . /\n")
    assert layers(program, BuildContext.unknown(), program.stages[0])[-1].bytes == Bounds(0, None)


TEXT = """\
ARG V=1
FROM golang:$V AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG COMMIT
RUN go build -o /app
FROM build AS test
RUN go test ./...
FROM scratch
LABEL a=b
COPY --link certs /certs
COPY --from=build /app /app
COPY --link static /static
CMD ["/app"]
"""
CONTEXT = BuildContext.of_files(
    {"go.mod": "m", "main.go": "x", "README.md": "y", "static/a": "z", ".dockerignore": "*.md"}
)


def described(rebuilt: tuple[Rebuilt, ...]) -> list[tuple[str, bool]]:
    return [(each.step.item.text.strip().split(" -o")[0], each.is_certain) for each in rebuilt]


AFTER_SOURCES = [
    ("COPY . .", True),
    ("RUN go build", True),
    ("RUN go test ./...", True),
    ("COPY --from=build /app /app", False),
]


def test_a_source_file() -> None:
    assert described(rebuilt_by_file(read(TEXT), CONTEXT, "main.go")) == AFTER_SOURCES


def test_a_manifest() -> None:
    manifests = [("COPY go.mod go.sum ./", True), ("RUN go mod download", True)]
    assert described(rebuilt_by_file(read(TEXT), CONTEXT, "./go.mod")) == manifests + AFTER_SOURCES


def test_linked_layers_stand_alone() -> None:
    assert described(rebuilt_by_file(read(TEXT), CONTEXT, "static/a")) == [
        *AFTER_SOURCES,
        ("COPY --link static /static", True),
    ]


def test_an_ignored_file_costs_nothing() -> None:
    assert rebuilt_by_file(read(TEXT), CONTEXT, "README.md") == ()
