"""Comments that name the shell of an image, and how far they reach."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dockwright.semantics.derivation import derive, update
from dockwright.shell.dialect import Dialect
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.tree import edit, parse


def dialects(text: str) -> list[Dialect]:
    """The dialects of all RUN."""
    program = derive(parse(text))
    steps = [step for stage in program.stages for step in stage.steps if step is not None]
    return [step.dialect for step in steps if step.keyword is Keyword.RUN]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("# hadolint shell=powershell", Dialect.POWERSHELL),
        ("#hadolint shell = pwsh", Dialect.POWERSHELL),
        ("# tally shell=cmd", Dialect.CMD),
        ("  # hadolint shell=/bin/bash", Dialect.BASH),
        ("# hadolint shell=fish # nobody reads that", Dialect.OTHER),
        ("# hadolint shells=bash", Dialect.SH),
        ("# the shell=bash", Dialect.SH),
        ("# shellcheck shell=bash", Dialect.SH),
    ],
)
def test_shells(pragma: str, expected: Dialect) -> None:
    assert dialects(f"FROM debian:13\n{pragma}\nRUN x\n") == [expected]


def test_reach() -> None:
    text = (
        "# hadolint shell=cmd\nFROM debian:13\nRUN a\n# hadolint shell=bash\n\nRUN b\nENV X=1\nRUN c\n"
        'SHELL ["/bin/sh", "-c"]\nRUN d\n# hadolint shell=pwsh\nFROM debian:13\nRUN e\n'
    )
    assert dialects(text) == [Dialect.SH, Dialect.BASH, Dialect.BASH, Dialect.SH, Dialect.SH]


def test_an_edited_comment_counts_at_once() -> None:
    text = "FROM debian:13\nRUN a\n# hadolint shell=bash\nRUN b\nRUN c\n"
    program = derive(parse(text))
    at = text.index("bash")
    program = update(program, edit(program.tree, at, at + 4, "pwsh"))
    steps = [step for step in program.stages[0].steps if step is not None]
    assert [step.dialect for step in steps][1:] == [Dialect.SH, Dialect.POWERSHELL, Dialect.POWERSHELL]


@pytest.mark.parametrize("shell", ["powershell", "bash", "sh", None])
def test_hadolint_looks_at_the_same_scripts(tmp_path: Path, shell: str | None) -> None:
    """It asks ShellCheck about a script if and only if we read it as one of a POSIX shell."""
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed")
    text = f"FROM debian:13\n{'' if shell is None else f'# hadolint shell={shell}'}\nRUN echo $x\n"
    (tmp_path / "Dockerfile").write_text(text)
    command = [program, "--no-fail", "-f", "json", str(tmp_path / "Dockerfile")]
    said = json.loads(subprocess.run(command, capture_output=True, timeout=60, check=True).stdout)
    assert any(one["code"] == "SC2086" for one in said) == dialects(text)[0].is_posix
