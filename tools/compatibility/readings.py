"""What Dockwright says of the corpus under a profile: the rules that speak at each instruction of each file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dockwright.code_actions.snapshot import Snapshot, read, settled
from dockwright.diagnostics.finding import Finding
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import RuleSet
from dockwright.diagnostics.selection import rule_set_in, surroundings_in
from dockwright.external.shellcheck.checks import rule_set_with_shellcheck
from dockwright.project.build_context import BuildContext
from dockwright.project.configuration import Configuration
from dockwright.semantics.stage import Stage
from dockwright.semantics.step import Step
from dockwright.syntax.items import Item

TODAY = datetime.date(2026, 9, 1)
"""A day, so that the same file is judged in the same way next year."""


@dataclass(frozen=True)
class Judge:
    """The rules of a profile, and the options that it sets."""

    rules: RuleSet
    surroundings: Surroundings


@dataclass(frozen=True)
class Reading:
    """One file as Dockwright sees it. Comments that ignore are not honoured, as with the peers."""

    file: str
    snapshot: Snapshot

    @cached_property
    def findings(self) -> tuple[tuple[int, Finding], ...]:
        """The findings, with the index of the instruction (or other item) of each."""
        return tuple(self.snapshot.analysis.findings())

    @cached_property
    def spoken(self) -> frozenset[tuple[str, int]]:
        """Which rules speak at which items."""
        return frozenset((finding.rule.id, index) for index, finding in self.findings)

    def index_at(self, line: int) -> int:
        """The item at a 1-based line; lines behind the end belong to the last item."""
        lines = self.snapshot.text.count("\n") + 1
        return self.snapshot.tree.index_at_line(min(max(line, 1), lines) - 1)

    def item(self, index: int) -> Item:
        """The item at an index."""
        return self.snapshot.tree.items[index]

    def line(self, index: int) -> int:
        """The 1-based line on which an item begins."""
        return self.snapshot.tree.lines[index] + 1

    def step(self, index: int) -> Step | None:
        """The step of an instruction, if it belongs to a stage."""
        return self.snapshot.analysis.program.step_at(index)

    def stage(self, index: int) -> Stage | None:
        """The stage in which an item stands, if any."""
        program = self.snapshot.analysis.program
        position = program.stage_at(index)
        return None if position is None else program.stages[position]


def judge_of(profile: str, selected: Sequence[str] = (), shellcheck: Path | None = None) -> Judge:
    """The rules of a profile and the selected ones, ShellCheck's among them where its program is given."""
    configuration = Configuration(profile=profile, extend_select=tuple(selected))
    rules = (
        rule_set_in(configuration)
        if shellcheck is None
        else rule_set_with_shellcheck(configuration, None, None, shellcheck, waits=True)
    )
    return Judge(rules, surroundings_in(configuration, BuildContext.unknown(), TODAY))


def readings(folder: Path, files: Sequence[str], judge: Judge) -> dict[str, Reading]:
    """Files of a folder, read and checked."""
    return {file: reading(file, (folder / file).read_bytes().decode("utf-8", "replace"), judge) for file in files}


def reading(file: str, text: str, judge: Judge) -> Reading:
    """One text, read and checked."""
    return Reading(file, settled(read(text, judge.rules, judge.surroundings)))


def dockerfiles(corpus: Path) -> list[str]:
    """All Dockerfiles of the corpus, single ones and those of projects, as paths relative to it."""
    single = sorted((corpus / "files").glob("*.Dockerfile"))
    of_projects = sorted(
        path
        for path in (corpus / "projects").rglob("*Dockerfile*")
        if path.is_file() and not path.name.endswith("ignore")
    )
    return [path.relative_to(corpus).as_posix() for path in (*single, *of_projects)]
