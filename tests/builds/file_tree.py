"""The files of an image, and how two images differ: kind, owner, mode, content, link target and capabilities.

Times are left out, since every build has its own. So is the content of a few files that say when they were written:
logs, caches of the linker, and the header of compiled Python.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import IO

_OF_THE_MOMENT = (
    *("/var/log/*", "/var/cache/ldconfig/aux-cache", "/var/cache/debconf/*", "/var/cache/apt/*.bin"),
    *("/root/.npm/_logs/*", "/root/.npm/_update-notifier-last-checked"),
)
_COMPILED_HEADER = 16
_CAPABILITIES = "SCHILY.xattr.security.capability"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of an image; ``content`` is a hash, or says why there is none."""

    kind: str
    owner: tuple[int, int]
    mode: int
    content: str
    link: str
    capabilities: str


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One way in which one path differs: ``gone``, ``added``, or the name of what changed."""

    path: str
    aspect: str


def read_tree(archive: IO[bytes]) -> dict[str, FileEntry]:
    """Read the archive that ``docker export`` writes; keys are absolute paths."""
    found: dict[str, FileEntry] = {}
    with tarfile.open(fileobj=archive, mode="r|") as files:
        for member in files:
            path = "/" + member.name.strip("/").removeprefix("./")
            found[path] = FileEntry(
                kind=member.type.decode(),
                owner=(member.uid, member.gid),
                mode=member.mode,
                content=_content(files, member, path),
                link=member.linkname,
                capabilities=member.pax_headers.get(_CAPABILITIES, ""),
            )
    return found


def _content(files: tarfile.TarFile, member: tarfile.TarInfo, path: str) -> str:
    if not member.isfile():
        return ""
    if any(fnmatchcase(path, pattern) for pattern in _OF_THE_MOMENT):
        return "of the moment"
    opened = files.extractfile(member)
    assert opened is not None
    if path.endswith(".pyc"):
        opened.read(_COMPILED_HEADER)
    digest = hashlib.sha256()
    while block := opened.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def differences(before: Mapping[str, FileEntry], after: Mapping[str, FileEntry]) -> list[Difference]:
    """All ways in which two trees differ, by path."""
    found = [Difference(path, "gone") for path in before.keys() - after.keys()]
    found += [Difference(path, "added") for path in after.keys() - before.keys()]
    for path in before.keys() & after.keys():
        old, new = before[path], after[path]
        aspects = ("kind", "owner", "mode", "content", "link", "capabilities")
        found += [Difference(path, name) for name in aspects if getattr(old, name) != getattr(new, name)]
    return sorted(found)
