"""``dockwright format``: lay out Dockerfiles, or tell how they would look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ...code_actions.edits import apply
from ...features.formatting.layout import format_edits
from ...features.formatting.options import FormatOptions, KeywordCase, OperatorPlace
from ...features.preferences import Preferences, preferences_in
from ...project.system_error import reason
from ...report.difference import difference
from ...semantics.derivation import derive
from ...syntax.dataclass import dataclass
from ...syntax.tree import parse
from ..checking import STANDARD_INPUT
from ..failure import Failure, complain
from ..search import dockerfiles
from ..settings import Request, configuration_of, plain_request, verify
from ..source_file import SourceFile, encoded, read_file, read_standard_input, write_or_fail
from ..streams import abandon_output, write_utf8
from ..terminal import style_for


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it was read and as it is laid out."""

    label: str
    file: SourceFile
    text: str

    @property
    def is_changed(self) -> bool:
        """Whether it looks different."""
        return self.text != self.file.text


def run(arguments: argparse.Namespace) -> int:
    """Format what the arguments name.

    0 if all is done, or well laid out already; 1 if ``--check`` or ``--diff`` found something to change; 2 if some file
    could not be dealt with.
    """
    if STANDARD_INPUT in arguments.paths and len(arguments.paths) > 1:
        raise Failure("standard input cannot be formatted together with files")
    request = plain_request(arguments)
    verify(request)
    write_utf8()
    changed, done, has_failed = 0, 0, False
    try:
        for outcome in _outcomes(arguments, request):
            failure = outcome if isinstance(outcome, str) else _put(outcome, arguments)
            if failure is not None:
                complain(failure)
                has_failed = True
            elif isinstance(outcome, Formatted):
                done += 1
                changed += outcome.is_changed
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_output()
    is_only_asked = arguments.check or arguments.diff
    # Of files that could not be read, each has been told of.
    if not arguments.quiet and arguments.paths != [STANDARD_INPUT] and (done or not has_failed):
        _summarise(changed, done, would=is_only_asked)
    if has_failed:
        return 2
    return int(bool(changed) and is_only_asked)


def _summarise(changed: int, done: int, *, would: bool) -> None:
    files = f"{changed} of {done} file{'' if done == 1 else 's'}"
    complain("no Dockerfiles found" if not done else f"{files} {'would be ' if would else ''}laid out anew")


def _outcomes(arguments: argparse.Namespace, request: Request) -> Iterator[Formatted | str]:
    if arguments.paths == [STANDARD_INPUT]:
        yield from _formatted(arguments, request, STANDARD_INPUT, arguments.stdin_filename)
        return
    for found in dockerfiles(request, arguments.paths):
        if isinstance(found, str):
            yield found
        else:
            yield from _formatted(arguments, request, str(found), found)


def _formatted(
    arguments: argparse.Namespace, request: Request, label: str, path: Path | None
) -> Iterator[Formatted | str]:
    try:
        file = read_standard_input() if label == STANDARD_INPUT else read_file(Path(label))
        options = _options(arguments, request, path or Path("Dockerfile"))
    except OSError as error:
        yield f"{label}: {reason(error)}"
    except Failure as failure:
        yield str(failure)
    else:
        program = derive(parse(file.text))
        text = apply(file.text, format_edits(program, options))
        yield f"{label}: {file.problem}" if file.problem is not None else Formatted(label, file, text)


def _options(arguments: argparse.Namespace, request: Request, path: Path) -> FormatOptions:
    configuration = configuration_of(request, path)
    preferences = Preferences() if configuration is None else preferences_in(configuration)
    options = preferences.format_options()
    if arguments.indent is not None:
        is_tab = arguments.indent == "tab"
        options = replace(options, uses_tabs=is_tab, width=options.width if is_tab else int(arguments.indent))
    if arguments.keyword_case is not None:
        options = replace(options, keyword_case=KeywordCase(arguments.keyword_case))
    if arguments.operators is not None:
        options = replace(options, operators=OperatorPlace(arguments.operators))
    if arguments.wrap_width is not None:
        options = replace(options, wrap_width=arguments.wrap_width)
    if arguments.final_newline is not None:
        options = replace(options, final_newline=arguments.final_newline)
    return options


def _put(made: Formatted, arguments: argparse.Namespace) -> str | None:
    """Write or show a file; why that failed, if it did."""
    if arguments.diff:
        sys.stdout.writelines(difference(made.label, made.file.text, made.text, style_for(arguments.color)))
    elif arguments.check:
        if made.is_changed:
            print(made.label)
    elif made.file.path is None:
        sys.stdout.buffer.write(encoded(made.file, made.text))
    elif made.is_changed:
        try:
            write_or_fail(made.file, made.text, made.label)
        except Failure as failure:
            return str(failure)
    return None
