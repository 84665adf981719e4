"""``dockwright optimize``: rewrite a Dockerfile as a whole, where somebody asks for it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ...code_actions.multi_stage.convert import Conversion, convert
from ...code_actions.multi_stage.explanation import explained
from ...code_actions.multi_stage.plan import Refusal
from ...code_actions.snapshot import read
from ...diagnostics.rule_set import make_rule_set
from ...report.difference import difference
from ...syntax.tree import parse
from ..failure import Failure, complain
from ..settings import Request, configuration_of, plain_request, surroundings_for, verify
from ..source_file import SourceFile, encoded, read_or_fail, write_or_fail
from ..streams import write_utf8
from ..terminal import style_for


def run(arguments: argparse.Namespace) -> int:
    """Convert a file; 0 if that was done, 1 if there is a reason not to, 2 if the file could not be dealt with."""
    if not arguments.multi_stage:
        raise Failure("say what to do: --multi-stage")
    request = plain_request(arguments)
    verify(request)
    write_utf8()
    label = str(arguments.file)
    file = read_or_fail(arguments.file, to_change=True)
    found = _converted(file, arguments.file, request)
    if isinstance(found, Refusal):
        for why in found.reasons:
            complain(f"{label}: not converted: {why}")
        return 1
    _put(found, file, arguments)
    return 0


def _converted(file: SourceFile, path: Path, request: Request) -> Conversion | Refusal:
    configuration = configuration_of(request, path)
    surroundings = surroundings_for(request, configuration, path, parse(file.text), is_on_disk=True)
    return convert(read(file.text, make_rule_set([]), surroundings).analysis)


def _put(found: Conversion, file: SourceFile, arguments: argparse.Namespace) -> None:
    label = str(arguments.file)
    if arguments.diff:
        sys.stdout.writelines(difference(label, file.text, found.text, style_for(arguments.color)))
    elif arguments.explain:
        for line in explained(found):
            print(line)
    elif not arguments.write:
        sys.stdout.buffer.write(encoded(file, found.text))
    for note in found.plan.notes:
        complain(f"{label}: {note}")
    if not arguments.write:
        return
    write_or_fail(file, found.text, label)
    complain(f"{label}: converted to {len(found.plan.stages)} stages")
