"""Projects that were written for a kind of build which the corpus has none of: what `init` and a conversion make.

A folder of ``written_projects/`` is a project with a Dockerfile of one stage. ``written_projects_made/`` holds what was
recorded, and read by people: the file that ``init`` writes where there is none, and the one that is converted, for each
runtime of Java that can be asked for. BuildKit's parser reads each, no rule finds more in it than before, and it is not
converted again.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.code_actions.java_runtimes import JavaRuntime
from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.new_dockerfile.create import ignore_file_beside, new_dockerfile
from dockwright.code_actions.snapshot import Snapshot
from dockwright.project.build_context import BuildContext

from .multi_stage.converting import TODAY, read_file, surroundings

PROJECTS = Path(__file__).parent / "written_projects"
MADE = Path(__file__).parent / "written_projects_made"
CASES = [
    (project, runtime)
    for project in sorted(PROJECTS.iterdir())
    for runtime in (JavaRuntime if project.name.startswith("java-") else [JavaRuntime.JRE])
]


def files_of(project: Path) -> dict[str, str | int]:
    """The texts of a project, its Dockerfile left out."""
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.name != "Dockerfile"
    }


def said(snapshot: Snapshot) -> set[str]:
    """The rules that find something, but that the release which a project asks for is past its end of life."""
    return {finding.rule.id for _, finding in snapshot.findings()} - {"end-of-life-base-image"}


def recorded(name: str, result: Conversion | Refusal, request: pytest.FixtureRequest) -> None:
    """Hold a result against what was recorded: a text, or the reasons why there is none."""
    lines = [f"- {reason}\n" for reason in result.reasons] if isinstance(result, Refusal) else [result.text]
    if isinstance(result, Conversion):
        lines += [f"# note: {note}\n" for note in result.plan.notes]
    place = MADE / name
    if request.config.getoption("--update-golden"):
        MADE.mkdir(exist_ok=True)
        place.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == place.read_text(encoding="utf-8")


@pytest.mark.parametrize(("project", "runtime"), CASES, ids=lambda case: case.name.lower())
def test_new_file_is_as_recorded(project: Path, runtime: JavaRuntime, request: pytest.FixtureRequest) -> None:
    files = files_of(project)
    context = BuildContext.of_files(files)
    result = new_dockerfile(context, TODAY, runtime=runtime)
    recorded(f"{project.name}.{runtime.value}.new.Dockerfile", result, request)
    if isinstance(result, Conversion):
        plan = ignore_file_beside(result.text, context)
        beside = files if plan is None else {**files, plan.path: plan.new_text}
        snapshot = read_file(result.text, surroundings(beside))
        assert not said(snapshot)
        assert isinstance(convert(snapshot.analysis, runtime), Refusal)
        assert pytest.importorskip("dockerfile").parse_string(result.text)


@pytest.mark.parametrize(("project", "runtime"), CASES, ids=lambda case: case.name.lower())
def test_conversion_is_as_recorded(project: Path, runtime: JavaRuntime, request: pytest.FixtureRequest) -> None:
    around = surroundings(files_of(project))
    before = read_file((project / "Dockerfile").read_text(encoding="utf-8"), around)
    result = convert(before.analysis, runtime)
    recorded(f"{project.name}.{runtime.value}.converted.Dockerfile", result, request)
    if isinstance(result, Conversion):
        after = read_file(result.text, around)
        assert said(after) <= said(before)
        again = convert(after.analysis, runtime)
        assert isinstance(again, Refusal)
        assert again.reasons == ("it has 2 stages already",)
        assert pytest.importorskip("dockerfile").parse_string(result.text)
