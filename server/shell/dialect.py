"""Which language a script is written in, told from the program that runs it.

A name that is not known gives ``OTHER``: it is certainly not a shell we can read. ``UNKNOWN`` is for callers that do
not know the program at all. Neither is ever read as a POSIX script.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum


class Dialect(Enum):
    """The language of a script: ``SH`` is POSIX sh, dash and the Korn shells, ``ASH`` that of busybox."""

    SH = "sh"
    BASH = "bash"
    ASH = "ash"
    POWERSHELL = "powershell"
    CMD = "cmd"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def is_posix(self) -> bool:
        """Whether the grammar of the POSIX shell holds."""
        return self in (Dialect.SH, Dialect.BASH, Dialect.ASH)

    @property
    def has_pipefail(self) -> bool | None:
        """Whether ``set -o pipefail`` works; ``None`` where it depends on the version.

        ``SH`` is ``None``: dash learnt it in 0.5.13, the Korn shells long ago (POSIX.1-2024 asks for it).
        """
        match self:
            case Dialect.BASH | Dialect.ASH:
                return True
            case Dialect.SH | Dialect.UNKNOWN:
                return None
            case _:
                return False


_DIALECTS = {
    "sh": Dialect.SH,
    "dash": Dialect.SH,
    "ksh": Dialect.SH,
    "mksh": Dialect.SH,
    "oksh": Dialect.SH,
    "yash": Dialect.SH,
    "zsh": Dialect.BASH,
    "bash": Dialect.BASH,
    "rbash": Dialect.BASH,
    "ash": Dialect.ASH,
    "busybox": Dialect.ASH,
    "powershell": Dialect.POWERSHELL,
    "pwsh": Dialect.POWERSHELL,
    "cmd": Dialect.CMD,
}

_PASS_THROUGH = frozenset({"env", "exec", "sudo", "command", "tini", "dumb-init", "time", "nice", "nohup"})


def program_name(path: str) -> str:
    """The bare name of a program: the last part of a POSIX or Windows path, in lower case, without ``.exe``."""
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return name.removesuffix(".exe")


def dialect_of_program(path: str) -> Dialect:
    """The language that the program at ``path`` reads; ``OTHER`` when it is none of the shells."""
    return _DIALECTS.get(program_name(path), Dialect.OTHER)


def dialect_of_exec_words(words: Sequence[str]) -> Dialect:
    """The language of a shell given as words, such as those of a SHELL instruction or a shebang.

    Programs that only start another one, such as ``env`` and its options and assignments, are passed over. Without
    words the answer is ``UNKNOWN``.
    """
    for index, word in enumerate(words):
        if index and (word.startswith("-") or "=" in word):
            continue
        name = program_name(word)
        if name not in _PASS_THROUGH:
            return dialect_of_program(word)
    return Dialect.UNKNOWN


def dialect_of_shebang(first_line: str) -> Dialect | None:
    """The language named by a ``#!`` line, or ``None`` when the line is not one."""
    if not first_line.startswith("#!"):
        return None
    words = first_line[2:].split()
    return dialect_of_exec_words(words) if words else None
