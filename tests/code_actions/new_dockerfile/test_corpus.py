"""A Dockerfile for every project of the corpus, whose own is taken away, as recorded and read by people.

``recorded/`` has the files, and in ``notes.json`` what is told besides: the notes, or the reasons for writing none.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.new_dockerfile.create import ignore_file_beside, new_dockerfile
from dockwright.images.existence import Existence, tag_existence
from dockwright.images.reference import ImageReference
from dockwright.project.build_context import BuildContext
from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse

from ..multi_stage.converting import TODAY, read_file, surroundings
from ..multi_stage.test_corpus import CORPUS, files_of

RECORDED = Path(__file__).parent / "recorded"
NOTES = RECORDED / "notes.json"
PROJECTS = sorted(path for path in (CORPUS / "projects").glob("*") if path.is_dir())

pytestmark = pytest.mark.skipif(not PROJECTS, reason="the corpus (../shared/corpus) is not there")


def files_without_dockerfiles(project: Path) -> dict[str, str | int]:
    """The files of a project; the corpus emptied those that only matter by being there."""
    return {path: text or 1 for path, text in files_of(project).items() if "ockerfile" not in path}


def made(project: Path) -> Conversion | Refusal:
    return new_dockerfile(BuildContext.of_files(files_without_dockerfiles(project)), TODAY)


@pytest.fixture(scope="module")
def all_made() -> list[tuple[Path, Conversion]]:
    found = [(project, made(project)) for project in PROJECTS]
    return [(project, result) for project, result in found if isinstance(result, Conversion)]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_as_recorded(project: Path, request: pytest.FixtureRequest) -> None:
    result = made(project)
    text = result.text if isinstance(result, Conversion) else ""
    told = {"notes": result.plan.notes} if isinstance(result, Conversion) else {"refused": result.reasons}
    recorded = RECORDED / f"{project.name}.Dockerfile"
    notes = json.loads(NOTES.read_text(encoding="utf-8")) if NOTES.exists() else {}
    if request.config.getoption("--update-golden"):
        RECORDED.mkdir(exist_ok=True)
        if text:
            recorded.write_bytes(text.encode())
        else:
            recorded.unlink(missing_ok=True)
        notes = dict(sorted({**notes, project.name: json.loads(json.dumps(told))}.items()))
        NOTES.write_text(json.dumps(notes, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert text == (recorded.read_bytes().decode() if recorded.exists() else "")
    assert json.loads(json.dumps(told)) == notes[project.name]


def test_the_manual_shows_one_of_them(repository: Path) -> None:
    page = (repository / "docs" / "init.md").read_text(encoding="utf-8")
    assert f"```dockerfile\n{(RECORDED / 'node-nest-boilerplate.Dockerfile').read_text(encoding='utf-8')}```\n" in page


def test_builder_reads_them(all_made: list[tuple[Path, Conversion]]) -> None:
    dockerfile = pytest.importorskip("dockerfile")
    assert len(all_made) > 30
    for project, result in all_made:
        assert dockerfile.parse_string(result.text), project.name


def test_with_the_ignore_file_nothing_is_found(all_made: list[tuple[Path, Conversion]]) -> None:
    for project, result in all_made:
        files = files_without_dockerfiles(project)
        plan = ignore_file_beside(result.text, BuildContext.of_files(files))
        assert (plan is None) is (".dockerignore" in files)
        around = surroundings(files if plan is None else {**files, plan.path: plan.new_text})
        found = {finding.rule.id for _, finding in read_file(result.text, around).findings()}
        # The project asks for a release that nobody mends any more, which a note says too.
        if any("has had no fixes since" in note for note in result.plan.notes):
            found.discard("end-of-life-base-image")
        assert not found, project.name


def test_they_are_not_converted_again(all_made: list[tuple[Path, Conversion]]) -> None:
    for project, result in all_made:
        around = surroundings(files_without_dockerfiles(project))
        assert isinstance(convert(read_file(result.text, around).analysis), Refusal), project.name


def test_every_image_has_that_tag(all_made: list[tuple[Path, Conversion]]) -> None:
    for project, result in all_made:
        for stage in derive(parse(result.text)).stages:
            image = stage.base.image
            is_stage = stage.base.stage is not None
            assert stage.base.is_scratch or is_stage or isinstance(image, ImageReference), project.name
            if image is not None and image.official_name is not None:
                known = tag_existence(image.official_name, image.tag)
                assert known in (Existence.YES, Existence.RETIRED_OR_OLD), (project.name, image.written)


def test_container_is_not_root_and_starts_without_a_shell(all_made: list[tuple[Path, Conversion]]) -> None:
    for project, result in all_made:
        last = derive(parse(result.text)).stages[-1]
        assert last.final_state.user.value not in (None, "root", "0"), project.name
        starts = [line for line in result.text.splitlines() if line.startswith(("CMD", "ENTRYPOINT", "# CHECK: what"))]
        is_site = last.base.image is not None and "nginx" in last.base.image.familiar_name
        assert is_site or (len(starts) == 1 and starts[0].startswith(("CMD [", "# CHECK: what the container starts")))
