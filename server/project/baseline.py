"""A file of known findings, which are not reported again: for taking up checks in an old repository.

An entry is a rule, the fingerprint of an instruction's text, and how many findings of that rule instructions of that
text have. Lines play no part, so that an entry holds as long as its instruction is not changed, wherever it goes. The
file is JSON with sorted keys, so that differences between two of its versions can be read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..syntax.dataclass import dataclass
from .plain_values import as_table
from .system_error import reason

VERSION = 1

Key = tuple[str, str]
"""A rule's id, and the fingerprint of an instruction."""

Known = Mapping[Key, int]
"""How many findings of each key are known in one file."""


class BaselineProblem(Exception):  # noqa: N818 - the file is at fault
    """A baseline that cannot be read; the text says why, with the file in front."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known, by the path of each Dockerfile relative to the folder that holds the baseline."""

    files: Mapping[str, Known]


@lru_cache(maxsize=10_000)
def fingerprint(text: str) -> str:
    """What stands for an instruction's text; white space plays no part in it, whether in the middle or at the ends."""
    # Without a baseline nobody should wait for it.
    import hashlib

    return hashlib.sha256(" ".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def name_in(baseline: str, path: str) -> str:
    """The name under which a baseline holds a file; both paths are absolute."""
    return Path(os.path.relpath(path, os.path.dirname(baseline))).as_posix()


def known_in(baseline: str, path: str) -> Known:
    """What a baseline knows of a file (both absolute). Raises ``BaselineProblem``; a missing baseline is one too."""
    return read_baseline(baseline).files.get(name_in(baseline, path), {})


def read_baseline(path: str) -> Baseline:
    """Read the file at a path, unless it is known and unchanged. Raises ``BaselineProblem``."""
    try:
        status = os.stat(path)
        return _read(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise BaselineProblem(f"{path}: the baseline cannot be read: {reason(error)}") from None


@lru_cache(maxsize=16)
def _read(path: str, _changed: int, _size: int) -> Baseline:
    with open(path, "rb") as file:
        content = file.read()
    try:
        return parse_baseline(content.decode("utf-8-sig"))
    except BaselineProblem as problem:
        raise BaselineProblem(f"{path}: {problem}") from None
    except UnicodeDecodeError:
        raise BaselineProblem(f"{path}: the baseline is not UTF-8") from None


def parse_baseline(text: str) -> Baseline:
    """The baseline that a text holds. Raises ``BaselineProblem``."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise BaselineProblem(f"the baseline is not JSON: line {error.lineno}: {error.msg.lower()}") from None
    except RecursionError:
        raise BaselineProblem("the baseline is nested too deeply") from None
    table = as_table(document)
    if table is None or "version" not in table:
        raise BaselineProblem("the baseline must be an object with `version` and `files`")
    if table["version"] != VERSION:
        raise BaselineProblem(f"the baseline has version {table['version']}, and only {VERSION} is known")
    return Baseline({name: _known(name, found) for name, found in _table(table.get("files"), "files").items()})


def _known(file: str, found: object) -> Known:
    known: dict[Key, int] = {}
    for rule, prints in _table(found, f"files.{file}").items():
        for name, count in _table(prints, f"files.{file}.{rule}").items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                raise BaselineProblem(f"`files.{file}.{rule}.{name}` must be a whole number, 1 or more")
            known[rule, name] = count
    return known


def _table(value: object, where: str) -> Mapping[str, object]:
    table = as_table(value)
    if table is None:
        raise BaselineProblem(f"`{where}` must be an object")
    return table


def written_baseline(baseline: Baseline) -> str:
    """The baseline as text."""
    files: dict[str, dict[str, dict[str, int]]] = {}
    for name, known in baseline.files.items():
        for (rule, print_of_item), count in known.items():
            files.setdefault(name, {}).setdefault(rule, {})[print_of_item] = count
    text = json.dumps({"version": VERSION, "files": files}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    # Bytes in the name of a file that are no text become escapes of JSON.
    return text.encode(errors="backslashreplace").decode()
