"""The mounts of a RUN: what is written below their targets never becomes part of the layer.

Source: https://docs.docker.com/reference/dockerfile/#run---mount
"""

from __future__ import annotations

import posixpath

from ..syntax.dataclass import dataclass
from ..syntax.flags import Flag
from ..syntax.grammar import Keyword
from .step import Step


@dataclass(frozen=True, slots=True)
class Mount:
    """One ``--mount``; ``target`` is absolute, ``None`` where it is not known."""

    flag: Flag
    type: str
    target: str | None


def mounts(step: Step) -> tuple[Mount, ...]:
    """The mounts of a step, kept with it; none for anything but RUN."""
    if step.keyword is not Keyword.RUN:
        return ()
    if "mounts" not in step.memo:
        step.memo["mounts"] = _read(step)
    found: tuple[Mount, ...] = step.memo["mounts"]
    return found


def _read(step: Step) -> tuple[Mount, ...]:
    return tuple(_mount(step, flag) for flag in step.instruction.flags if flag.name == "mount")


def _mount(step: Step, flag: Flag) -> Mount:
    option = flag.mount_option("target", "dst", "destination")
    if option is None or option.value_word is None:
        # A secret without a target appears under /run/secrets, an ssh agent's socket under /run/buildkit.
        defaults = {"secret": "/run/secrets", "ssh": "/run/buildkit"}
        return Mount(flag, flag.mount_type, defaults.get(flag.mount_type))
    value = step.evaluate(option.value_word)
    if value is not None and not value.startswith("/"):
        workdir = step.workdir.value
        value = None if workdir is None else posixpath.join(workdir, value)
    return Mount(flag, flag.mount_type, None if value is None else posixpath.normpath(value))


def is_mounted(step: Step, path: str, *types: str) -> bool | None:
    """Whether an absolute path lies on a mount of one of the types (any type, if none is named).

    ``None`` where a mount's target is not known.
    """
    answer: bool | None = False
    for mount in mounts(step):
        if types and mount.type not in types:
            continue
        if mount.target is None:
            answer = None
        elif is_below(path, mount.target):
            return True
    return answer


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is a folder or lies in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
