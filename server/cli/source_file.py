"""Dockerfiles on the disk: read with nothing lost, written whole or not at all.

The text handed out has neither byte order mark nor a changed line end; writing puts the mark back. A file that is not
UTF-8 is read with replacement characters, and then must not be written.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from ..project.system_error import reason
from ..syntax.dataclass import dataclass
from .failure import Failure

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read. ``path`` is ``None`` for standard input; ``problem`` says why it must not be written."""

    path: Path | None
    content: bytes
    text: str
    problem: str | None

    @property
    def has_mark(self) -> bool:
        """Whether it begins with a byte order mark."""
        return self.content.startswith(_MARK)


class ChangedMeanwhile(Exception):  # noqa: N818 - it is not the program that erred
    """The file on the disk is no longer the one that was read."""


def read_file(path: Path) -> SourceFile:
    """Read a file; raises ``OSError`` where that fails."""
    return _source_file(path, path.read_bytes())


def read_or_fail(path: Path, *, to_change: bool = False) -> SourceFile:
    """Read a file; raises ``Failure`` where that fails, and where a file ``to_change`` must not be written."""
    try:
        file = read_file(path)
    except OSError as error:
        raise Failure(f"{path}: {reason(error)}") from error
    if to_change and file.problem is not None:
        raise Failure(f"{path}: {file.problem}")
    return file


def read_standard_input() -> SourceFile:
    """Read all of standard input."""
    return _source_file(None, sys.stdin.buffer.read())


def _source_file(path: Path | None, content: bytes) -> SourceFile:
    bare = content.removeprefix(_MARK)
    try:
        return SourceFile(path, content, bare.decode(), None)
    except UnicodeDecodeError as error:
        line = bare.count(b"\n", 0, error.start) + 1
        problem = f"not UTF-8 (line {line}): read with replacement characters, and left as it is"
        return SourceFile(path, content, bare.decode(errors="replace"), problem)


def encoded(file: SourceFile, text: str) -> bytes:
    """New text as bytes, with the byte order mark that the file had."""
    return (_MARK if file.has_mark else b"") + text.encode()


def write_file(file: SourceFile, text: str) -> None:
    """Replace the file's content in one step, keeping its mode, its owner where possible, and links that lead to it.

    Raises ``ChangedMeanwhile`` if somebody else wrote it since it was read, ``OSError`` if it cannot be written. In
    both cases the file is as it was.
    """
    assert file.path is not None
    assert file.problem is None
    # Only writing needs it, and it takes long to load.
    import tempfile

    target = Path(os.path.realpath(file.path))
    before = target.stat()
    if not os.access(target, os.W_OK):
        # Renaming asks only the folder; somebody who protects the file itself means it.
        raise PermissionError(13, "Permission denied", str(file.path))
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(encoded(file, text))
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(temporary, before.st_uid, before.st_gid)
        os.chmod(temporary, before.st_mode & 0o7777)
        if target.read_bytes() != file.content:
            raise ChangedMeanwhile
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def create_or_fail(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises ``Failure`` where it is, or cannot be written."""
    try:
        with open(path, "x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {reason(error)}") from error


def write_or_fail(file: SourceFile, text: str, label: str) -> None:
    """As ``write_file``, but raises ``Failure`` with what to tell of the file, which is called ``label``."""
    try:
        write_file(file, text)
    except ChangedMeanwhile as error:
        raise Failure(f"{label}: changed on the disk meanwhile, and left as it is") from error
    except OSError as error:
        raise Failure(f"{label}: cannot be written: {reason(error)}") from error
