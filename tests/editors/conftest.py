"""What the tests with real editors share: where an editor is, a home for it, and a Dockerfile with something to mend.

The editors are not installed by the tests; `tests/editors/install.sh` does that, and a test whose editor is absent is
skipped. The server is the `dockwright` of the environment that runs the tests, found on the PATH as a user's would be.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALL = "run tests/editors/install.sh"


@dataclass(frozen=True, slots=True)
class Desk:
    """A home folder of its own, a project for one Dockerfile, and the environment that an editor is started with."""

    home: Path
    dockerfile: Path
    report: Path
    environment: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One finding in a Dockerfile, behind letters of two, three and four bytes; those in its line can be chosen.

    Not all clients count columns as the protocol does, so not all can be asked to find and edit behind any letter.
    """

    greeting: str = "Grüße, 世界 🐳"
    code: str = "apt-may-prompt"
    message: str = "without `-y`"
    title: str = "Add `-y`"
    line: int = 3
    word: str = "install"

    @property
    def text(self) -> str:
        """The Dockerfile."""
        run = f'RUN echo "{self.greeting}" && apt-get install curl'
        return f'FROM debian:12\n# Grüße 🐳\n{run}\nCMD ["true"]\n'

    @property
    def mended(self) -> str:
        """The Dockerfile after the fix."""
        return self.text.replace("install curl", "install -y curl")

    def column(self, encoding: str) -> int:
        """The 0-based column of the finding, in ``"bytes"``, ``"utf-16"`` or ``"characters"``."""
        before = self.text.splitlines()[self.line - 1].partition(self.word)[0]
        match encoding:
            case "bytes":
                return len(before.encode())
            case "utf-16":
                return len(before.encode("utf-16-le")) // 2
            case _:
                return len(before)


@pytest.fixture(scope="session")
def editors(repository: Path) -> Path:
    """The folder where editors are that do not come from the system's packages."""
    return Path(os.environ.get("DOCKWRIGHT_EDITORS", repository / ".editors"))


@pytest.fixture(scope="session")
def server_on_path() -> str:
    """A PATH on which `dockwright` is the one under test."""
    scripts = Path(sys.executable).parent
    if not any(shutil.which(name, path=str(scripts)) for name in ("dockwright", "dockwright.exe")):
        pytest.skip(f"the package is not installed in {scripts}")
    return os.pathsep.join([str(scripts), os.environ["PATH"]])


@pytest.fixture
def desk(tmp_path: Path, server_on_path: str) -> Desk:
    """A home and a project that nobody has used before."""
    home = tmp_path / "home"
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    home.mkdir()
    dockerfile = project / "Dockerfile"
    environment = {
        "HOME": str(home),
        "PATH": server_on_path,
        "LANG": "C.UTF-8",
        "TMPDIR": str(tmp_path),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    return Desk(home, dockerfile, tmp_path / "report.json", environment)
