"""Write an ignore file, or more lines into one, from what the build context holds and the Dockerfile reads.

Promises: lines are only added, at the end, in the file's own line ends; what stays out of the file since the build
needs it is told. Leaves out: where the file is, and writing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..project.build_context import BuildContext, Measure
from ..project.ignore_file_gaps import LeftOut, gaps
from ..project.unwanted import Group, Unwanted, unwanted, weights
from ..semantics.called_programs import called_programs
from ..semantics.program import Program
from ..syntax.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class IgnoreFilePlan:
    """What to write. ``path`` is relative to the root of the context; ``old_text`` is None where the file is new.

    ``before`` and ``after`` are what a build that reads the whole context is sent, ``weights`` what of it the new lines
    keep back, by their name.
    """

    path: str
    old_text: str | None
    added_text: str
    added: tuple[Unwanted, ...]
    left_out: tuple[LeftOut, ...]
    before: Measure
    after: Measure
    weights: Mapping[str, Measure]

    @property
    def new_text(self) -> str:
        """The whole file."""
        return (self.old_text or "") + self.added_text


def plan_ignore_file(program: Program, context: BuildContext) -> IgnoreFilePlan | None:
    """The plan; None where nothing is known of the context, or the file in force cannot be read."""
    path = _path(context)
    old_text = context.texts.get(path)
    if not context.is_known or (context.ignore_file is not None and old_text is None):
        return None
    entries = unwanted(context, called_programs(program))
    found = gaps(program, context, old_text or "", entries, weights(context, entries))
    return IgnoreFilePlan(
        path=path,
        old_text=old_text,
        added_text=_written(found.added, old_text or ""),
        added=found.added,
        left_out=found.left_out,
        before=context.sent_size(),
        after=replace(context, ignore_rules=found.rules, _sizes={}).sent_size(),
        weights=weights(context, found.added),
    )


def _path(context: BuildContext) -> str:
    if context.ignore_file is not None:
        return context.ignore_file
    # A project that has a file for podman alone is built with podman.
    return ".containerignore" if ".containerignore" in context.top_level else ".dockerignore"


def _written(added: tuple[Unwanted, ...], old_text: str) -> str:
    lines: list[str] = []
    for group in Group:
        names = [line for entry in added if entry.group is group for line in entry.lines]
        if names:
            lines += [*([""] if lines or old_text.strip() else []), f"# {group.value}", *names]
    line_end = "\r\n" if "\r\n" in old_text else "\n"
    opening = line_end if lines and old_text and not old_text.endswith("\n") else ""
    return opening + "".join(f"{line}{line_end}" for line in lines)
