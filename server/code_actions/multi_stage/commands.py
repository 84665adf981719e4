"""What a RUN is for, as far as its commands say."""

from __future__ import annotations

from enum import Enum

from ...semantics.step import Step
from ...shell.dialect import program_name
from ...shell.model import Command
from ...syntax.grammar import Keyword
from .packages import installs_of, is_only_packages

_ACCOUNTS = frozenset(("useradd", "groupadd", "adduser", "addgroup", "usermod"))
_COMPILERS = frozenset(("gcc", "g++", "cc", "make", "cmake", "ninja", "meson", "rustc", "javac", "tsc", "./configure"))
_HARMLESS = frozenset(("set", "cd", "mkdir", "chown", "chmod", "export", "echo", "true", "rm", "install"))


def prepares(command: Command) -> bool:
    """Whether a command does nothing but create users and handle files."""
    return program_name(command.name.value or "") in _ACCOUNTS | _HARMLESS


def prepares_only(step: Step) -> bool:
    """Whether a RUN does nothing but create users and handle files."""
    script = step.commands
    return script is not None and all(map(prepares, script.commands))


class Kind(Enum):
    """What a RUN is for."""

    PACKAGES = "installs packages of the distribution"
    MIXED = "installs packages of the distribution, and more"
    ACCOUNTS = "creates users and groups"
    COMPILES = "compiles"
    UNKNOWN = "is not read"
    OTHER = "something else"


def kind_of(step: Step) -> Kind:
    """What a RUN is for."""
    assert step.item.keyword is Keyword.RUN
    script = step.commands
    if script is None or not script.dialect.is_posix or script.has_errors or not script.commands:
        return Kind.UNKNOWN
    if is_only_packages(step):
        return Kind.PACKAGES
    if installs_of(step):
        return Kind.MIXED
    names = [program_name(command.name.value or "") for command in script.commands]
    if set(names) & _ACCOUNTS and set(names) <= _ACCOUNTS | _HARMLESS:
        return Kind.ACCOUNTS
    if any(name in _COMPILERS for name in names):
        return Kind.COMPILES
    return Kind.OTHER
