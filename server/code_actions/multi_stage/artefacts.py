"""Files that a build leaves, the one that the container starts among them."""

from __future__ import annotations

import posixpath

from ...semantics.file_effects import absolute_path
from ...syntax.dataclass import dataclass
from .subject import Subject, start_words

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
TIME_ZONES = "/usr/local/go/lib/time/zoneinfo.zip"
"""In the image of Go."""
_PATH = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")


@dataclass(frozen=True, slots=True)
class Output:
    """A program that a build makes: its folder and, where that is known, its name."""

    folder: str
    name: str | None

    @property
    def path(self) -> str | None:
        """Where it lies."""
        return None if self.name is None else posixpath.join(self.folder, self.name)


def started_output(subject: Subject, outputs: tuple[Output, ...], extra_path: tuple[str, ...] = ()) -> str | None:
    """The path of the program that the container starts, if one of the outputs is that program."""
    words = start_words(subject)
    if not words:
        return None
    for word in words[:1]:
        for candidate in _candidates(word, subject.workdir, extra_path):
            for output in outputs:
                is_unnamed = output.name is None and posixpath.dirname(candidate) == output.folder
                if output.path == candidate or is_unnamed:
                    return candidate
    return None


def program_copies(subject: Subject, paths: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """What to copy, to where and why; a program that is started by its name has to lie on the path of any image."""
    words = start_words(subject) or ("",)
    found: dict[str, str] = {}
    for path in paths:
        is_by_name = words[0] == posixpath.basename(path) and posixpath.dirname(path) not in _PATH
        found[path] = f"/usr/local/bin/{words[0]}" if is_by_name else path
    return tuple((source, target, "the program that was built") for source, target in found.items())


def _candidates(word: str, workdir: str | None, extra_path: tuple[str, ...]) -> list[str]:
    if "/" in word:
        path = absolute_path(workdir, word)
        return [] if path is None else [path]
    return [posixpath.join(folder, word) for folder in (*extra_path, *_PATH)]
