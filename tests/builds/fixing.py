"""Fix a Dockerfile as a user of the editor or of the command line would, asking for one rule or one transformation."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

from dockwright.code_actions.edits import apply
from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import try_fix
from dockwright.code_actions.snapshot import read
from dockwright.code_actions.transformation import all_transformations
from dockwright.diagnostics.registry import rule
from dockwright.diagnostics.rule import CacheStrategy, Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.context_reader import read_build_context

TODAY = datetime.date(2026, 9, 1)


EVERYTHING = "check --fix --unsafe-fixes"


def fixed(dockerfile: Path, fix: str, strategy: CacheStrategy = CacheStrategy.CLEAN) -> str:
    """The text after all fixes of a rule, or after a transformation where it is first offered.

    With ``EVERYTHING``, the text after all fixes of the default rules, which the command line makes.
    """
    text = dockerfile.read_text(encoding="utf-8")
    if fix == EVERYTHING:
        return _fixed_by_command_line(dockerfile)
    surroundings = Surroundings(TODAY, read_build_context(dockerfile), strategy)
    found = rule(fix)
    if found is not None:
        return fix_all(read(text, make_rule_set([found]), surroundings), include_unsafe=True).snapshot.text
    (transformation,) = (each for each in all_transformations() if each.id == fix)
    assert transformation.offer is not None
    snapshot = read(text, make_rule_set([]), surroundings)
    for index in range(len(snapshot.tree.items)):
        for offered in transformation.offer(snapshot.analysis, index):
            proven = try_fix(snapshot, offered)
            if proven is not None:
                return apply(text, proven.edits)
    return text


def _fixed_by_command_line(dockerfile: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "dockwright",
        *EVERYTHING.split(),
        "--no-config",
        "--no-shellcheck",
        str(dockerfile),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return dockerfile.read_text(encoding="utf-8")
