"""Recognition on every project of the corpus, against facts written down by reading the project and its Dockerfile.

``tests/golden/projects/<project>.json`` has, for each project of a context in the order of their rank, the facts that
are settled. They were written by people from the project's manifests, its tree of names, and from what its Dockerfile
copies, builds, exposes and starts; recognition itself never sees a Dockerfile. A key that is left out is not judged.
``source_texts`` are sources as the project has them, where recognition asks for them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dockwright.project.build_context import BuildContext
from dockwright.project.recognition.facts import Command, Judgement, Known, PackageManager, ProjectFacts
from dockwright.project.recognition.recognise import recognise

REPOSITORY = Path(__file__).resolve().parents[3]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
GOLDEN = REPOSITORY / "tests" / "golden" / "projects"
EXPECTED = sorted(GOLDEN.glob("*.json"))

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real projects is not here")


def corpus_context(name: str) -> BuildContext:
    """The context of a corpus project: all its file names, and the texts that the corpus kept."""
    folder = CORPUS / "projects" / name
    files: dict[str, str | int] = {}
    for line in (CORPUS / "projects-trees" / f"{name}.txt").read_text().splitlines():
        if line and not line.startswith(("#", "…", "...")):
            files[line] = 1
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode(errors="surrogateescape")
            # The corpus emptied files that only matter by being there, so an empty text is no text of theirs.
            files[path.relative_to(folder).as_posix()] = text or 1
    without_dockerfiles = {path: text for path, text in files.items() if "ockerfile" not in path}
    return BuildContext.of_files(without_dockerfiles)


def plain(value: object) -> Any:
    """A fact as JSON has it: the value without where it was read."""
    match value:
        case Known():
            return value.value
        case Command():
            environment = [f"{name}={text}" for name, text in value.environment]
            return [*environment, *value.arguments]
        case Judgement():
            return value.answer
        case PackageManager():
            return value.name
        case tuple():
            return [plain(item) for item in value]
        case _:
            return value


def shown(facts: ProjectFacts, key: str) -> Any:
    """A fact under the name that the golden files have for it."""
    match key:
        case "ecosystem":
            return facts.ecosystem.value
        case "product":
            return None if facts.product is None else facts.product.value
        case "artefacts":
            return [f"{artefact.part.value} {artefact.path}" for artefact in facts.artefacts if artefact.is_certain]
        case "needs":
            return [f"{need.kind.value} {need.name}" for need in facts.needs if need.is_certain]
        case "wrapper":
            return None if facts.package_manager is None else facts.package_manager.wrapper
        case _:
            return plain(getattr(facts, key))


@needs_corpus
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_facts(path: Path) -> None:
    expected = json.loads(path.read_text())
    found = recognise(corpus_context(path.stem))
    assert [facts.folder for facts in found[: len(expected)]] == [each["folder"] for each in expected]
    for facts, each in zip(found, expected, strict=False):
        assert {key: shown(facts, key) for key in each if key != "why"} == {
            key: value for key, value in each.items() if key != "why"
        }


@needs_corpus
def test_every_project_is_judged() -> None:
    assert {path.stem for path in EXPECTED} == {path.name for path in (CORPUS / "projects").iterdir()}
