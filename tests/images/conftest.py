"""The images that real Dockerfiles are built from."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

BUILDKIT_PARSER_ABSENT = "the parser of BuildKit (the package dockerfile) is not installed"


@pytest.fixture(scope="session")
def corpus_images(corpus_files: list[Path]) -> list[str]:
    """What FROM names in the files of the corpus, each time it does: no stages and nothing that holds a variable."""
    return [image for file in corpus_files for image in images_of(file)]


def images_of(file: Path) -> list[str]:
    """The images of one file, as BuildKit's parser reads it; none where it refuses the file."""
    buildkit = pytest.importorskip("dockerfile", reason=BUILDKIT_PARSER_ABSENT)
    try:
        instructions = buildkit.parse_file(str(file))
    except (buildkit.GoParseError, ValueError):
        return []
    images: list[str] = []
    stages = {"scratch"}
    for instruction in instructions:
        if instruction.cmd.lower() == "from":
            image = shlex.split(instruction.value[0])[0]
            if "$" not in image and image.lower() not in stages:
                images.append(image)
            stages.update(name.lower() for name in instruction.value[2:3])
    return images
