"""What the disk says about a document: the configuration in force, and its build context.

Promises: runs on any thread and never raises for what it finds; texts that are open in the client come before those on
the disk. Leaves out: when to look, and what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ..project.baseline import BaselineProblem, Known, known_in
from ..project.build_context import BuildContext
from ..project.configuration import Configuration
from ..project.configuration_files import configuration_for
from ..project.context_reader import read_build_context
from ..semantics.local_sources import local_sources
from ..syntax.tree import parse


class ProjectFacts(NamedTuple):
    """What was found; ``known`` are the findings of the baseline, and ``problem`` says why there is none."""

    configuration: Configuration
    context: BuildContext
    known: Known = MappingProxyType({})
    problem: str | None = None


NOTHING = ProjectFacts(Configuration(), BuildContext.unknown())


class Question(NamedTuple):
    """Which document is asked about. ``sources`` are the local paths that it copies, or the text that says so."""

    path: Path
    workspace: Path | None
    sources: tuple[str, ...] | str
    buffers: Mapping[Path, str]

    def answer(self, known: ProjectFacts) -> ProjectFacts:
        """Look; what is as it was in ``known`` is the same object."""
        configuration = configuration_for(self.path, self.workspace, self.buffers)
        sources = local_sources(parse(self.sources)) if isinstance(self.sources, str) else self.sources
        root = configuration.build_context_of(self.path.as_posix())
        context = read_build_context(
            self.path,
            root=None if root is None else Path(root),
            workspace_root=self.workspace,
            sources=sources,
            buffers=self.buffers,
        )
        if configuration == known.configuration:
            configuration = known.configuration
        if _is_alike(context, known.context):
            context = known.context
        known_findings, problem = self._baseline(configuration)
        return ProjectFacts(configuration, context, known_findings, problem)

    def _baseline(self, configuration: Configuration) -> tuple[Known, str | None]:
        if configuration.baseline is None:
            return NOTHING.known, None
        try:
            return known_in(configuration.baseline, self.path.as_posix()), None
        except BaselineProblem as problem:
            return NOTHING.known, str(problem)


def _is_alike(one: BuildContext, other: BuildContext) -> bool:
    """Whether two snapshots say the same; as keys of a memo they are never equal."""
    return all(
        getattr(one, each.name) == getattr(other, each.name) for each in fields(BuildContext) if each.name != "_sizes"
    )
