"""One walk over the folder that a build is sent, within bounds.

Links are never followed to a folder, and to a file only where it lies in the context. Folders that the ignore file
shuts are not entered; folders that tools fill (``node_modules``, ``.git``) come last and are only counted. Time and
the number of names are limited. Whatever could not be read is a note; nothing raises.
"""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from ..syntax.dataclass import dataclass
from .build_context import ContextNote, Entry, EntryKind, Measure, found_manifests
from .dockerignore import IgnoreRules, MatchState, ignore_file_candidates, parse_ignore_file
from .manifests import MANIFEST_NAMES, Role
from .system_error import reason

_COUNTED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".jj",
        "node_modules", "bower_components", ".yarn", ".pnpm-store",
        ".venv", "venv", ".tox", ".nox", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache",
        ".gradle", ".terraform", ".next", ".nuxt", ".svelte-kit", ".turbo", ".parcel-cache", ".cache",
    }
)  # fmt: skip
"""Folders that a tool fills: what they weigh matters, their single names do not."""

_LATE_FOLDERS = _COUNTED_FOLDERS | {"target", "dist", "build", "out", "bin", "obj", "vendor", "_build", "coverage"}
_DEEPEST = 64
"""Folders below one another. Nothing that people make is deeper, and mounts can nest without end."""

_CLOCK_EVERY = 256
"""Names between two looks at the clock."""
_MOST_NOTES = 20
"""More than a person reads."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a snapshot may cost: names read, seconds, bytes of one manifest, bytes of all manifests together."""

    names: int = 20_000
    seconds: float = 0.5
    manifest_bytes: int = 1_000_000
    all_manifest_bytes: int = 4_000_000


def lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


