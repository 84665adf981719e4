"""One run of a real VS Code with the extension: code-server in a folder of its own, and Chromium in front of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .conftest import Mistake
from .driving import DRIVERS, run

MOST_SECONDS = 240

SETTINGS: dict[str, Any] = {
    "files.autoSave": "off",
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "editor.fontSize": 15,
    "window.commandCenter": False,
}
"""Settings under which nothing distracts from a picture, and nothing is saved behind the driver's back."""


@dataclass(frozen=True, slots=True)
class Programs:
    """What VS Code is made of here."""

    node: Path
    code_server: Path
    chromium: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of VS Code with the extension, in a folder of its own.

    ``task`` is what the driver has to know besides the mistake; ``others`` are packages of further extensions.
    """

    programs: Programs
    package: Path
    editors: Path
    folder: Path
    mistake: Mistake
    task: Mapping[str, Any] = field(default_factory=dict[str, Any])
    others: tuple[Path, ...] = ()

    @property
    def project(self) -> Path:
        return self.folder / "shop"

    @property
    def pictures(self) -> Path:
        return self.folder / "pictures"

    @property
    def after_one(self) -> Path:
        """The Dockerfile as it was after one fix."""
        return self.folder / "after-one"

    def drive(self, steps: list[str], settings: dict[str, Any], path: list[str]) -> dict[str, Any]:
        """Take the steps of the driver, with settings of the user and folders on the PATH; what the driver saw."""
        self.pictures.mkdir()
        report = self.folder / "report.json"
        with served(self, settings, path) as address:
            task = {
                "steps": steps,
                "address": f"{address}/?folder={self.project}",
                "file": str(self.project / "Dockerfile"),
                "extensions": str(self.folder / "extensions"),
                "afterOne": str(self.after_one),
                "code": self.mistake.code,
                "message": self.mistake.message,
                "secondMessage": "a shell runs this",
                "title": self.mistake.title,
                **self.task,
                "modules": str(self.editors / "code-server"),
                "chromium": self.programs.chromium,
                "pictures": str(self.pictures),
                "report": str(report),
            }
            driver = [str(self.programs.node), str(DRIVERS / "vscode.mjs")]
            output = self.folder / "driver.log"
            run(driver, os.environ | {"TASK": json.dumps(task)}, self.folder, output, MOST_SECONDS)
        assert report.exists(), output.read_text(encoding="utf-8", errors="replace")
        seen: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        assert "failure" not in seen, f"{seen}\nsee {self.pictures / 'failure.png'}"
        return seen


@contextmanager
def served(visit: Visit, settings: dict[str, Any], path: list[str]) -> Iterator[str]:
    """Run VS Code with the extension; its address."""
    # Settings of the user, and not of the machine: those may arrive after the extension has been activated.
    user = visit.folder / "data" / "User"
    user.mkdir(parents=True)
    (user / "settings.json").write_text(json.dumps(SETTINGS | settings), encoding="utf-8")
    if any((Path(each) / "dockwright").exists() for each in path):
        pytest.skip("Dockwright is installed for the whole system, and would be taken for the one of the extension")
    # VS Code asks the login shell of the user for the PATH.
    for name in (".profile", ".bash_profile"):
        (visit.folder / name).write_text(f"export PATH='{os.pathsep.join(path)}'\n", encoding="utf-8")
    environment = {"HOME": str(visit.folder), "PATH": os.pathsep.join(path), "LANG": "C.UTF-8"}
    folders = ["--user-data-dir", str(visit.folder / "data"), "--extensions-dir", str(visit.folder / "extensions")]
    program = [str(visit.programs.node), str(visit.programs.code_server), *folders]
    for extension in (visit.package, *visit.others):
        installed = subprocess.run(
            [*program, "--install-extension", str(extension)],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert not installed.returncode, installed.stdout + installed.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    switches = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--bind-addr", f"127.0.0.1:{port}"]
    with (visit.folder / "code-server.log").open("wb") as log:
        server = subprocess.Popen(
            [*program, *switches], env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until something answers. Raises AssertionError where nothing does within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "code-server has ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("code-server does not answer")
