"""Write what was found into baselines: all of it, or only less than they hold."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..project.baseline import Baseline, BaselineProblem, Key, Known, name_in, read_baseline, written_baseline
from ..project.system_error import reason
from .checking import Outcome
from .failure import Failure
from .settings import Request, baseline_of, configuration_of, short_path


def write_known(request: Request, outcomes: Sequence[Outcome], *, only_prune: bool) -> dict[str, int]:
    """Write the baseline of each file that was checked; gives how many findings each baseline then knows, by path.

    What a baseline says of files that were not checked is kept while these exist. A baseline that has to be pruned must
    be there; raises ``Failure`` where one cannot be read or written.
    """
    found: dict[str, dict[str, Mapping[Key, int]]] = {}
    for outcome in outcomes:
        if outcome.record is None:
            continue
        path = Path(outcome.record.path)
        baseline = baseline_of(request, configuration_of(request, path))
        if baseline is not None:
            found.setdefault(baseline, {})[name_in(baseline, os.path.abspath(path))] = outcome.counts
    return {short_path(baseline): _written(baseline, files, only_prune) for baseline, files in found.items()}


def _written(path: str, files: Mapping[str, Mapping[Key, int]], only_prune: bool) -> int:
    before = _before(path, must_exist=only_prune)
    folder = os.path.dirname(path)
    known: dict[str, Known] = {
        name: entries for name, entries in before.files.items() if os.path.exists(os.path.join(folder, name))
    }
    for name, counts in files.items():
        known[name] = _lowered(before.files.get(name, {}), counts) if only_prune else counts
    text = written_baseline(Baseline(known))
    try:
        if not os.path.exists(path) or Path(path).read_text(encoding="utf-8") != text:
            Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{short_path(path)}: cannot be written: {reason(error)}") from None
    return sum(sum(entries.values()) for entries in known.values())


def _lowered(before: Known, counts: Mapping[Key, int]) -> Known:
    lowered = {key: min(count, counts.get(key, 0)) for key, count in before.items()}
    return {key: count for key, count in lowered.items() if count}


def _before(path: str, *, must_exist: bool) -> Baseline:
    if not must_exist and not os.path.exists(path):
        return Baseline({})
    try:
        return read_baseline(path)
    except BaselineProblem as problem:
        raise Failure(short_path(str(problem))) from None
