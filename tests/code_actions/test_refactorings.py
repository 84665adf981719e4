"""Refactorings that mend no finding: made-up cases, what a real shell does before and after, and the whole corpus."""

from __future__ import annotations

import datetime
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from dockwright.code_actions.proof import try_fix
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import all_transformations
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

from .test_fixes_on_corpus import buildkit_accepts

RULES = make_rule_set([])
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())
NAMES = ("heredoc-form", "sort-packages")


def snapshot(text: str) -> Snapshot:
    return read(text, RULES, SURROUNDINGS)


def offered(name: str, before: Snapshot) -> list[tuple[int, str]]:
    """The index of each instruction that can be refactored, and the text afterwards."""
    (transformation,) = (each for each in all_transformations() if each.id == name)
    assert transformation.offer is not None
    found: list[tuple[int, str]] = []
    for index in range(len(before.tree.items)):
        for fix in transformation.offer(before.analysis, index):
            proven = try_fix(before, fix)
            if proven is not None:
                found.append((index, proven.result.text))
    return found


def refactored(name: str, run: str, head: str = "FROM debian:13\n") -> str | None:
    found = offered(name, snapshot(head + run))
    return found[0][1].removeprefix(head) if found else None


def test_a_chain_becomes_a_heredoc() -> None:
    run = (
        "RUN --mount=type=cache,target=/c \\\n  # first\n  apt-get update && \\\n"
        '  # second\n  apt-get install -y \\\n    curl \\\n\n    git\nCMD ["x"]\n'
    )
    after = (
        "RUN --mount=type=cache,target=/c <<EOF\n"
        'set -e\n# first\napt-get update\n# second\napt-get install -y \\\n    curl \\\n    git\nEOF\nCMD ["x"]\n'
    )
    assert refactored("heredoc-form", run) == after
    assert refactored("heredoc-form", run.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_a_heredoc_becomes_a_chain() -> None:
    run = "RUN <<EOF\nset -eux\n# one\nmake \\\n  all\n\nmake install\nEOF\n"
    assert (
        refactored("heredoc-form", run) == "RUN set -ux \\\n    # one\n    && make \\\n  all \\\n    && make install\n"
    )


def test_there_and_back() -> None:
    chain = "RUN a b \\\n    # c\n    && d\n"
    heredoc = refactored("heredoc-form", chain)
    assert heredoc is not None
    assert refactored("heredoc-form", heredoc) == chain


@pytest.mark.parametrize(
    "run",
    [
        "RUN a || b && c\n",
        "RUN a; b\n",
        "RUN ! a && b\n",
        "RUN (a; b) && c\n",
        "RUN if a; then b; fi && c\n",
        "RUN x=$(a; b) && c $x\n",
        "RUN set +e && a && b\n",
        "RUN . /env && a\n",
        "RUN f() { a; } && f\n",
        "RUN a 'b \\\n c' && d\n",
        "RUN a & b && c\n",
        "RUN a\n",
        'RUN ["sh", "-c", "a && b"]\n',
        "ONBUILD RUN a && b\n",
        "RUN <<EOF\na\nb\nEOF\n",
        "RUN <<EOF\nset -e\na && b\nc\nEOF\n",
        "RUN <<EOF\nset -e\nif a; then\nb\nfi\nEOF\n",
        "RUN <<EOF\nset -e\necho 'a\nb'\nc\nEOF\n",
        "RUN <<EOF\nset -e\na # b\nc\nEOF\n",
        "RUN <<EOF bash\nset -e\na\nb\nEOF\n",
        "RUN <<EOF\n#!/bin/bash\nset -e\na\nb\nEOF\n",
        "RUN <<-EOF\n\tset -e\n\ta\n\tEOF\n",
    ],
)
def test_what_cannot_be_proven_is_left(run: str) -> None:
    assert refactored("heredoc-form", run) is None


def test_old_frontends_know_no_heredocs() -> None:
    run = "RUN a && b\n"
    assert refactored("heredoc-form", run, "# syntax=docker/dockerfile:1.3\nFROM a\n") is None
    assert refactored("heredoc-form", run, "# syntax=docker/dockerfile:1\nFROM a\n") is not None
    assert refactored("heredoc-form", run, "# escape=`\nFROM a\n") is None


@pytest.mark.parametrize(
    "links", list(product(("true", "false", "echo $(false)", "x=1 true", "false | true"), repeat=3))
)
def test_a_shell_does_the_same(links: tuple[str, ...]) -> None:
    chain = " && ".join(f"{link} && echo {number}" for number, link in enumerate(links))
    heredoc = refactored("heredoc-form", f"RUN {chain}\n")
    assert heredoc is not None
    script = "\n".join(heredoc.splitlines()[1:-1])
    assert _run(chain) == _run(script)


def _run(script: str) -> tuple[int, str]:
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, timeout=10)
    return done.returncode, done.stdout


def test_packages_are_sorted_and_wrapped() -> None:
    assert refactored("sort-packages", "RUN apt-get update && apt-get install -y git curl git && x\n") == (
        "RUN apt-get update && apt-get install -y \\\n    curl \\\n    git && x\n"
    )
    tabs = "RUN apk add --no-cache \\\n\t\tzlib \\\n\t\tbash\n"
    assert refactored("sort-packages", tabs) == "RUN apk add --no-cache \\\n\t\tbash \\\n\t\tzlib\n"
    crlf = "RUN apk add b a\r\n"
    assert refactored("sort-packages", crlf, "FROM a\r\n") == "RUN apk add \\\r\n    a \\\r\n    b\r\n"


@pytest.mark.parametrize(
    "run",
    [
        "RUN apt-get install -y curl\n",
        "RUN apt-get install -y $A b\n",
        "RUN apt-get install b -y a\n",
        "RUN apt-get install -y b \\\n  # why\n  a\n",
        "RUN <<EOF\napt-get install -y b a\nEOF\n",
        "RUN apt-get install -y \\\n    a \\\n    b\n",
    ],
)
def test_lists_that_are_left(run: str) -> None:
    assert refactored("sort-packages", run) is None


def commands(found: Snapshot) -> Counter[tuple[str, ...]]:
    """All commands of all steps, the options of the shell and the order of words left out."""
    steps = [step for stage in found.analysis.program.stages for _, step in stage.all_steps()]
    scripts = [step.commands for step in steps if step.commands is not None]
    words = (
        tuple(sorted({word.text.replace("\\\n", "").replace(" ", "") for word in command.words}))
        for script in scripts
        for command in script.commands
    )
    return Counter(each for each in words if "set" not in each)


def comments(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", NAMES)
def test_on_the_corpus(corpus_file: Path, name: str) -> None:
    before = snapshot(corpus_file.read_bytes().decode("utf-8", "replace"))
    for index, text in offered(name, before):
        after = snapshot(text)
        assert buildkit_accepts(text) or not buildkit_accepts(before.text), f"{name}: BuildKit does not read the result"
        assert comments(text) == comments(before.text), f"{name}: comments are lost"
        assert "\r\n" not in before.text or text.count("\n") == text.count("\r\n"), f"{name}: line ends"
        assert commands(before) == commands(after), f"{name}: other commands"
        assert len(before.tree.items) == len(after.tree.items)
        again = [changed for place, changed in offered(name, after) if place == index]
        if name == "sort-packages":
            assert all(changed != text for changed in again)
            assert len(again) < len([place for place, _ in offered(name, before) if place == index])
        else:
            assert commands(snapshot(again[0])) == commands(before) if again else True
