"""Finds and reads configuration files: ``dockwright.toml``, ``.dockwright.toml``, or a table of ``pyproject.toml``.

The nearest file wins, going up from a Dockerfile to the workspace root or else the root of the file system; files
further up have no say unless one is named in ``extends``. A file that cannot be read or understood is a configuration
with a problem; nothing raises. Keeping what was read, and noticing changes, are left to those who ask.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .configuration import Configuration, ConfigurationError
from .configuration_parser import parse_configuration
from .plain_values import as_table
from .system_error import reason
from .toml_lines import Key, toml_error_place, toml_lines

CONFIGURATION_NAMES = ("dockwright.toml", ".dockwright.toml", "pyproject.toml")
"""In the order in which they are preferred within a folder."""

_TABLE = ("tool", "dockwright")
_MOST_BYTES = 4_000_000
_MOST_EXTENDED = 32


def find_configuration(
    start: Path, workspace_root: Path | None = None, buffers: Mapping[Path, str] | None = None
) -> Path | None:
    """The configuration file in force for a folder, or for the folder of a file; None where there is none.

    A ``pyproject.toml`` counts only if it has a table ``tool.dockwright``. ``buffers`` has the texts of files that are
    open in an editor, by absolute path.
    """
    start = Path(os.path.abspath(start))
    stop = Path(os.path.abspath(workspace_root)) if workspace_root is not None else None
    folder = start if start.is_dir() else start.parent
    while True:
        for name in CONFIGURATION_NAMES:
            file = folder / name
            if (file in (buffers or {}) or file.is_file()) and (name != "pyproject.toml" or _has_table(file, buffers)):
                return file
        if folder in (stop, folder.parent):
            return None
        folder = folder.parent


def configuration_for(
    start: Path, workspace_root: Path | None = None, buffers: Mapping[Path, str] | None = None
) -> Configuration:
    """The configuration in force for a file or folder: what the nearest file says, or the defaults."""
    file = find_configuration(start, workspace_root, buffers)
    return load_configuration(file, buffers) if file is not None else Configuration()


def load_configuration(file: Path, buffers: Mapping[Path, str] | None = None) -> Configuration:
    """What a configuration file says, with the files that it extends underneath."""
    return _loaded(Path(os.path.abspath(file)), buffers or {}, (), [])


def _has_table(file: Path, buffers: Mapping[Path, str] | None) -> bool:
    text = _text(file, buffers or {})
    if isinstance(text, ConfigurationError) or "dockwright" not in text:
        return False
    # Most runs meet no configuration, and need not pay for the reader of its format.
    import tomllib

    try:
        return _table(tomllib.loads(text), file) is not None
    except (tomllib.TOMLDecodeError, RecursionError):
        # A broken file that was meant for us must say so rather than be passed over.
        return any(line.lstrip().startswith("[tool.dockwright") for line in text.split("\n"))


def _table(document: Mapping[str, object], file: Path) -> object:
    """What is ours in a document, None if nothing is."""
    found: object = document
    for name in _prefix(file):
        table = as_table(found)
        found = None if table is None else table.get(name)
    return found


def _prefix(file: Path) -> tuple[str, ...]:
    return _TABLE if file.name == "pyproject.toml" else ()


def _loaded(file: Path, buffers: Mapping[Path, str], above: tuple[Path, ...], loaded: list[Path]) -> Configuration:
    """``above`` are the files whose ``extends`` led here, ``loaded`` all that were read so far."""
    loaded.append(file)
    own = _read(file, buffers)
    merged = Configuration()
    problems: list[ConfigurationError] = []
    for index, name in enumerate(own.extends):
        extended = Path(os.path.abspath(file.parent / name))
        problem = _extends_problem(extended, (*above, file), loaded, buffers)
        if problem is None:
            merged = merged.merged(_loaded(extended, buffers, (*above, file), loaded))
        else:
            line = _line_of_extends(file, buffers, index)
            problems.append(ConfigurationError(str(file), line, "extends", problem))
            merged = merged.merged(Configuration(files=(str(extended),)))
    return merged.merged(own).merged(Configuration(problems=tuple(problems)))


def _extends_problem(
    file: Path, above: tuple[Path, ...], loaded: list[Path], buffers: Mapping[Path, str]
) -> str | None:
    if file in above:
        circle = " → ".join(path.name for path in (*above[above.index(file) :], file))
        return f"Configurations extend one another in a circle: {circle}"
    if len(loaded) >= _MOST_EXTENDED:
        return f"More than {_MOST_EXTENDED} configurations extend one another"
    text = _text(file, buffers)
    return f"`{file}` cannot be extended: {text.message}" if isinstance(text, ConfigurationError) else None


def _read(file: Path, buffers: Mapping[Path, str]) -> Configuration:
    """What one file says by itself."""
    import tomllib

    path = str(file)
    text = _text(file, buffers)
    if isinstance(text, ConfigurationError):
        return Configuration(problems=(text,), files=(path,))
    try:
        document = tomllib.loads(text)
        lines = toml_lines(text)
    except tomllib.TOMLDecodeError as error:
        line, message = toml_error_place(str(error))
        return _unusable(path, line or text.rstrip("\n").count("\n") + 1, "", f"The file is not TOML: {message}")
    except RecursionError:
        return _unusable(path, None, "", "The file is nested too deeply")
    prefix = _prefix(file)
    found = _table(document, file)
    table = as_table({} if found is None else found)
    if table is None:
        return _unusable(path, lines.get(prefix), ".".join(prefix), "It must be a table")

    def line_of(key: Key) -> int | None:
        return lines.get((*prefix, *key))

    read = parse_configuration(table, source=path, base=file.parent.as_posix(), line_of=line_of)
    return read.merged(Configuration(files=(path,)))


def _unusable(path: str, line: int | None, key: str, message: str) -> Configuration:
    return Configuration(problems=(ConfigurationError(path, line, key, message),), files=(path,))


def _line_of_extends(file: Path, buffers: Mapping[Path, str], index: int) -> int | None:
    text = _text(file, buffers)
    if isinstance(text, ConfigurationError):
        return None
    lines = toml_lines(text)
    key: Key = (*_prefix(file), "extends")
    return lines.get((*key, index), lines.get(key))


def _text(file: Path, buffers: Mapping[Path, str]) -> str | ConfigurationError:
    buffered = buffers.get(file)
    if buffered is not None:
        return buffered.removeprefix("\ufeff")
    try:
        # A pipe or a device would be read without end.
        if file.exists() and not file.is_file():
            return ConfigurationError(str(file), None, "", "It is not a file")
        with open(file, "rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        return ConfigurationError(str(file), None, "", f"The file cannot be read: {reason(error)}")
    if len(content) > _MOST_BYTES:
        return ConfigurationError(str(file), None, "", f"The file has more than {_MOST_BYTES} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return ConfigurationError(str(file), line, "", "The file is not UTF-8")
