"""The diagnostics of Dockerfiles that are not open: found on the disk and analysed on another thread, file by file.

Promises: a file that has not changed is not read again. Leaves out: open documents, whose text the disk does not know,
and messages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..code_actions.snapshot import read
from ..external.shellcheck.checks import asked
from ..project.configuration_files import configuration_for
from ..project.discovery import discover
from ..semantics.local_sources import local_sources
from ..syntax.tree import parse
from .client_settings import Said
from .diagnostic_texts import DiagnosticTexts, Shape
from .environment import make_environment
from .project_facts import NOTHING, Question

MOST_FILES = 2_000
"""What a workspace has more of is not reported until it is opened."""

MOST_BYTES = 2_000_000


class Stamp(NamedTuple):
    """By which one sees that a file did not change."""

    time: int
    size: int


class FileReport(NamedTuple):
    """The diagnostics of a file as JSON text, under the stamp that it had then."""

    stamp: Stamp
    items: str


class FileTask(NamedTuple):
    """Everything that is needed to report on one file on another thread."""

    path: Path
    workspace: Path | None
    said: Said
    shape: Shape

    def run(self, known: FileReport | None) -> FileReport | None:
        """The report; ``known`` where that still holds, ``None`` where the file cannot be read."""
        try:
            status = os.stat(self.path)
            stamp = Stamp(status.st_mtime_ns, status.st_size)
            if known is not None and known.stamp == stamp:
                return known
            if status.st_size > MOST_BYTES:
                return None
            text = self.path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
        except OSError:
            return None
        question = Question(self.path, self.workspace, local_sources(parse(text)), {})
        environment = make_environment(question.answer(NOTHING), self.said, self.path)
        if not environment.is_enabled:
            return FileReport(stamp, "")
        snapshot = asked(read(text, environment.rule_set, environment.surroundings))
        return FileReport(stamp, DiagnosticTexts(self.shape).items(snapshot, environment.most_problems))


def may_affect(changed: Path, dockerfile: Path) -> bool:
    """Whether a file may have a say in what is found in a Dockerfile: it lies above it, beside it or in its context."""
    return dockerfile.is_relative_to(changed.parent) or changed.is_relative_to(dockerfile.parent)


def dockerfiles_below(folders: Iterable[Path]) -> list[Path]:
    """The Dockerfiles of workspace folders, without what their configuration excludes."""
    found: dict[Path, None] = {}
    for folder in folders:
        for file in discover([folder], configuration_for(folder, folder).exclude):
            if isinstance(file, Path) and len(found) < MOST_FILES:
                found[file] = None
    return list(found)
