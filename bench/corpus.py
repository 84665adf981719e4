"""The files that whole runs are measured on.

Promises: real Dockerfiles where they lie beside the repository, generated ones otherwise, and says which. Leaves out:
judging the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .documents import document

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "files"
FILE_COUNT = 400
GENERATED_LINES = (20, 30, 40, 60, 80, 120)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files copied into a folder, and a word on what they are."""

    folder: Path
    files: tuple[Path, ...]
    description: str


def copy_corpus(folder: Path) -> Corpus:
    """Fill a folder with about 400 Dockerfiles."""
    real = sorted(CORPUS.glob("*.Dockerfile")) if CORPUS.is_dir() else []
    if real:
        texts = [(path.name, path.read_bytes()) for path in real[:FILE_COUNT]]
        description = f"{len(texts)} Dockerfiles of public projects"
    else:
        texts = generated(FILE_COUNT)
        description = f"{FILE_COUNT} generated Dockerfiles"
    files: list[Path] = []
    for name, content in texts:
        path = folder / name
        path.write_bytes(content)
        files.append(path)
    lines = sum(content.count(b"\n") for _, content in texts)
    return Corpus(folder, tuple(files), f"{description}, {lines:,} lines")


def generated(count: int) -> list[tuple[str, bytes]]:
    """Names and contents of generated files, no two of which are equal."""
    made: list[tuple[str, bytes]] = []
    for index in range(count):
        text = document(GENERATED_LINES[index % len(GENERATED_LINES)] + index // len(GENERATED_LINES)).text
        made.append((f"generated{index:03}.Dockerfile", text.encode()))
    return made
