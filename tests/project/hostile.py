"""Projects that are broken, tangled or huge, each with a Dockerfile that builds it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

NODE = 'FROM node:24\nMAINTAINER me\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n'
PYTHON = 'FROM python:3.14\nMAINTAINER me\nWORKDIR /app\nCOPY . .\nRUN pip install .\nCMD ["python", "app.py"]\n'
JAVA = 'FROM maven:3.9\nMAINTAINER me\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/x.jar"]\n'
SOUND = {"package.json": '{"name": "x", "dependencies": {"express": "4"}}', "package-lock.json": "{}", "server.js": "1"}


@dataclass(frozen=True, slots=True)
class Hostile:
    """Texts to write and a function that does the rest; ``note`` is what people are told, where something is amiss."""

    dockerfile: str
    files: Mapping[str, str] = field(default_factory=dict)
    spoil: Callable[[Path], None] = lambda _: None
    note: str | None = None

    def write(self, folder: Path) -> Path:
        """Write the project; the path of its Dockerfile."""
        for name, text in {**self.files, "Dockerfile": self.dockerfile}.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.spoil(folder)
        return folder / "Dockerfile"


def _large_lock(folder: Path) -> None:
    with (folder / "package-lock.json").open("wb") as lock:
        lock.truncate(100_000_000)


def _links(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    (folder / "self").symlink_to(".")
    (folder / "src").mkdir()
    (folder / "src" / "up").symlink_to("..")
    (folder / "node_modules").symlink_to("src")


def _unreadable(folder: Path) -> None:
    """Folders whose paths are longer than any system takes, which keeps out even who may read everything."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("n" * 250, dir_fd=here)
        inner = os.open("n" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def many_files(folder: Path) -> None:
    """Two hundred thousand."""
    for number in range(200):
        (folder / f"d{number}").mkdir()
        for file in range(1_000):
            os.close(os.open(folder / f"d{number}" / str(file), os.O_CREAT | os.O_WRONLY))


HOSTILE = {
    "broken JSON": Hostile(NODE, {"package.json": '{"name": "x",'}, note="package.json:1: the file cannot be read: "),
    "broken TOML": Hostile(
        PYTHON, {"pyproject.toml": "[project\nname = 1"}, note="pyproject.toml:1: the file cannot be read: "
    ),
    "broken XML": Hostile(JAVA, {"pom.xml": "<project><artifactId>x"}, note="pom.xml:1: the file cannot be read: "),
    "a lock file of 100 MB": Hostile(NODE, SOUND, _large_lock),
    "a manifest of 100 MB": Hostile(
        NODE,
        SOUND,
        lambda folder: os.truncate(folder / "package.json", 100_000_000),
        note="package.json: the file is not read: it has 100000000 bytes",
    ),
    "links in circles": Hostile(NODE, SOUND, _links),
    "folders that cannot be read": Hostile(NODE, SOUND, _unreadable, note="the folder cannot be read: "),
}

MANY = Hostile(NODE, SOUND, many_files, note="the build context is too large to be read in full")
