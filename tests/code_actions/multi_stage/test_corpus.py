"""Every project and file of the corpus with one stage converts as recorded, or says why not as recorded.

What comes out is read by BuildKit's own parser, has no findings that the old text had not, is not converted again, and
holds every comment and every instruction that was not left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.explanation import explained
from dockwright.code_actions.multi_stage.plan import Change, Refusal
from dockwright.code_actions.snapshot import Snapshot
from dockwright.syntax.items import Comment

from .converting import read_file, surroundings

RECORDED = Path(__file__).parent / "corpus"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
SMALL = 1_000


def files_of(project: Path) -> dict[str, str | int]:
    """The names of a project's files, with the texts of those that the corpus has."""
    listing = CORPUS / "projects-trees" / f"{project.name}.txt"
    found: dict[str, str | int] = {name: SMALL for name in listing.read_text(encoding="utf-8").split("\n") if name}
    for path in project.rglob("*"):
        if path.is_file():
            found[path.relative_to(project).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    return found


def projects() -> list[Path]:
    """The Dockerfiles of all projects."""
    root = CORPUS / "projects"
    return sorted(path for path in root.rglob("*ockerfile*") if path.is_file() and not path.name.startswith("."))


def read_project(path: Path) -> Snapshot:
    """A Dockerfile of a project, in its context."""
    project = CORPUS / "projects" / path.relative_to(CORPUS / "projects").parts[0]
    return read_file(path.read_bytes().decode(), surroundings(files_of(project)))


def name_of(path: Path) -> str:
    return "__".join(path.relative_to(CORPUS / "projects").parts)


SINGLE = [path for path in projects() if len(read_project(path).analysis.program.stages) == 1]
needs_corpus = pytest.mark.skipif(not SINGLE, reason="the corpus (../shared/corpus) is not there")


@needs_corpus
@pytest.mark.parametrize("path", SINGLE, ids=name_of)
def test_project_converts_as_recorded(path: Path, request: pytest.FixtureRequest) -> None:
    result = convert(read_project(path).analysis)
    lines = [f"- {reason}" for reason in result.reasons] if isinstance(result, Refusal) else [result.text.rstrip("\n")]
    text = "\n".join(lines) + "\n"
    recorded = RECORDED / f"{name_of(path)}.txt"
    if request.config.getoption("--update-golden"):
        recorded.parent.mkdir(exist_ok=True)
        recorded.write_bytes(text.encode())
    assert text == recorded.read_bytes().decode()


def conversions() -> Iterator[tuple[str, Snapshot, Conversion]]:
    for path in SINGLE:
        before = read_project(path)
        result = convert(before.analysis)
        if isinstance(result, Conversion):
            yield name_of(path), before, result
    for path in sorted((CORPUS / "files").glob("*")):
        text = path.read_bytes().decode(errors="replace").removeprefix("\ufeff")
        for files in (None, {"Dockerfile": text}):
            before = read_file(text, surroundings(files))
            result = convert(before.analysis)
            if isinstance(result, Conversion):
                yield path.name, before, result


@pytest.fixture(scope="module")
def all_conversions() -> list[tuple[str, Snapshot, Conversion]]:
    return list(conversions())


@needs_corpus
def test_builder_reads_what_comes_out(all_conversions: list[tuple[str, Snapshot, Conversion]]) -> None:
    dockerfile = pytest.importorskip("dockerfile")
    assert len(all_conversions) > 5
    for name, _, conversion in all_conversions:
        assert dockerfile.parse_string(conversion.text), name


@needs_corpus
def test_nothing_new_is_found(all_conversions: list[tuple[str, Snapshot, Conversion]]) -> None:
    for name, before, conversion in all_conversions:
        after = read_file(conversion.text, before.analysis.surroundings)
        new = _said(after) - _said(before)
        assert not new, (name, new, conversion.text)


def _said(snapshot: Snapshot) -> set[tuple[str, str]]:
    """What is found, of an image and of its slim variant in the same words."""
    return {(found.rule.id, found.message.replace("-slim`", "`")) for _, found in snapshot.findings()}


@needs_corpus
def test_second_run_changes_nothing(all_conversions: list[tuple[str, Snapshot, Conversion]]) -> None:
    for name, before, conversion in all_conversions:
        analysis = read_file(conversion.text, before.analysis.surroundings).analysis
        again = convert(analysis)
        assert isinstance(again, Refusal), name
        assert again.reasons == (f"it has {len(analysis.program.stages)} stages already",), name


@needs_corpus
def test_comments_and_instructions_are_kept(all_conversions: list[tuple[str, Snapshot, Conversion]]) -> None:
    for name, before, conversion in all_conversions:
        gone = {line.position for line in conversion.plan.left_out}
        stage = before.analysis.program.stages[0]
        kept = {line.position for part in conversion.plan.stages for line in part.lines}
        for position, step in enumerate(stage.steps):
            assert step is None or position in kept | gone, (name, step)
        after = {
            item.content
            for item in read_file(conversion.text, before.analysis.surroundings).tree.items
            if isinstance(item, Comment)
        }
        for item in before.tree.items:
            assert not isinstance(item, Comment) or item.content in after or gone, (name, item)


@needs_corpus
def test_each_line_has_a_reason(all_conversions: list[tuple[str, Snapshot, Conversion]]) -> None:
    for name, _, conversion in all_conversions:
        for stage in conversion.plan.stages:
            assert all(line.reason for line in stage.lines), name
        assert any(line.change is not Change.ADDED for stage in conversion.plan.stages for line in stage.lines), name
        assert len(list(explained(conversion))) > 4
