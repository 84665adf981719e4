"""``dockwright init``: show or write a Dockerfile, and the ignore file that goes with it, for a project without one."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path

from ...code_actions.ignore_file import IgnoreFilePlan
from ...code_actions.java_runtimes import JavaRuntime
from ...code_actions.multi_stage.convert import Conversion
from ...code_actions.multi_stage.explanation import explained
from ...code_actions.multi_stage.plan import Refusal
from ...code_actions.new_dockerfile.create import NAME, ignore_file_beside, new_dockerfile, unread_above
from ...project.build_context import BuildContext
from ...project.context_reader import read_build_context
from ...project.recognition.recognise import recognise
from ...project.source_texts import with_source_texts
from ...project.system_error import reason
from ...report.difference import difference
from ..context_notes import tell_unread_files
from ..failure import Failure, complain
from ..settings import workspace_of
from ..source_file import create_or_fail
from ..streams import write_utf8
from ..terminal import style_for


def run(arguments: argparse.Namespace) -> int:
    """0 if there is a Dockerfile now, or it was shown; 1 if there is a reason for none, 2 if there is one already."""
    folder: Path = arguments.path
    place = folder / NAME
    _refuse_to_overwrite(folder)
    context, inner = _context_of(folder)
    tell_unread_files(context)
    today, runtime = datetime.datetime.now(datetime.UTC).date(), JavaRuntime(arguments.java)
    found = new_dockerfile(context, today, inner, runtime)
    if isinstance(found, Refusal):
        for why in found.reasons:
            complain(f"{folder}: no Dockerfile: {why}")
        return 1
    write_utf8()
    ignore_file = ignore_file_beside(found.text, context, inner or "")
    assert context.root is not None
    _put(found, ignore_file, place, context.root, arguments)
    if inner is not None:
        root = os.path.relpath(context.root)
        complain(f"{place}: is to be built from `{root}`: docker build --file {os.path.relpath(place)} {root}")
    _tell(found, context, ignore_file, place, is_written=arguments.write)
    return 0


def _context_of(folder: Path) -> tuple[BuildContext, str | None]:
    """The build context, and the folder of the project in it if that needs, or may need, more than what lies in it."""
    own = Path(os.path.abspath(folder))
    root = workspace_of(own)
    if root is not None and root != own:
        context, inner = _read(root), own.relative_to(root).as_posix()
        parts = [facts for facts in recognise(context) if facts.folder == inner and facts.is_monorepo_part.is_yes]
        whole = next((facts.workspace_root for facts in parts if facts.workspace_root not in (None, inner)), None)
        if whole:
            return _read(root / whole), own.relative_to(root / whole).as_posix()
        if parts or any(unread_above(inner, context)):
            return context, inner
    return _read(own), None


def _read(root: Path) -> BuildContext:
    return with_source_texts(read_build_context(root / NAME, root=root))


def _refuse_to_overwrite(folder: Path) -> None:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.name.lower() in _NAMES)
    except OSError as error:
        raise Failure(f"{folder}: {reason(error)}") from error
    if names:
        raise Failure(f"{folder / names[0]}: is there already; `dockwright optimize` makes a better one of it")


_NAMES = ("dockerfile", "containerfile")


def _put(
    found: Conversion, ignore_file: IgnoreFilePlan | None, place: Path, root: str, arguments: argparse.Namespace
) -> None:
    if arguments.explain:
        for line in explained(found):
            print(line)
        return
    texts = [(place, found.text)]
    if ignore_file is not None:
        texts.append((Path(root) / ignore_file.path, ignore_file.new_text))
    if not (arguments.write or arguments.diff):
        sys.stdout.write(found.text)
        return
    for path, text in texts:
        if arguments.write:
            create_or_fail(path, text)
        else:
            sys.stdout.writelines(difference(os.path.relpath(path), "", text, style_for(arguments.color)))


def _tell(
    found: Conversion, context: BuildContext, ignore_file: IgnoreFilePlan | None, place: Path, *, is_written: bool
) -> None:
    for note in found.plan.notes:
        complain(f"{place}: {note}")
    marks = sum(line.startswith("# CHECK:") for line in found.text.splitlines())
    if marks:
        complain(f"{place}: {marks} line{'s' if marks > 1 else ''} to look at: see `# CHECK:`")
    if context.ignore_file is not None:
        complain(f"{context.ignore_file}: left as it is; `dockwright ignore-file` shows what it lacks")
    elif ignore_file is not None and not is_written:
        complain(f"{ignore_file.path}: goes with it; --diff shows both, --write writes both")
