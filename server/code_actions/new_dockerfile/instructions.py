"""Instructions as they are written into a new file, without their line ends."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterable, Iterator

from ...project.build_context import BuildContext
from ...project.recognition.facts import Command
from .blueprint import ROOT

CONTINUED = " \\\n    "


def shell(command: Command) -> str:
    """A command as a shell takes it; its environment is set elsewhere."""
    return command.arguments[2] if command.arguments[:2] == ("sh", "-c") else shlex.join(command.arguments)


def joined(commands: Iterable[str]) -> str:
    """One command after the other, each on a line, as long as none fails."""
    return f"{CONTINUED}&& ".join(commands)


def run(command: str, caches: Iterable[str] = ()) -> str:
    """A RUN with caches mounted, each on a line of its own."""
    return f"RUN {CONTINUED.join((*(f'--mount=type=cache,target={folder}' for folder in caches), command))}"


def manifest_copies(paths: Iterable[str], context: BuildContext, workdir: str) -> Iterator[str]:
    """COPY instructions for manifests: by the folder that they go to, seen from the working directory.

    A folder among them is copied by itself, since COPY takes what is in it.
    """
    files: dict[str, list[str]] = {}
    for path in paths:
        is_folder = path in context.folders
        files.setdefault(path if is_folder else posixpath.dirname(path), []).append(path)
    for folder, names in files.items():
        inner = posixpath.relpath(posixpath.join(ROOT, folder), workdir)
        yield f"COPY {' '.join(names)} {'./' if inner == '.' else f'{inner}/'}"
