"""Renaming a stage or build argument in all files that name it."""

from __future__ import annotations

from typing import NamedTuple

from ..code_actions.edits import TextEdit
from .names_across import SharedName, Workspace
from .rename import Refusal, rename


class FileEdits(NamedTuple):
    """The edits of one file; ``is_doubtful`` if the places in it may mean something else."""

    path: str
    edits: tuple[TextEdit, ...]
    is_doubtful: bool = False


def rename_shared(workspace: Workspace, shared: SharedName, new: str) -> list[FileEdits] | Refusal:
    """The edits that rename it everywhere, or why one of the files cannot follow."""
    by_file: dict[str, list[TextEdit]] = {}
    for path, name in shared.names:
        program = workspace.program_of(path)
        edits = None if program is None else rename(program, name.occurrences[0].span.start, new)
        if isinstance(edits, Refusal):
            # A reference by number stands first where the stage has no name; then nothing is named here at all.
            return edits if len(shared.names) == 1 else Refusal(f"{edits.reason} (in {path.rpartition('/')[2]})")
        by_file.setdefault(path, []).extend(edits or ())
    for mention in shared.mentions:
        by_file.setdefault(mention.file, []).append(TextEdit(mention.span.start, mention.span.end, new))
    doubtful: dict[str, list[TextEdit]] = {}
    for mention in shared.doubtful:
        doubtful.setdefault(mention.file, []).append(TextEdit(mention.span.start, mention.span.end, new))
    return [
        *(FileEdits(path, tuple(sorted(edits, key=lambda edit: edit.start))) for path, edits in by_file.items()),
        *(FileEdits(path, tuple(edits), is_doubtful=True) for path, edits in doubtful.items()),
    ]
