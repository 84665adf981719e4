"""Looking things up in a snapshot: names, texts, and the line on which a fact stands.

Every reader here takes what is there and never raises: a manifest that is broken, too large to be worth reading or not
kept is an answer. Searches are linear in the text. Leaves out: what any of it means.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from ..build_context import BuildContext, EntryKind
from ..manifests import ManifestProblem, parse_toml
from ..plain_values import as_table
from .facts import Known, Note, Origin

LARGEST_MANIFEST = 300_000
"""Code points of a manifest that is still taken apart. People write much less, and tools write lock files."""

MOST_PROJECTS = 40
"""Manifests of one name that are looked at, those nearest to the root first."""

_FOREIGN = frozenset({"node_modules", "bower_components", "vendor", ".git", ".venv", "venv", "site-packages", "deps"})
"""Folders whose manifests belong to others."""


def join(folder: str, name: str) -> str:
    """The path of a name in a folder of the context; ``..`` and ``.`` are resolved, the root is the empty string."""
    parts: list[str] = []
    for part in f"{folder}/{name}".split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def folder_of(path: str) -> str:
    """The folder that holds a path; empty for the root."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """The last name of a path."""
    return path.rpartition("/")[2]


def ancestors(folder: str) -> Iterator[str]:
    """The folders above a folder, the nearest first, the root last; none for the root."""
    while folder:
        folder = folder_of(folder)
        yield folder


def is_file(context: BuildContext, path: str) -> bool:
    """Whether the context is known to hold a file, or a link, at this path."""
    entry = context.names_in(folder_of(path)).get(name_of(path))
    return entry is not None and entry.kind in (EntryKind.FILE, EntryKind.LINK)


def is_folder(context: BuildContext, path: str) -> bool:
    """Whether the context is known to hold a folder at this path."""
    entry = context.names_in(folder_of(path)).get(name_of(path))
    return entry is not None and entry.kind is EntryKind.FOLDER


def first_file(context: BuildContext, folder: str, names: Iterable[str]) -> str | None:
    """The path of the first of these names that is a file in the folder."""
    return next((path for path in (join(folder, name) for name in names) if is_file(context, path)), None)


def files_in(context: BuildContext, folder: str, names: Iterable[str]) -> tuple[str, ...]:
    """The paths of those names that are files in the folder, in the order of the names."""
    return tuple(path for path in (join(folder, name) for name in names) if is_file(context, path))


def manifests_named(context: BuildContext, *names: str) -> tuple[str, ...]:
    """The paths of the project's own manifests with one of these names, those nearest to the root first.

    A name that begins with a dot and is none of a file (``.csproj``) is an extension.
    """
    found: list[str] = []
    for manifest in context.manifests:
        name = name_of(manifest.path)
        if (name in names or f".{name.rpartition('.')[2]}" in names) and not is_foreign(manifest.path):
            found.append(manifest.path)
            if len(found) >= MOST_PROJECTS:
                break
    return tuple(found)


def is_foreign(path: str) -> bool:
    """Whether a path lies in a folder that holds what others wrote."""
    return not _FOREIGN.isdisjoint(path.split("/")[:-1])


def text_of(context: BuildContext, path: str) -> str | None:
    """The text of a file, or None where it was not kept, is empty, or is too long to be taken apart."""
    text = context.texts.get(path)
    return text if text and len(text) <= LARGEST_MANIFEST else None


def lost_text(context: BuildContext, path: str) -> tuple[Note, ...]:
    """Why a manifest that is there has no text."""
    text = context.texts.get(path)
    if text is None:
        return (Note(Origin(path), "The file was not read"),)
    if len(text) > LARGEST_MANIFEST:
        return (Note(Origin(path), "The file is too long to be taken apart"),)
    return () if text else (Note(Origin(path), "The file is empty"),)


def problem_note(path: str, problem: ManifestProblem) -> Note:
    """What to say of a manifest that cannot be read."""
    return Note(Origin(path, problem.line), f"The file cannot be read: {problem.message}")


def json_table(context: BuildContext, path: str) -> Mapping[str, object] | None:
    """The members of a JSON file, or None where it is not to be had. Comments are tolerated."""
    text = text_of(context, path)
    return None if text is None else parse_json_table(text)


def unread_json(context: BuildContext, path: str) -> tuple[Note, ...]:
    """Why ``json_table`` has nothing to give for a file that is there."""
    text = text_of(context, path)
    if text is None:
        return lost_text(context, path)
    try:
        json.loads(_tolerated(text))
    except json.JSONDecodeError as error:
        return (problem_note(path, ManifestProblem(error.lineno, error.msg)),)
    except (ValueError, RecursionError) as error:
        return (problem_note(path, ManifestProblem(None, str(error))),)
    return (problem_note(path, ManifestProblem(1, "The document is not an object")),)


@lru_cache(maxsize=64)
def parse_json_table(text: str) -> Mapping[str, object] | None:
    """The members of a JSON document, with or without comments and closing commas; None where it is none."""
    text = text.removeprefix("\ufeff")
    for candidate in (text, _tolerated(text)):
        try:
            return as_table(json.loads(candidate))
        except (ValueError, RecursionError):
            continue
    return None


def _tolerated(text: str) -> str:
    """A JSON document without comments and closing commas, line by line the same."""
    return _CLOSING_COMMA.sub(r"\1", without_comments(text.removeprefix("\ufeff")))


_CLOSING_COMMA = re.compile(r",(\s*+[}\]])")


def toml_table(context: BuildContext, path: str) -> Mapping[str, object] | ManifestProblem | None:
    """The tables of a TOML file, or why there are none; None where its text is not to be had."""
    text = text_of(context, path)
    if text is None:
        return None
    try:
        return parse_toml(text)
    except ValueError as error:
        return ManifestProblem(None, str(error))


def line_at(text: str, offset: int) -> int:
    """The 1-based line that an offset in code points lies on."""
    return bisect_left(_line_ends(text), offset) + 1


@lru_cache(maxsize=16)
def _line_ends(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]


def json_line(text: str, *keys: str) -> int | None:
    """The line of a key of a JSON text, given the keys on the way to it; None where it is written in another way."""
    offset = 0
    for key in keys:
        found = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"[ \t]*+:").search(text, offset)
        if found is None:
            return None
        offset = found.end()
    return line_at(text, offset)


def toml_line(text: str, table: str, key: str | None = None) -> int | None:
    """The line of a table's heading, or of a key below it; None where it is written in another way."""
    return _toml_lines(text).get((table, key))


