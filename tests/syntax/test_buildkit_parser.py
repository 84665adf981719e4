"""Our tree held against BuildKit's parser and dockerfile-parse on real files, altered ones and odd ones."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import dockerfile_parse  # type: ignore[import-untyped]
import pytest
from hypothesis import assume, given, settings

from dockwright.syntax.grammar import KEYWORDS
from dockwright.syntax.problems import problems
from dockwright.syntax.tree import parse

from .buildkit_parser import KEYWORDS as REFERENCE_KEYWORDS
from .buildkit_parser import compare, our_readings, readings_of, why_incomparable
from .fragments import altered, dockerfiles

VERDICTS = json.loads((Path(__file__).parent / "data" / "verdicts.json").read_text("utf-8"))

ALTERATIONS_PER_FILE = 20

IMAGE_NAMES = r"failed to parse stage name|base name \(\$.*\) should not be blank"
"""Errors of the corpus that do not come from reading the text: names of images, and what variables hold."""


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_corpus_file_is_read_as_buildkit_reads_it(corpus_file: Path) -> None:
    text = read(corpus_file)
    assert our_readings(parse(text)) == readings_of(text)


def test_project_files_are_read_as_buildkit_reads_them(corpus: Path) -> None:
    paths = sorted((corpus / "projects").glob("*/*ockerfile*"))
    assert paths
    for path in paths:
        text = read(path)
        assert our_readings(parse(text)) == readings_of(text), path


def test_corpus_file_is_read_as_dockerfile_parse_reads_it(corpus_file: Path, tmp_path: Path) -> None:
    """The second opinion, which knows neither heredocs nor flags, and drops comments inside continuations."""
    text = read(corpus_file)
    tree = parse(text)
    if any(instruction.heredocs for _, instruction in tree.instructions()):
        pytest.skip("dockerfile-parse knows no heredocs")
    if any(instruction.head.empty_lines for _, instruction in tree.instructions()):
        pytest.skip("dockerfile-parse ends an instruction at an empty line behind a continuation")
    if tree.escape != "\\" or "\r" in text or text.startswith("\ufeff"):
        pytest.skip("dockerfile-parse knows neither the escape directive nor carriage returns nor byte order marks")
    (tmp_path / "Dockerfile").write_text(text, "utf-8", newline="")
    parser = dockerfile_parse.DockerfileParser(str(tmp_path / "Dockerfile"))
    theirs = [
        (entry["instruction"], entry["startline"] + 1)
        for entry in parser.structure
        if entry["instruction"] != "COMMENT"
    ]
    ours = [(reading.keyword, reading.start_line) for reading in our_readings(tree)]
    assert ours == theirs


def test_altered_corpus_file_is_read_as_buildkit_reads_it(corpus_file: Path) -> None:
    text = read(corpus_file)
    generator = random.Random(corpus_file.name)
    compared = 0
    for _ in range(ALTERATIONS_PER_FILE):
        compared += compare(altered(text, generator))
    assert compared or why_incomparable(parse(text)) is not None


@settings(max_examples=500, deadline=None)
@given(dockerfiles())
def test_odd_file_is_read_as_buildkit_reads_it(text: str) -> None:
    assume(compare(text))


@pytest.mark.parametrize("verdict", VERDICTS, ids=[repr(verdict["text"])[:80] for verdict in VERDICTS])
def test_buildkit_and_we_refuse_the_same(verdict: dict[str, str | None]) -> None:
    """`data/verdicts.json` holds what `docker build --check` says of hand-written files (see `record_verdicts.py`).

    `beyond` says why a refusal does not come from reading the text alone.
    """
    text, error = verdict["text"], verdict["error"]
    assert text is not None
    tree = parse(text)
    found = list(problems(tree))
    if error is None:
        # What ONBUILD defers is looked at when it fires, and then it is refused.
        deferred = [index for index, item in tree.instructions() if item.nested is not None]
        assert [problem for index, problem in found if index not in deferred] == []
        return
    if verdict.get("beyond") is not None:
        assert found == []
        return
    assert found
    line = re.search(r"on line (\d+)", error)
    if line is not None:
        assert int(line[1]) in {text.count("\n", 0, tree.start(index)) + 1 for index, _ in found}


def test_corpus_file_has_problems_where_buildkit_has_errors(corpus_file: Path) -> None:
    checks = json.loads((corpus_file.parent.parent / "BUILDKIT-CHECKS.json").read_text("utf-8"))
    check = checks.get(corpus_file.name)
    if check is None:
        pytest.skip("there is no verdict on this file")
    text = read(corpus_file)
    tree = parse(text)
    lines = [text.count("\n", 0, tree.start(index)) + 1 for index, _ in problems(tree)]
    error = check.get("error")
    if error is None or re.search(IMAGE_NAMES, error):
        assert lines == []
    else:
        line = re.search(r"on line (\d+)", error)
        assert lines
        assert line is None or int(line[1]) in lines


def test_known_instructions_are_those_of_the_reference() -> None:
    assert set(KEYWORDS) == REFERENCE_KEYWORDS
