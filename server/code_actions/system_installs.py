"""A RUN that installs packages of the distribution, and of which it is certain what else it depends on: nothing.

It reads no file that a COPY brings, unless that goes where the system has its own files, and no variable that it does
not mention, unless that is one of those that package managers look for. Whatever is not certain has a reason.
"""

from __future__ import annotations

from ..semantics.mounts import mounts
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..shell.model import Assignment, Command, Redirection
from ..syntax.grammar import Keyword

SYSTEM_INSTALLS = {
    "apt-get": "install",
    "apt": "install",
    "apk": "add",
    "dnf": "install",
    "microdnf": "install",
    "yum": "install",
    "zypper": "install",
}
"""The package managers of distributions, and the subcommand by which each installs."""

_HARMLESS = frozenset(
    (
        *("install", "add", "update", "upgrade", "dist-upgrade", "clean", "autoclean", "autoremove", "makecache"),
        *("clean all", "refresh", "remove", "purge", "del"),
    )
)
_PLAIN = frozenset((":", "echo", "export", "rm", "set", "true"))
_MOUNTS = frozenset(("cache", "secret", "ssh", "tmpfs"))
_OF_THE_SYSTEM = frozenset(
    (
        *("bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "root", "run", "sbin", "sys"),
        *("tmp", "usr", "var"),
    )
)
_PLAIN_VALUES = frozenset(("--enablerepo", "--option", "--setopt", "--target-release", "--virtual"))


def installs_packages(step: Step) -> bool:
    """Whether a RUN installs packages of the distribution, whatever else it does."""
    if step.item.keyword is not Keyword.RUN:
        return False
    return any(call.subcommand == SYSTEM_INSTALLS.get(call.tool, "") for call in step.invocations)


def why_dependent(step: Step) -> str | None:
    """Why a RUN that installs packages may depend on more than the system's own files; ``None`` if it does not."""
    script = step.script
    if script is None or not script.script.dialect.is_posix or script.script.has_errors or script.script.functions:
        return "it is not a script that could be read for sure"
    shell = (step.shell.words or ("",))[0]
    if "/" in shell and not is_of_the_system(shell):
        return f"its shell is `{shell}`"
    if any(not _is_harmless_mount(mount.type, mount.target) for mount in mounts(step)):
        return "it mounts files"
    read = script.script
    redirections = [*read.group_redirections, *(each for command in read.commands for each in command.redirections)]
    if not all(map(_leads_nowhere, redirections)):
        return "it reads or writes files by redirection"
    prefixes = [assignment for command in read.commands for assignment in command.assignments]
    if not all(map(_is_plain_value, (*read.assignments, *prefixes))):
        return "a variable in it may name a file"
    calls = {id(call.command): call for call in step.invocations}
    return next((why for command in read.commands if (why := _why(command, calls.get(id(command))))), None)


def _is_harmless_mount(kind: str, target: str | None) -> bool:
    return kind in _MOUNTS and target is not None and is_of_the_system(target)


def _leads_nowhere(redirection: Redirection) -> bool:
    target = redirection.target
    if target is None or redirection.operator.startswith("<"):
        return False
    return target.value == "/dev/null" or (redirection.operator == ">&" and (target.value or "").isdecimal())


def _is_plain_value(assignment: Assignment) -> bool:
    return assignment.value is None or (assignment.static_value is not None and "/" not in assignment.static_value)


def _why(command: Command, call: Invocation | None) -> str | None:
    """Why a command may read something; ``call`` is the innermost tool that it runs, if that is a known one."""
    name = command.name.value or command.name.text
    if call is not None and call.tool in SYSTEM_INSTALLS and set(call.wrappers) <= {"sudo"}:
        return _why_call(call)
    if name not in _PLAIN:
        return f"it runs `{name}`"
    if name == "rm":
        words = [word for word in command.arguments if not word.text.startswith("-")]
        return next((f"it removes `{word.text}`" for word in words if not is_of_the_system(word.value or "")), None)
    return None


def _why_call(call: Invocation) -> str | None:
    if call.subcommand not in _HARMLESS or call.unknown_options:
        return f"what its `{call.tool}` does is not known for sure"
    named = {id(package.word) for package in call.packages if package.kind == "name" and package.name is not None}
    for option in call.options:
        if option.value_word is not None and (option.name not in _PLAIN_VALUES or "Dir::" in option.value_word.text):
            return f"`{option.written}` may name a file"
    for word in call.command.words:
        is_known = word.value is not None or id(word) in named
        if not is_known or word.has_glob or "/" in word.text:
            return f"`{word.text}` may name a file"
    return None


def is_of_the_system(path: str) -> bool:
    """Whether an absolute path is certainly a place for files of the system, such as ``/etc`` and all below it."""
    root, first, rest = (*path.split("/", 2), "", "")[:3]
    second = rest.split("/")[0]
    is_source = first == "usr" and (second in ("", "src") or any(mark in second for mark in "*?[{"))
    return not root and first in _OF_THE_SYSTEM and not is_source and ".." not in rest


def is_apart_from_the_system(path: str) -> bool:
    """Whether an absolute path, and all below it, is certainly no place for files of the system, such as ``/app``."""
    _, *parts = path.rstrip("/").split("/")
    if parts[:2] == ["usr", "src"] or parts[:1] in (["home"], ["opt"], ["srv"]):
        return len(parts) > (2 if parts[0] == "usr" else 1)
    return bool(parts) and parts[0] not in _OF_THE_SYSTEM
