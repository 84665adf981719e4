"""What lies beside a Dockerfile, as a value: rules ask it, and it never asks the disk.

A ``BuildContext`` is a snapshot. Whether a path is in it has three answers: yes, no, and unknown, where nobody looked
(a large folder, an untitled buffer), where the way leads through a link that leaves the context, or where the root of
the context is only a guess. Paths are relative to the context root and separated by ``/``; a leading ``/`` means the
root too, as in COPY, and ``..`` stops there.

How a snapshot is taken is the business of ``context_reader``; what its manifests say, of ``manifests``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any, Literal

from ..syntax.dataclass import dataclass
from .dockerignore import IgnoreRules, MatchState, ignore_file_in_force, parse_ignore_file
from .go_path import clean
from .manifests import Manifest, ManifestProblem, PackageJson, manifest_kind, parse_package_json, parse_toml

_MOST_LINKS = 8
"""How many links one path is followed through before the answer is unknown."""


class EntryKind(Enum):
    """What a name in a folder stands for."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"
    """A socket, a device, a pipe."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder.

    ``size`` is the bytes of a file, 0 for anything else. ``target`` is where a link leads, relative to the context
    root and not yet looked at, or None where it leaves the context.
    """

    kind: EntryKind
    size: int = 0
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a build is sent. Not ``is_complete``: at least so much, the rest was not looked at."""

    bytes: int = 0
    files: int = 0
    is_complete: bool = True

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.bytes + other.bytes, self.files + other.files, self.is_complete and other.is_complete)


@dataclass(frozen=True, slots=True)
class ContextNote:
    """Something that kept a snapshot from being complete, for people: a path, and a sentence without a full stop."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class BuildContext:
    """A snapshot. Two snapshots are never equal, however alike: they serve as keys of a memo, and are large.

    ``folders`` has, for each folder whose names were read, those names; one in ``incomplete`` has more of them.
    ``measures`` has what would be sent of folders that were counted but whose names were not kept.
    ``ignore_rules`` is None where no ignore file is in force, ``ignore_file`` its path or, outside of the root, its
    name. ``root`` is absolute, for messages only.
    """

    root: str | None = None
    is_root_certain: bool = False
    ignore_file: str | None = None
    ignore_rules: IgnoreRules | None = None
    folders: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict[str, Mapping[str, Entry]])
    incomplete: frozenset[str] = frozenset()
    measures: Mapping[str, Measure] = field(default_factory=dict[str, Measure])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    manifests: tuple[Manifest, ...] = ()
    notes: tuple[ContextNote, ...] = ()
    # Adding up a large folder takes longer than a keystroke may; the sums are as unchanging as the snapshot.
    _sizes: dict[str, Measure] = field(default_factory=dict[str, Measure], repr=False)

    @staticmethod
    def unknown(*notes: ContextNote) -> BuildContext:
        """The context of a text that lies nowhere: every question is answered with unknown."""
        return BuildContext(notes=notes)

    @staticmethod
    def of_files(
        files: Mapping[str, str | int], *, dockerfile: str = "Dockerfile", is_podman: bool = False
    ) -> BuildContext:
        """A context that holds exactly these files: path to text, or to size in bytes where the text does not matter.

        A path that ends in ``/`` is an empty folder. The ignore file among them is in force.
        """
        folders: dict[str, dict[str, Entry]] = {"": {}}
        for path, content in files.items():
            names = path.strip("/").split("/")
            for depth in range(1, len(names)):
                _add_folder(folders, "/".join(names[:depth]))
            if path.endswith("/"):
                _add_folder(folders, "/".join(names))
                continue
            size = content if isinstance(content, int) else len(content.encode(errors="surrogateescape"))
            folders["/".join(names[:-1])][names[-1]] = Entry(EntryKind.FILE, size)
        texts = {path: content for path, content in files.items() if isinstance(content, str)}
        ignore_file = ignore_file_in_force(dockerfile, files, is_podman=is_podman)
        return BuildContext(
            root="/",
            is_root_certain=True,
            ignore_file=ignore_file,
            ignore_rules=parse_ignore_file(texts.get(ignore_file, "")) if ignore_file is not None else None,
            folders=folders,
            texts=texts,
            manifests=found_manifests(folders),
        )

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of this context."""
        return "" in self.folders

    @property
    def top_level(self) -> Mapping[str, Entry]:
        """The names directly below the root, as far as known."""
        return self.names_in("")

    @property
    def lacks_ignore_file(self) -> bool | None:
        """Whether everything in the context is sent for want of an ignore file; None where the root is a guess."""
        if self.ignore_rules is not None:
            return False
        return True if self.is_known and self.is_root_certain else None

    def exists(self, path: str) -> bool | None:
        """Whether the context holds this path, ignored or not."""
        found = self._find(path)
        return True if isinstance(found, Entry) else found

    def entry(self, path: str) -> Entry | None:
        """What stands at this path, or None where nothing does or nobody knows: ``exists`` tells those apart.

        A path through a link is followed inside of the context; a link at its end is answered as the link.
        """
        found = self._find(path)
        return found if isinstance(found, Entry) else None

    def _find(self, path: str) -> Entry | Literal[False] | None:
        names = clean("/" + path)[1:]
        if not names:
            return Entry(EntryKind.FOLDER) if self.is_known else None
        for _ in range(_MOST_LINKS):
            found = self._entry_or_detour(names)
            if not isinstance(found, str):
                return found if found or self.is_root_certain else None
            names = found
        return None

    def _entry_or_detour(self, path: str) -> Entry | Literal[False] | str | None:
        """The entry at a clean path, or the path behind the first link on the way to it."""
        folder, rest = "", path
        while True:
            name, slash, rest = rest.partition("/")
            entry = self.names_in(folder).get(name)
            here = f"{folder}/{name}" if folder else name
            if entry is None:
                return False if folder in self.folders and folder not in self.incomplete else None
            if not slash:
                return entry
            match entry.kind:
                case EntryKind.LINK:
                    return None if entry.target is None else clean(f"/{entry.target}/{rest}")[1:]
                case EntryKind.FILE | EntryKind.OTHER:
                    return False
                case EntryKind.FOLDER:
                    folder = here

    def names_in(self, folder: str) -> Mapping[str, Entry]:
        """The names that are known in a folder."""
        return self.folders.get(folder) or {}

    def is_sent(self, path: str) -> bool | None:
        """Whether a build gets to see this path: it is there, and the ignore file does not keep it back."""
        if self.ignore_rules is not None and self.ignore_rules.excludes(path):
            return False
        return self.exists(path)

    def sent_size(self, path: str = "") -> Measure:
        """How much of a file or folder a build is sent, its ignored parts left out; links count as empty files."""
        path = clean("/" + path)[1:]
        known = self._sizes.get(path)
        if known is None:
            rules = self.ignore_rules or IgnoreRules()
            found = self._find(path)
            if isinstance(found, Entry):
                known = self._sent_size(path, found, rules, rules.state_at(path))
            else:
                known = Measure(is_complete=found is False)
            self._sizes[path] = known
        return known

    def _sent_size(self, path: str, entry: Entry, rules: IgnoreRules, state: MatchState) -> Measure:
        if entry.kind is not EntryKind.FOLDER:
            return Measure() if state.is_excluded else Measure(entry.size, 1)
        if not state.is_entered:
            return Measure()
        if path not in self.folders:
            return self.measures.get(path, Measure(is_complete=False))
        total = Measure(is_complete=path not in self.incomplete)
        for name, below in self.folders[path].items():
            inner = f"{path}/{name}" if path else name
            total += self._sent_size(inner, below, rules, rules.step(state, inner))
        self._sizes[path] = total
        return total

    def package_json(self, path: str = "package.json") -> PackageJson | ManifestProblem | None:
        """What the ``package.json`` at this path says; None where there is none or its text was not kept."""
        text = self.texts.get(path)
        return None if text is None else parse_package_json(text)

    def toml(self, path: str) -> Mapping[str, Any] | ManifestProblem | None:
        """The values of a TOML manifest, not to be changed; None where there is none or its text was not kept."""
        text = self.texts.get(path)
        return None if text is None else parse_toml(text)


def _add_folder(folders: dict[str, dict[str, Entry]], path: str) -> None:
    if path not in folders:
        parent, _, name = path.rpartition("/")
        folders[path] = {}
        folders[parent][name] = Entry(EntryKind.FOLDER)


def found_manifests(folders: Mapping[str, Mapping[str, Entry]]) -> tuple[Manifest, ...]:
    """The manifests among the names of a snapshot, those nearest to the root first."""
    found: list[Manifest] = []
    for folder, entries in folders.items():
        for name, entry in entries.items():
            path = f"{folder}/{name}" if folder else name
            kind = manifest_kind(path) if entry.kind is not EntryKind.FOLDER else None
            if kind is not None:
                found.append(Manifest(path, kind))
    return tuple(sorted(found, key=lambda manifest: (manifest.path.count("/"), manifest.path)))
