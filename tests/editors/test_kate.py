"""Kate, on a screen that nobody sees, with the settings that are shipped for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import INSTALL, Desk, Mistake
from .driving import DRIVERS, assert_mended, copy_to, drive

pytestmark = pytest.mark.editors

PYTHON = "/usr/bin/python3"
"""The Python for which the system has packages."""


@pytest.fixture
def screen() -> Iterator[str]:
    """A display of its own, by its name."""
    if shutil.which("Xvfb") is None:
        pytest.skip(f"no screen for Kate here: {INSTALL}")
    reading, writing = os.pipe()
    # Without -noreset it starts anew, and lets nobody in meanwhile, whenever its last client leaves.
    switches = ["-screen", "0", "1200x800x24", "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(writing), *switches]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with open(reading, encoding="ascii") as said:
            number = said.readline().strip()
        try:
            assert number, "Xvfb has ended"
            yield f":{number}"
        finally:
            server.terminate()


def test_kate(desk: Desk, repository: Path, screen: str) -> None:
    if shutil.which("kate") is None or shutil.which("dbus-run-session") is None:
        pytest.skip(f"no Kate here: {INSTALL}")
    reads = [PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    if not Path(PYTHON).exists() or subprocess.run(reads, check=False, capture_output=True, timeout=30).returncode:
        pytest.skip(f"the system's Python cannot read the screen: {INSTALL}")
    copy_to(desk, repository / "clients" / "kate" / "settings.json", "config/kate/lspclient/settings.json")
    plugins = "[Kate Plugins]\nlspclientplugin=true\n"
    (desk.home / "config" / "katerc").write_text(plugins, encoding="utf-8")
    sockets = desk.home / "run"
    sockets.mkdir(mode=0o700)
    desk.environment.update(DISPLAY=screen, XDG_RUNTIME_DIR=str(sockets), QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    mistake = Mistake()
    driver = [PYTHON, str(DRIVERS / "kate.py"), str(desk.dockerfile)]
    seen = drive(["dbus-run-session", "--", *driver], desk, mistake)
    assert_mended(seen, desk, mistake, "utf-16")
