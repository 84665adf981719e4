"""Check one file, and fix it where asked: the work that is handed to other processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..code_actions.snapshot import Snapshot, settled
from ..diagnostics.engine import Analysis, analyse
from ..diagnostics.outside import Outside, unanswered
from ..project.system_error import reason
from ..report.collect import file_record, fixed_record, loudest
from ..report.record import FileRecord
from ..semantics.derivation import derive
from ..semantics.step import Step
from ..syntax.dataclass import dataclass
from ..syntax.tree import parse
from .failure import Failure
from .settings import Limits, Request, configuration_of, limits_of, rules_for, shellcheck_at_work, surroundings_for
from .source_file import SourceFile, read_file, read_standard_input, write_or_fail

if TYPE_CHECKING:
    from ..project.baseline import Key


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each file. ``with_fixes`` asks for proven fixes of findings, which cost time.

    ``counts_all`` asks for the counts of all findings, known or not, as a baseline would hold them.
    """

    request: Request
    with_fixes: bool = True
    fix: bool = False
    unsafe: bool = False
    write: bool = False
    counts_all: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file. ``note`` is worth saying, ``failure`` means that the file was not (wholly) dealt with.

    ``is_loud`` says whether a finding reaches the level that fails, be it shown or beyond the most that are shown.
    ``counts`` are those of all findings, where they were asked for; ``stale`` how many a baseline knows too many.
    """

    record: FileRecord | None = None
    note: str | None = None
    failure: str | None = None
    is_loud: bool = False
    counts: Mapping[Key, int] = field(default_factory=dict[tuple[str, str], int])
    stale: int = 0


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that was read and analysed, while other programs may still have to say what they find in it."""

    label: str
    file: SourceFile
    snapshot: Snapshot
    limits: Limits


STANDARD_INPUT = "-"

BATCH = 50
"""Files for which another program is started once. Measured with ShellCheck on 400 files: a third less of its time."""


def check(work: Work, shown: str, name: Path | None = None) -> Outcome:
    """Check the file of a path, or standard input for ``-``, which ``name`` then gives a place in the project."""
    return _finished(work, _begun(work, shown, name, is_alone=True))


def check_all(work: Work, paths: Sequence[str]) -> list[Outcome]:
    """Check several files, one after the other."""
    outcomes: list[Outcome] = []
    for start in range(0, len(paths), BATCH):
        batch = [_begun(work, path, None, is_alone=len(paths) == 1) for path in paths[start : start + BATCH]]
        _ask_together([begun.snapshot.analysis for begun in batch if isinstance(begun, _Begun)])
        outcomes.extend(_finished(work, begun) for begun in batch)
    return outcomes


def _ask_together(analyses: list[Analysis]) -> None:
    """Have other programs look at several files at once."""
    steps: dict[Outside, list[Step]] = {}
    for analysis in analyses:
        if analysis.rule_set.outside is not None:
            steps.setdefault(analysis.rule_set.outside, []).extend(unanswered(analysis))
    for outside, asked in steps.items():
        outside.answer(asked)


def _begun(work: Work, shown: str, name: Path | None, *, is_alone: bool) -> _Begun | Outcome:
    path = Path(shown) if shown != STANDARD_INPUT else name
    label = STANDARD_INPUT if path is None else str(path)
    try:
        file = read_standard_input() if shown == STANDARD_INPUT else read_file(Path(shown))
    except OSError as error:
        return Outcome(failure=f"{label}: {reason(error)}")
    try:
        return _Begun(label, file, *_snapshot(work.request, file, path, is_alone=is_alone))
    except Failure as failure:
        return Outcome(failure=str(failure))
    except Exception as error:  # noqa: BLE001 - one rule's mistake must not cost the other files
        return Outcome(failure=f"{label}: {_mistake(error)}")


def _finished(work: Work, begun: _Begun | Outcome) -> Outcome:
    if isinstance(begun, Outcome):
        return begun
    try:
        snapshot = settled(begun.snapshot)
        return _limited(_checked(work, begun.file, begun.label, snapshot), begun.limits, _counts(work, snapshot))
    except Failure as failure:
        return Outcome(failure=str(failure))
    except Exception as error:  # noqa: BLE001 - one rule's mistake must not cost the other files
        return Outcome(failure=f"{begun.label}: {_mistake(error)}")


def _counts(work: Work, snapshot: Snapshot) -> tuple[Mapping[Key, int], int]:
    """The counts of all findings where they are of use, and how many the baseline knows too many."""
    known = snapshot.analysis.surroundings.known
    if not work.counts_all and not known:
        return {}, 0
    from ..diagnostics.known_findings import counted, stale
    from ..diagnostics.suppression import unsilenced_findings

    counts = counted(finding for _, finding in unsilenced_findings(snapshot.analysis))
    return dict(counts), sum(stale(known, counts).values())


def _limited(outcome: Outcome, limits: Limits, counts: tuple[Mapping[Key, int], int]) -> Outcome:
    """The outcome with no more findings than are to be shown, and what is to be said of all of them."""
    if outcome.record is None:
        return outcome
    record, left_out = loudest(outcome.record, limits.most_problems)
    note = outcome.note
    if left_out:
        more = f"{record.path}: {left_out} more findings are not shown; the setting max-problems says how many are"
        note = more if note is None else f"{note}\n{more}"
    is_loud = any(finding.severity in limits.loud for finding in outcome.record.findings)
    return replace(outcome, record=record, note=note, is_loud=is_loud, counts=counts[0], stale=counts[1])


def _checked(work: Work, file: SourceFile, label: str, snapshot: Snapshot) -> Outcome:
    if not work.fix or file.problem is not None:
        return Outcome(file_record(label, snapshot, with_fixes=work.with_fixes), _note(label, file, snapshot))
    record = fixed_record(label, snapshot, include_unsafe=work.unsafe)
    note = _note(label, file, snapshot)
    if not work.write or not record.applied:
        return Outcome(record, note)
    try:
        write_or_fail(file, record.text, label)
    except Failure as failure:
        return Outcome(file_record(label, snapshot, with_fixes=work.with_fixes), note, str(failure))
    return Outcome(record, note)


def _snapshot(request: Request, file: SourceFile, path: Path | None, *, is_alone: bool) -> tuple[Snapshot, Limits]:
    # Text without a name is treated as a Dockerfile of the working directory would be, but nothing lies beside it.
    place = path or Path("Dockerfile")
    configuration = configuration_of(request, place)
    tree = parse(file.text)
    surroundings = surroundings_for(request, configuration, place, tree, is_on_disk=path is not None)
    program = derive(tree)
    with shellcheck_at_work(request, configuration, place, program) if is_alone else nullcontext():
        snapshot = Snapshot(analyse(program, rules_for(request, configuration, place), surroundings))
    return snapshot, limits_of(request, configuration)


def _note(label: str, file: SourceFile, snapshot: Snapshot) -> str | None:
    """What is worth saying about a file that was dealt with."""
    if file.problem is not None:
        return f"{label}: {file.problem}"
    source = snapshot.analysis.rule_set.outside
    return None if source is None else source.note


def _mistake(error: Exception) -> str:
    """An error of ours, with the place where it happened, in one line."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    code = "" if where is None else f" ({Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno})"
    return f"a mistake in Dockwright, please report it: {type(error).__name__}: {error}{code}"