_HEADING = re.compile(r"[ \t]*+\[\[?[ \t]*+([^\]\n]*?)[ \t]*+\]")
_KEY = re.compile(r"[ \t]*+[\"']?([\w.-]++)[\"']?[ \t]*+=")


@lru_cache(maxsize=16)
def _toml_lines(text: str) -> Mapping[tuple[str, str | None], int]:
    found: dict[tuple[str, str | None], int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        heading = _HEADING.match(line)
        key = _KEY.match(line)
        if heading:
            table = heading[1]
            found.setdefault((table, None), number)
        elif key:
            found.setdefault((table, key[1]), number)
    return found


_CODE = re.compile(
    r'"(?:\\.|[^"\\\n])*+(?:"|$)'
    r"|'(?:\\.|[^'\\\n])*+(?:'|$)"
    r"|`(?:\\.|[^`\\])*+(?:`|\Z)"
    r"|(?P<comment>//[^\n]*+|/\*.*?(?:\*/|\Z))",
    re.DOTALL | re.MULTILINE,
)


@lru_cache(maxsize=32)
def without_comments(text: str) -> str:
    """A text in a language with ``//`` and ``/* */``, comments blanked out, line ends kept."""

    def keep(found: re.Match[str]) -> str:
        comment = found["comment"]
        return found[0] if comment is None else "\n" * comment.count("\n")

    return _CODE.sub(keep, text)


def without_hash_comments(text: str) -> str:
    """A text in a language whose comments begin with ``#`` at the start of a line, those lines blanked out."""
    return "\n".join("" if line.lstrip().startswith("#") else line for line in text.split("\n"))


def search_line(text: str, pattern: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    """The first match of a pattern, and the 1-based line where it begins."""
    found = pattern.search(text)
    return None if found is None else (found, line_at(text, found.start()))


def known_in(context: BuildContext, path: str, pattern: re.Pattern[str], key: str = "") -> Known | None:
    """The first group of the first match of a pattern in a file, as a fact."""
    text = text_of(context, path)
    found = None if text is None else search_line(text, pattern)
    return None if found is None else Known(found[0][1], Origin(path, found[1], key))


def first_line(context: BuildContext, path: str) -> Known | None:
    """The first line with something on it, of a file that holds one value such as ``.nvmrc``."""
    for number, line in enumerate((text_of(context, path) or "").splitlines()[:20], 1):
        value = line.strip()
        if value and not value.startswith("#"):
            return Known(value, Origin(path, number))
    return None


def tool_version(context: BuildContext, folder: str, *tools: str) -> Known | None:
    """The version of a tool in the ``.tool-versions`` of a folder (https://asdf-vm.com/manage/configuration.html)."""
    path = join(folder, ".tool-versions")
    for number, line in enumerate((text_of(context, path) or "").splitlines()[:200], 1):
        words = line.split()
        if len(words) > 1 and words[0] in tools:
            return Known(words[1], Origin(path, number, words[0]))
    return None


_PROCESS = re.compile(r"^([A-Za-z0-9_-]+):[ \t]*+(.+)$", re.MULTILINE)


def procfile_line(context: BuildContext, folder: str, process: str) -> Known | None:
    """The command of a process in the ``Procfile`` of a folder (https://devcenter.heroku.com/articles/procfile)."""
    path = join(folder, "Procfile")
    text = text_of(context, path) or ""
    for found in _PROCESS.finditer(text):
        if found[1] == process:
            return Known(found[2].strip(), Origin(path, line_at(text, found.start()), process))
    return None