@dataclass(slots=True)
class Walk:
    """One walk over a context, breadth first, as it goes along."""

    root: Path
    budget: Budget
    clock: Callable[[], float]
    buffers: Mapping[Path, str]
    folders: dict[str, dict[str, Entry]] = field(default_factory=dict[str, dict[str, Entry]])
    incomplete: set[str] = field(default_factory=set[str])
    measures: dict[str, Measure] = field(default_factory=dict[str, Measure])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    notes: list[ContextNote] = field(default_factory=list[ContextNote])
    names: int = 0
    started: float = 0.0
    real_root: str = ""

    def __post_init__(self) -> None:
        self.started = self.clock()
        self.real_root = os.path.realpath(self.root)

    def ignore_rules(self, dockerfile: Path, is_podman: bool) -> tuple[str | None, IgnoreRules | None]:
        """The ignore file in force and its rules; one beside a Dockerfile that lies elsewhere counts too."""
        is_inside = dockerfile.is_relative_to(self.root)
        name = dockerfile.relative_to(self.root).as_posix() if is_inside else dockerfile.name
        for candidate in ignore_file_candidates(name, is_podman=is_podman):
            is_beside = candidate.startswith(f"{name}.")
            file = dockerfile.parent / Path(candidate).name if is_beside else self.root / candidate
            text = self.text(file, candidate)
            if text is not None:
                self.texts[candidate] = text
                return candidate, parse_ignore_file(text)
            if os.path.lexists(file) and not file.is_dir():
                # It is there and cannot be read, which a note says: what it ignores is not known.
                return candidate, IgnoreRules()
        return None, None

    def run(self, rules: IgnoreRules) -> None:
        """Read folder after folder until there are none left or the budget is spent."""
        early: deque[tuple[str, MatchState]] = deque([("", rules.at_root())])
        late: deque[tuple[str, MatchState]] = deque()
        while (early or late) and not self._is_spent():
            is_late = not early
            folder, state = late.popleft() if is_late else early.popleft()
            if folder.rpartition("/")[2] in _COUNTED_FOLDERS:
                self.measures[folder] = self._count(folder, state, rules)
                continue
            for name, entry in self._list(folder).items():
                path = f"{folder}/{name}" if folder else name
                if entry.kind is EntryKind.FOLDER:
                    inner = rules.step(state, path)
                    if inner.is_entered and path.count("/") < _DEEPEST:
                        (late if is_late or name in _LATE_FOLDERS else early).append((path, inner))
        if early or late:
            self.note("", f"The build context is too large to be read in full; {self.names} names were read")
        self._probe_manifests()
        self._capture_manifests()

    def _is_spent(self) -> bool:
        return self.names >= self.budget.names or self.clock() - self.started >= self.budget.seconds

    def _list(self, folder: str) -> dict[str, Entry]:
        """Read the names of one folder into the snapshot."""
        entries: dict[str, Entry] = {}
        try:
            with os.scandir(self.root / folder) as scan:
                self.folders[folder] = entries
                for item in scan:
                    entries[item.name] = self._entry(item)
                    self.names += 1
                    if self.names % _CLOCK_EVERY == 0 and self._is_spent():
                        self.incomplete.add(folder)
                        self.note(folder, f"The folder holds more than the {len(entries)} names that were read")
                        break
        except OSError as error:
            self.incomplete.add(folder)
            self.note(folder, f"The folder cannot be read: {reason(error)}")
        entries_in_order = dict(sorted(entries.items()))
        if folder in self.folders:
            self.folders[folder] = entries_in_order
        return entries_in_order

    def _entry(self, item: os.DirEntry[str]) -> Entry:
        try:
            if item.is_symlink():
                return Entry(EntryKind.LINK, 0, self._target(item.path))
            if item.is_dir(follow_symlinks=False):
                # On Windows, a junction counts as a folder and leads anywhere.
                is_junction = getattr(os.path, "isjunction", None)
                return Entry(EntryKind.LINK if is_junction and is_junction(item.path) else EntryKind.FOLDER)
            facts = item.stat(follow_symlinks=False)
        except OSError:
            return Entry(EntryKind.OTHER)
        return Entry(EntryKind.FILE, facts.st_size) if stat.S_ISREG(facts.st_mode) else Entry(EntryKind.OTHER)

    def _target(self, link: str) -> str | None:
        """Where a link leads, relative to the root, or None if it leads out of the context, nowhere or in circles."""
        try:
            target = os.path.realpath(link, strict=True)
        except OSError:
            return None
        if not lies_in(target, self.real_root):
            return None
        return Path(os.path.relpath(target, self.real_root)).as_posix()

    def _count(self, folder: str, state: MatchState, rules: IgnoreRules) -> Measure:
        """What would be sent of a folder, without keeping its names."""
        size = files = 0
        is_complete = True
        todo = [(folder, state)]
        while todo:
            here, above = todo.pop()
            try:
                with os.scandir(self.root / here) as scan:
                    for item in scan:
                        self.names += 1
                        if self.names % _CLOCK_EVERY == 0 and self._is_spent():
                            return Measure(size, files, is_complete=False)
                        path = f"{here}/{item.name}"
                        inner = rules.step(above, path)
                        entry = self._entry(item) if not item.is_symlink() else Entry(EntryKind.LINK)
                        if entry.kind is EntryKind.FOLDER and inner.is_entered and path.count("/") < _DEEPEST:
                            todo.append((path, inner))
                        elif entry.kind is not EntryKind.FOLDER and not inner.is_excluded:
                            size, files = size + entry.size, files + 1
            except OSError as error:
                is_complete = False
                self.note(here, f"The folder cannot be read: {reason(error)}")
        return Measure(size, files, is_complete)

    def _probe_manifests(self) -> None:
        """Look for manifests by name in a root that was too large to be listed."""
        for name in MANIFEST_NAMES if "" in self.incomplete and "" in self.folders else ():
            if name not in self.folders[""]:
                try:
                    facts = os.lstat(self.root / name)
                except OSError:
                    continue
                if stat.S_ISREG(facts.st_mode):
                    self.folders[""][name] = Entry(EntryKind.FILE, facts.st_size)

    def _capture_manifests(self) -> None:
        left = self.budget.all_manifest_bytes
        for manifest in found_manifests(self.folders):
            if manifest.kind.role is Role.LOCK:
                continue
            entry = self.folders[manifest.folder][manifest.path.rpartition("/")[2]]
            if entry.size > min(left, self.budget.manifest_bytes):
                self.note(manifest.path, f"The file is not read: it has {entry.size} bytes")
                continue
            text = self.text(self.root / manifest.path, manifest.path)
            if text is not None:
                self.texts[manifest.path] = text
                left -= len(text)
        if ".gitignore" in self.folders.get("", {}):
            text = self.text(self.root / ".gitignore", ".gitignore")
            if text is not None:
                self.texts[".gitignore"] = text

    def text(self, file: Path, path: str) -> str | None:
        """The text of a file as UTF-8, other bytes kept as lone surrogates; None where there is none to be had."""
        buffered = self.buffers.get(file)
        if buffered is not None:
            return buffered
        try:
            facts = os.lstat(file)
        except OSError:
            return None
        try:
            if stat.S_ISLNK(facts.st_mode) and not lies_in(os.path.realpath(file, strict=True), self.real_root):
                self.note(path, "The link is not followed: it leaves the build context")
                return None
            # Opening a pipe would wait for somebody to write into it.
            if not stat.S_ISREG(os.stat(file).st_mode):
                return None
            with open(file, "rb") as stream:
                content = stream.read(self.budget.manifest_bytes + 1)
        except OSError as error:
            self.note(path, f"The file cannot be read: {reason(error)}")
            return None
        if len(content) > self.budget.manifest_bytes:
            self.note(path, f"The file is not read: it has more than {self.budget.manifest_bytes} bytes")
            return None
        return content.decode(errors="surrogateescape")

    def note(self, path: str, message: str) -> None:
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(ContextNote(path, message))
