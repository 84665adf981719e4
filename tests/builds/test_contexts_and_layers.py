"""What a build is sent, what its layers hold and what it does again, held against an engine."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import pytest

from dockwright.code_actions.ignore_file import plan_ignore_file
from dockwright.project.context_reader import read_build_context
from dockwright.project.layers import layers
from dockwright.project.rebuilds import rebuilt_by_file
from dockwright.semantics.derivation import derive
from dockwright.semantics.program import Program
from dockwright.syntax.tree import parse

from .engine import Image
from .estimating import estimated, held_against
from .proving import Bench, Case, cached_steps, write_files

pytestmark = pytest.mark.builds

DOCKERFILE = """\
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY package.json ./
RUN mkdir -p /out && cp package.json /out/
COPY . .
RUN cp index.js /out/ && (npm ci || true)
FROM debian:bookworm-slim
COPY data /data
COPY *.js /srv/
COPY --from=build /out /out
LABEL a=b
RUN npm --version || true
"""
FILES: dict[str, str | bytes] = {
    "Dockerfile": DOCKERFILE,
    "package.json": "{}\n",
    "index.js": "1\n",
    "data/some": b"x" * 300_000,
    "node_modules/a/index.js": b"y" * 4_000_000,
    ".git/objects/pack": b"z" * 2_000_000,
}


def read(context: Path) -> Program:
    return derive(parse((context / "Dockerfile").read_text()))


def sent(image: Image) -> int:
    """Bytes of the build context that the builder says it was sent."""
    units = {"B": 1, "kB": 1000, "MB": 1_000_000}
    found = re.findall(r"transferring context: ([\d.]+)([kM]?B) .*done", image.log)
    return sum(int(float(number) * units[unit]) for number, unit in found)


def test_the_ignore_file_saves_what_it_says(bench: Bench) -> None:
    context = bench.folder / "context"
    write_files(context, FILES)
    plan = plan_ignore_file(read(context), read_build_context(context / "Dockerfile"))
    assert plan is not None
    before = bench.engine.build(context, bench.tag("before"))
    # Another folder, since the builder remembers what it has been sent.
    other = bench.folder / "other"
    write_files(other, {**FILES, plan.path: plan.new_text})
    after = bench.engine.build(other, bench.tag("after"))
    assert plan.before.bytes * 0.99 <= sent(before) <= plan.before.bytes * 1.05 + 20_000
    assert sent(after) <= plan.after.bytes * 1.05 + 20_000
    assert bench.engine.tree(before) == bench.engine.tree(after)


def test_layers_hold_what_is_said(bench: Bench) -> None:
    context = bench.folder / "context"
    write_files(context, FILES)
    program = read(context)
    image = bench.engine.build(context, bench.tag("layers"))
    said = layers(program, read_build_context(context / "Dockerfile"), program.stages[-1])[1:]
    history = bench.engine.docker(
        "history", "--no-trunc", "--human=false", "--format", "{{.Size}} {{.CreatedBy}}", image.tag
    )
    found = [int(line.split()[0]) for line in history.stdout.splitlines()[: len(said)]][::-1]
    for layer, size in zip(said, found, strict=True):
        assert layer.bytes.least <= size, layer
        assert layer.bytes.most is None or size <= layer.bytes.most, layer
    assert [layer.bytes.is_exact for layer in said] == [True, True, False, True, False]
    whole = estimated(context, "index.js")
    (context / "index.js").write_text(uuid4().hex)
    again = bench.engine.build(context, bench.tag("layers-again"), cached=True)
    bench.book.estimates.append(held_against(bench.engine, "Two stages with measured files", whole, image, again))


def test_known_packages_take_at_least_what_is_said(bench: Bench) -> None:
    context = bench.folder / "context"
    dockerfile = (
        "FROM debian:bookworm-slim\n"
        "RUN apt-get update && apt-get install -y --no-install-recommends g++ git python3 ruby nodejs \\\n"
        "    && rm -rf /var/lib/apt/lists/*\n"
        "COPY main.py /\n"
    )
    write_files(context, {"Dockerfile": dockerfile, "main.py": "1\n"})
    said = estimated(context, "main.py")
    assert said.on_top.least > 100_000_000
    image = bench.engine.build(context, bench.tag("packages"))
    (context / "main.py").write_text(uuid4().hex)
    again = bench.engine.build(context, bench.tag("packages-again"), cached=True)
    bench.book.estimates.append(held_against(bench.engine, "Packages of a known size", said, image, again))


@pytest.mark.parametrize("path", ["index.js", "package.json", "data/some"])
def test_what_is_built_again(bench: Bench, path: str) -> None:
    context = bench.folder / "context"
    write_files(context, FILES)
    program = read(context)
    said = rebuilt_by_file(program, read_build_context(context / "Dockerfile"), path)
    bench.engine.build(context, bench.tag("first"))
    # New each time: the cache of the engine outlives the test.
    (context / path).write_text(uuid4().hex)
    cached = cached_steps(bench.engine.build(context, bench.tag("second"), cached=True).log)
    steps = {step.item.text.strip() for stage in program.stages for _, step in stage.all_steps()} - {""}
    certain = {each.step.item.text.strip() for each in said if each.is_certain}
    possible = {each.step.item.text.strip() for each in said}
    writing = {step for step in steps if step.startswith(("RUN", "COPY", "WORKDIR"))}
    assert certain <= writing - cached <= possible


CASES = [
    Case(
        family="A chain as a heredoc",
        fix="heredoc-form",
        different="nothing",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN mkdir -p /srv/data \\\n"
            "    # the first\n"
            "    && cd /srv/data \\\n"
            '    && export name=one && echo "$name $(id -u)" | tr a-z A-Z > one && chmod 0640 one\n'
        ),
    ),
    Case(
        family="A heredoc as a chain",
        fix="heredoc-form",
        different="nothing",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN <<EOF\nset -eu\n# the first\nmkdir -p /srv/data\n"
            "echo one > \\\n  /srv/data/one\nchmod 0640 /srv/data/one\nEOF\n"
        ),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.family)
def test_refactorings_leave_the_image_as_it_is(bench: Bench, case: Case) -> None:
    proof = bench.prove(case)
    assert ("<<EOF" in proof.text) != ("<<EOF" in proof.old_text)
