"""Finds the Dockerfiles below folders.

Honours ``.gitignore`` with git's precedence (the nearest file first, then ``.git/info/exclude``), and ``.ignore``,
whose word counts more than git's, as in ripgrep. Hidden folders are searched; those that tools fill are not. A file
that is named explicitly is always taken. Links to folders are not followed, links to files only where the file itself
will not be found. What cannot be read is part of the answer; nothing raises.

Left out: git's ignore file of the user (``core.excludesFile``), since two people would get different answers, and its
index: a tracked file that matches an ignore pattern is not found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ..syntax.dataclass import dataclass
from .dockerfile_names import is_dockerfile_name
from .gitignore import GitPattern, PathPattern, parse_gitignore, verdict
from .system_error import reason

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".jj", ".bzr",
        "node_modules", "bower_components", ".yarn", ".pnpm-store", "site-packages", "__pypackages__",
        ".venv", ".tox", ".nox", ".direnv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".eggs",
        ".terraform", ".gradle", ".next", ".nuxt", ".svelte-kit", ".turbo", ".parcel-cache", ".cache",
    }
)  # fmt: skip
"""Folders of other programs. A Dockerfile in them is nobody's to mend."""

_VENDOR_MARKS = frozenset({"modules.txt", "autoload.php"})
"""What Go and Composer leave in the folder `vendor` that they fill."""

_MOST_BYTES = 4_000_000
"""Of an ignore file: more is not one."""


@dataclass(frozen=True, slots=True)
class DiscoveryProblem:
    """A path that could not be searched, and a sentence without a full stop that says why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class _IgnoreFile:
    """The patterns of one ignore file and the absolute folder, with a slash at its end, that they are relative to."""

    patterns: tuple[GitPattern, ...]
    base: str

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        return verdict(self.patterns, path[len(self.base) :], is_folder) if path.startswith(self.base) else None


@dataclass(frozen=True, slots=True)
class _Ignored:
    """The ignore files in force in a folder, those with more weight first; the first that has an opinion decides."""

    plain: tuple[_IgnoreFile, ...] = ()
    of_git: tuple[_IgnoreFile, ...] = ()

    def ignores(self, path: str, is_folder: bool) -> bool:
        for file in (*self.plain, *self.of_git):
            said = file.verdict(path, is_folder)
            if said is not None:
                return said
        return False


def discover(
    paths: Iterable[Path],
    excludes: Sequence[PathPattern] = (),
    is_wanted: Callable[[str], bool] = is_dockerfile_name,
) -> Iterator[Path | DiscoveryProblem]:
    """The files to check, each once, in a stable order: as the paths are given, and by name below a folder.

    ``excludes`` are patterns of our own configuration; they hold for what is found, not for what is named. Found paths
    are spelled as the given one was: relative below a relative path. ``is_wanted`` judges the names of files.
    """
    seen: set[str] = set()
    for path in paths:
        found: Iterable[Path | DiscoveryProblem]
        if path.is_dir():
            found = _search(path, excludes, is_wanted)
        elif os.path.lexists(path):
            found = [path]
        else:
            found = [DiscoveryProblem(path, "There is no such file or folder")]
        for item in found:
            if isinstance(item, DiscoveryProblem):
                yield item
            elif (key := os.path.realpath(item)) not in seen:
                seen.add(key)
                yield item


def _search(
    start: Path, excludes: Sequence[PathPattern], is_wanted: Callable[[str], bool]
) -> Iterator[Path | DiscoveryProblem]:
    real_start = os.path.realpath(start)
    todo: list[tuple[Path, _Ignored]] = [(start, _ignored_above(Path(os.path.abspath(start))))]
    while todo:
        folder, above = todo.pop()
        try:
            with os.scandir(folder) as scan:
                items = sorted(scan, key=lambda item: item.name)
        except OSError as error:
            yield DiscoveryProblem(folder, f"The folder cannot be read: {reason(error)}")
            continue
        names = {item.name for item in items}
        if folder != start and _is_filled_by_a_tool(folder.name, names):
            continue
        absolute = os.path.abspath(folder)
        ignored = _with_files_of(absolute, names, above)
        folders: list[tuple[Path, _Ignored]] = []
        for item in items:
            path = _with_slashes(os.path.join(absolute, item.name))
            is_folder = _is_folder(item)
            if (item.name in SKIPPED_FOLDERS) if is_folder else not is_wanted(item.name):
                continue
            if ignored.ignores(path, is_folder) or any(pattern.matches(path, is_folder) for pattern in excludes):
                continue
            if is_folder:
                folders.append((folder / item.name, ignored))
            elif _is_worth_taking(item, real_start, is_wanted):
                yield folder / item.name
        todo.extend(reversed(folders))


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_worth_taking(item: os.DirEntry[str], start: str, is_wanted: Callable[[str], bool]) -> bool:
    """Whether this is a file, and not a link to one that the search comes by anyway."""
    try:
        if not item.is_file():
            return False
        if not item.is_symlink():
            return True
        target = os.path.realpath(item.path, strict=True)
    except OSError:
        return False
    is_below = target.startswith(start.rstrip(os.sep) + os.sep)
    return not (is_below and is_wanted(os.path.basename(target)))


def _is_filled_by_a_tool(name: str, names: set[str]) -> bool:
    return "pyvenv.cfg" in names or (name == "vendor" and not _VENDOR_MARKS.isdisjoint(names))


def _with_slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def _with_files_of(folder: str, names: Iterable[str], above: _Ignored) -> _Ignored:
    """What is ignored in a folder: its own files first, then those above; git's do not reach into a repository."""
    names = set(names)
    base = _with_slashes(folder).rstrip("/") + "/"
    plain, of_git = above.plain, above.of_git
    if ".git" in names:
        of_git = _read(_exclude_file(Path(folder) / ".git"), base)
    if ".gitignore" in names:
        of_git = _read(Path(folder) / ".gitignore", base) + of_git
    if ".ignore" in names:
        plain = _read(Path(folder) / ".ignore", base) + plain
    return _Ignored(plain, of_git)


def _ignored_above(start: Path) -> _Ignored:
    """What the folders above the start of a search ignore, up to the root of its repository."""
    above: list[Path] = []
    folder = start
    while not os.path.lexists(folder / ".git"):
        if folder == folder.parent:
            # Outside of a repository, nothing says how far up an ignore file would count.
            return _Ignored()
        folder = folder.parent
        above.append(folder)
    ignored = _Ignored()
    for parent in reversed(above):
        present = [name for name in (".git", ".gitignore", ".ignore") if os.path.lexists(parent / name)]
        ignored = _with_files_of(str(parent), present, ignored)
    return ignored


def _exclude_file(git: Path) -> Path:
    """``info/exclude`` of a repository, whose ``.git`` is a file in worktrees and submodules."""
    if git.is_file():
        pointer = _text(git).partition("gitdir:")[2].strip()
        git = git.parent / pointer
        common = _text(git / "commondir").strip()
        git = git / common if common else git
    return git / "info" / "exclude"


def _read(file: Path, base: str) -> tuple[_IgnoreFile, ...]:
    patterns = parse_gitignore(_text(file))
    return (_IgnoreFile(patterns, base),) if patterns else ()


def _text(file: Path) -> str:
    """The text of a small file; empty where there is none to be had. git, too, reads no ignore file through a link."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return ""
        return file.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return ""
