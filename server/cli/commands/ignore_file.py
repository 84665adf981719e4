"""``dockwright ignore-file``: show, compare or write the ignore file that a Dockerfile's build context should have."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ...code_actions.ignore_file import IgnoreFilePlan, plan_ignore_file
from ...project.byte_counts import measure_in_words
from ...project.context_reader import read_build_context
from ...project.context_root import ignore_file_place
from ...project.context_walk import Budget
from ...report.difference import difference
from ...semantics.derivation import derive
from ...semantics.local_sources import local_sources
from ...syntax.tree import parse
from ..context_notes import tell_context_notes
from ..failure import Failure, complain
from ..source_file import create_or_fail, read_or_fail, write_or_fail
from ..streams import write_utf8
from ..terminal import style_for

_BUDGET = Budget(names=400_000, seconds=10.0)
"""Nobody types meanwhile, and the sum is what the command is run for."""


def run(arguments: argparse.Namespace) -> int:
    """0 if there is nothing to add, or it was written or shown; 1 if ``--check`` or ``--diff`` found lines to add."""
    dockerfile = arguments.path / "Dockerfile" if arguments.path.is_dir() else arguments.path
    tree = parse(read_or_fail(dockerfile).text)
    context = read_build_context(dockerfile, root=arguments.context, sources=local_sources(tree), budget=_BUDGET)
    if not context.is_root_certain:
        raise Failure(f"{dockerfile}: which folder it is built from is a guess; name it with --context")
    plan = plan_ignore_file(derive(tree), context)
    if plan is None:
        raise Failure("; ".join(note.message for note in context.notes) or "the build context cannot be read")
    write_utf8()
    assert context.root is not None
    place = ignore_file_place(context.root, plan.path, dockerfile)
    if arguments.diff:
        sys.stdout.writelines(difference(place.name, plan.old_text or "", plan.new_text, style_for(arguments.color)))
    elif arguments.write:
        _write(place, plan)
    elif not arguments.check:
        sys.stdout.write(plan.new_text)
    if not arguments.quiet:
        tell_context_notes(context)
        _tell(plan, place)
    return int(bool(plan.added) and (arguments.diff or arguments.check))


def _write(place: Path, plan: IgnoreFilePlan) -> None:
    if not plan.added:
        return
    if plan.old_text is not None:
        file = read_or_fail(place, to_change=True)
        write_or_fail(file, file.text + plan.added_text, str(place))
        return
    create_or_fail(place, plan.new_text)


def _tell(plan: IgnoreFilePlan, place: Path) -> None:
    name, sent = os.path.relpath(place), measure_in_words(plan.before)
    if plan.added:
        complain(f"{name}: a build is sent {sent}, with these lines {measure_in_words(plan.after)}")
        for part, size in sorted(plan.weights.items(), key=lambda each: -each[1].bytes)[:5]:
            complain(f"  {measure_in_words(size)} in {part}")
    else:
        complain(f"{name}: nothing to add; a build is sent {sent}")
    for entry in plan.left_out:
        complain(f"  {entry.name} is not named: {entry.reason}")
