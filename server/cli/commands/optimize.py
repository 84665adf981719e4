"""``dockwright optimize``: make the image of a Dockerfile smaller and its build faster, and say what that gains."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ...code_actions.fix_all import FixedDocument, fix_all
from ...code_actions.java_runtimes import JavaRuntime
from ...code_actions.multi_stage.convert import convert
from ...code_actions.multi_stage.explanation import explained
from ...code_actions.multi_stage.plan import Refusal
from ...code_actions.refactoring import reasons_against, refactored
from ...code_actions.snapshot import Snapshot, read
from ...diagnostics.finding import Safety
from ...diagnostics.rule import Category
from ...diagnostics.rule_set import RuleSet, make_rule_set
from ...diagnostics.selection import rule_set_in
from ...project.configuration import Configuration
from ...project.estimate import estimate, source_to_change
from ...project.source_texts import with_source_texts
from ...report.estimates import compared
from ...semantics.derivation import derive
from ...syntax.dataclass import dataclass
from ...syntax.tree import parse
from ..context_notes import tell_context_notes
from ..failure import Failure, complain
from ..rewriting import show_or_write
from ..settings import configuration_of, plain_request, surroundings_for, verify
from ..source_file import SourceFile, read_or_fail
from ..streams import write_utf8

_CATEGORIES = (Category.SIZE, Category.BUILD_SPEED)


@dataclass(frozen=True, slots=True)
class _Result:
    """A new text; ``explanation`` says what was done and why, line by line, ``done`` in short."""

    text: str
    explanation: tuple[str, ...]
    notes: tuple[str, ...]
    done: str


def run(arguments: argparse.Namespace) -> int:
    """Rewrite a file; 0 if that was done, 1 if there is a reason not to, 2 if the file could not be dealt with."""
    request = plain_request(arguments)
    verify(request)
    if arguments.java != JavaRuntime.JRE.value and not arguments.multi_stage:
        raise Failure("--java says how a file is converted, so it goes with --multi-stage")
    write_utf8()
    path = arguments.file
    file = read_or_fail(path, to_change=True)
    configuration = configuration_of(request, path)
    surroundings = surroundings_for(request, configuration, path, parse(file.text), is_on_disk=True)
    is_rewrite = arguments.multi_stage or arguments.refactoring is not None
    rules = make_rule_set([]) if is_rewrite else _rules(configuration, path)
    if arguments.multi_stage:
        surroundings = replace(surroundings, context=with_source_texts(surroundings.context))
    snapshot = read(file.text, rules, surroundings)
    if not arguments.quiet:
        tell_context_notes(surroundings.context)
    found = _found(snapshot, arguments)
    if isinstance(found, Refusal):
        for why in found.reasons:
            complain(f"{path}: not {'converted' if arguments.multi_stage else 'changed'}: {why}")
        return 1
    _put(found, file, arguments)
    if not arguments.quiet:
        _tell_estimate(snapshot, found.text, str(path))
    return 0


def _found(snapshot: Snapshot, arguments: argparse.Namespace) -> _Result | Refusal:
    if arguments.multi_stage:
        return _converted(snapshot, JavaRuntime(arguments.java))
    if arguments.refactoring is not None:
        return _refactored(snapshot, arguments.refactoring)
    return _mended(snapshot, arguments.unsafe_fixes)


def _rules(configuration: Configuration | None, path: Path) -> RuleSet:
    chosen = rule_set_in(configuration, Path(os.path.abspath(path)).as_posix())
    return make_rule_set((rule for rule in chosen.rules if rule.category in _CATEGORIES), chosen.severities)


def _converted(snapshot: Snapshot, runtime: JavaRuntime) -> _Result | Refusal:
    found = convert(snapshot.analysis, runtime)
    if isinstance(found, Refusal):
        return found
    return _Result(found.text, (*explained(found),), found.plan.notes, f"converted to {len(found.plan.stages)} stages")


def _refactored(snapshot: Snapshot, name: str) -> _Result | Refusal:
    found = refactored(snapshot, name)
    if not found.done:
        reasons = tuple(f"line {line + 1}: {reason}" for line, reason in reasons_against(snapshot, name))
        return Refusal(reasons or ("there is nothing to do",))
    fixes = [made.fix for made in found.done]
    notes = tuple(dict.fromkeys(fix.reason for fix in fixes if fix.reason is not None))
    return _Result(found.snapshot.text, tuple(fix.title for fix in fixes), notes, "refactored")


def _mended(snapshot: Snapshot, include_unsafe: bool) -> _Result | Refusal:
    found = fix_all(snapshot, include_unsafe=include_unsafe)
    further = () if include_unsafe else fix_all(found.snapshot, include_unsafe=True).applied
    notes = (f"{_fixes(len(further), 'unsafe fix')} would go further: see --unsafe-fixes",) if further else ()
    if not found.applied:
        kind = "fix" if include_unsafe else "safe fix"
        return Refusal((f"no {kind} makes the image smaller or its build faster", *notes))
    return _Result(found.snapshot.text, (*_applied(found),), notes, f"made {_fixes(len(found.applied), 'fix')}")


def _fixes(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 'es'}"


def _applied(found: FixedDocument) -> Iterator[str]:
    for fix in found.applied:
        yield f"{fix.title} [{fix.rule}]{' (unsafe)' if fix.safety is Safety.UNSAFE else ''}"


def _put(found: _Result, file: SourceFile, arguments: argparse.Namespace) -> None:
    if arguments.explain:
        for line in found.explanation:
            print(line)
    else:
        show_or_write(file, found.text, arguments)
    for note in found.notes:
        complain(f"{file.path}: {note}")
    if arguments.write:
        complain(f"{file.path}: {found.done}")


def _tell_estimate(old: Snapshot, text: str, label: str) -> None:
    program, context = old.analysis.program, old.analysis.surroundings.context
    changed = source_to_change(program, context)
    before, after = estimate(program, context, changed), estimate(derive(parse(text)), context, changed)
    if before is None or after is None:
        return
    for number, line in enumerate(compared(before, after, changed)):
        complain(line if number else f"{label}: {line}")
