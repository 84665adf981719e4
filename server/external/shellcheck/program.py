"""ShellCheck as a program: where it is, and one run of it over several scripts.

Facts about its command line: https://github.com/koalaman/shellcheck/blob/master/shellcheck.1.md. It reads files, as
UTF-8, and leaves with 0 or 1 where all of them could be read; ``json1`` counts a tab as one column.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ...project.system_error import reason

VARIABLE = "DOCKWRIGHT_SHELLCHECK"
"""The environment variable that names the program in place of the one that is found, or says ``off``.

A configuration file cannot name it: to check somebody's repository must not mean to run a program out of it.
"""

SECONDS = 10.0
"""How long one run may take, whatever it is asked."""

SECONDS_EACH = 0.1
"""What a run may take besides for each of its scripts. Measured on an idle machine: 0.002 on average."""

MOST_SCRIPTS = 200
"""Scripts for one process: hardly any Dockerfile has more, and of one that has, the first answers come early."""


class Unavailable(Exception):  # noqa: N818 - it is not our program that erred
    """ShellCheck did not answer; the text says why."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the answer any more."""


def find_program(choice: str) -> Path | None:
    """The program under the setting ``shellcheck``: ``auto``, ``path`` or ``off``; ``None`` if there is none.

    With ``auto`` the one that was installed beside this Python comes before those of ``PATH``.
    """
    stated = os.environ.get(VARIABLE)
    if choice == "off" or stated == "off":
        return None
    if stated:
        return Path(stated)
    name = "shellcheck.exe" if os.name == "nt" else "shellcheck"
    folders = [] if choice == "path" else [os.path.dirname(sys.executable)]
    # A relative entry would find a program in the repository that is checked.
    folders += [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return Path(path)
    return None


class Run:
    """One process over a few scripts, from its start to its end."""

    def __init__(self, program: Path, excluded: Sequence[str], scripts: Sequence[str]) -> None:
        """Start it; raises ``Unavailable`` where that fails."""
        # Not imported before it is needed: without ShellCheck nobody should wait for it.
        import subprocess

        self._is_cancelled = False
        self._scripts = len(scripts)
        self._names = [str(number) for number in range(len(scripts))]
        try:
            self._folder = _new_folder()
        except OSError as error:
            raise Unavailable(f"no folder for its scripts: {error}") from error
        try:
            for name, script in zip(self._names, scripts, strict=True):
                with open(os.path.join(self._folder, name), "wb") as file:
                    # Half of a surrogate pair, which an editor may send, has no UTF-8.
                    file.write(script.encode(errors="replace"))
            self._process = subprocess.Popen(
                [program, "--norc", "--format=json1", f"--exclude={','.join(excluded)}", *self._names],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._clean()
            raise Unavailable(f"it cannot be started: {reason(error)}") from error

    def finish(self, seconds: float) -> str:
        """What it wrote, waited for ``seconds`` and a little for each script.

        Raises ``Cancelled``, or ``Unavailable`` if it failed or took longer.
        """
        from subprocess import TimeoutExpired

        try:
            output, _ = self._process.communicate(timeout=seconds + SECONDS_EACH * self._scripts)
        except TimeoutExpired:
            raise Unavailable(f"no answer within {seconds:g} seconds") from None
        except OSError as error:
            raise Unavailable(f"its output cannot be read: {error}") from error
        finally:
            self._end()
        if self._is_cancelled:
            raise Cancelled
        if self._process.returncode not in (0, 1):
            raise Unavailable(f"it left with exit code {self._process.returncode}")
        return output.decode(errors="replace")

    def cancel(self) -> None:
        """Let it end at once. May be called from any thread, and more than once."""
        self._is_cancelled = True
        with contextlib.suppress(OSError):
            self._process.kill()

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._clean()

    def _clean(self) -> None:
        with contextlib.suppress(OSError):
            for name in self._names:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(os.path.join(self._folder, name))
            os.rmdir(self._folder)


def _new_folder() -> str:
    if os.name == "posix":
        # What `tempfile` would do, without its import, which takes longer than the run.
        folder = os.path.join(os.environ.get("TMPDIR") or "/tmp", f"dockwright-{os.urandom(12).hex()}")
        os.mkdir(folder, 0o700)
        return folder
    import tempfile

    return tempfile.mkdtemp(prefix="dockwright-")
