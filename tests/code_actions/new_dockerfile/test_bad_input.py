"""Projects with broken and missing files: an answer each time, and what is written is a Dockerfile."""

from __future__ import annotations

import random

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion
from dockwright.code_actions.new_dockerfile.create import ignore_file_beside, new_dockerfile
from dockwright.project.build_context import BuildContext

from ..multi_stage.converting import TODAY
from .test_corpus import PROJECTS, files_without_dockerfiles

_PIECES = ("", '"', "{", "\n", '$x "y" \\', "🙂", " ", "# no", "[1, 2]", "null", "-1", "<a>", "EOF\n")


def _broken(files: dict[str, str | int], choice: random.Random) -> dict[str, str | int]:
    """The files without some of them, and with pieces in place of some of their text."""
    found = dict(files)
    for path in choice.sample(sorted(found), min(len(found) - 1, choice.randint(1, 4))):
        text = found[path]
        if isinstance(text, int) or choice.random() < 0.3:
            del found[path]
            continue
        start = choice.randrange(len(text) + 1)
        found[path] = text[:start] + choice.choice(_PIECES) + text[start + choice.randint(0, 60) :]
    return found


@pytest.mark.skipif(not PROJECTS, reason="the corpus (../shared/corpus) is not there")
def test_broken_projects() -> None:
    dockerfile = pytest.importorskip("dockerfile")
    choice = random.Random(7)
    written = 0
    for project in PROJECTS:
        files = files_without_dockerfiles(project)
        for _ in range(12):
            context = BuildContext.of_files(_broken(files, choice))
            result = new_dockerfile(context, TODAY)
            if isinstance(result, Conversion):
                written += 1
                assert dockerfile.parse_string(result.text), project.name
                ignore_file_beside(result.text, context)
            else:
                assert result.reasons
                assert not any("mistake" in reason for reason in result.reasons), project.name
    assert written > 12 * len(PROJECTS) / 2
