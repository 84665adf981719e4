"""Names that people give to Dockerfiles, and to what lies beside them."""

from __future__ import annotations

import csv
from pathlib import Path, PurePosixPath

import pytest

from dockwright.project.dockerfile_names import is_dockerfile_name


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile", "dockerfile", "DockerFile", "Containerfile", "Dockerfile.dev", "Dockerfile-dev", "Dockerfile_dev",
        "Dockerfile.3.12", "Dockerfile2", "DockerfileDev", "Dockerfile.py", "dockerfile.dev", "web.Dockerfile",
        "web.dockerfile", "WEB.DOCKERFILE", "a.b.Containerfile", "Containerfile.fedora", "Dockerfile.from.scratch",
        "Dockerfile-v1.2", "Dockerfile.txt",
    ],
)  # fmt: skip
def test_dockerfiles(name: str) -> None:
    assert is_dockerfile_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile.dockerignore", "web.Dockerfile.dockerignore", "Containerfile.containerignore", ".dockerignore",
        "Dockerfile.md", "Dockerfile.j2", "Dockerfile.template", "Dockerfile.tmpl", "Dockerfile.in", "Dockerfile.x.erb",
        "Dockerfile~", "Dockerfile.bak", "Dockerfile.orig", ".Dockerfile.swp", "#Dockerfile#", "Dockerfile.",
        "dockerfile.go", "dockerfile.py", "dockerfile_test.go", "DockerfileParser.java", "dockerfile-lint",
        "docker-compose.yml", "Makefile", "my-Dockerfile", "NotADockerfile", "", "Dockerfile.JSON",
    ],
)  # fmt: skip
def test_other_files(name: str) -> None:
    assert not is_dockerfile_name(name)


def test_the_names_in_the_corpus(corpus: Path) -> None:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    names = {PurePosixPath(row["path"]).name for row in rows if "template" not in row["tags"].split(",")}
    assert len(names) > 50
    assert {name for name in names if not is_dockerfile_name(name)} == set()
