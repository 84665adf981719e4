"""Which caches of package managers a RUN leaves in its layer.

A cache is left where a command fills it, nothing switches it off, no mount covers its folder, and nothing behind that
command in the same RUN cleans it. What may clean or move the cache without saying so plainly counts as doing it, so
a cache that is said to be left is left. Which caches there are is told by ``cache_table``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import product

from ..shell.invocation import Invocation
from ..shell.model import Assignment, Command
from ..shell.words import Word
from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .environment import Binding, BindingKind
from .mounts import mounts
from .step import Step

_LEADS_NOWHERE = ("--help", "--version", "--dry-run", "--simulate", "--print-uris", "--assumeno", "--assume-no")
_BRACES = lazy_pattern(r"\{([^{}]*,[^{}]*)\}")
_VARIABLE_OF_CACHE = lazy_pattern(r"\$\{?\w*(?:CACHE|CLEAN|LISTS|TMP)\w*\}?", re.IGNORECASE)
_MOST_BRACES = 3


@dataclass(frozen=True, slots=True)
class PackageCache:
    """A cache that a package manager keeps.

    ``fills`` and ``cleans`` judge calls of ``tools`` and ``cleaners``. ``folders`` are absolute or
    begin with ``~/``, and may hold globs.
    ``off_options`` and ``off_variables`` switch it off; ``moving_options`` and ``moving_variables`` put it elsewhere;
    ``other_root_options`` say that the command works on another root. ``clean_up`` is the command that empties it, with
    ``{tool}`` for the tool that filled it; ``None`` where none always works.
    """

    name: str
    tools: tuple[str, ...]
    folders: tuple[str, ...]
    fills: Callable[[Invocation], bool]
    cleans: Callable[[Invocation], bool]
    cleaners: tuple[str, ...] = ()
    off_options: tuple[str, ...] = ()
    off_variables: tuple[str, ...] = ()
    moving_options: tuple[str, ...] = ()
    moving_variables: tuple[str, ...] = ()
    other_root_options: tuple[str, ...] = ()
    clean_up: str | None = None


def is_left(step: Step, invocation: Invocation, cache: PackageCache) -> bool:
    """Whether what this call puts into the cache becomes part of the layer."""
    if not is_filled(step, invocation, cache):
        return False
    folders = folders_of(step, invocation, cache)
    if folders is None or is_on_mount(step, folders) is not False:
        return False
    return not _is_cleaned(step, invocation, cache, folders)


def is_last_left(step: Step, invocation: Invocation, cache: PackageCache) -> bool:
    """As :func:`is_left`, and no later call in the step leaves the cache as well: one place is enough to mend it."""
    if not is_left(step, invocation, cache):
        return False
    return not any(
        other.command.start > invocation.command.start and other.tool in cache.tools and is_left(step, other, cache)
        for other in step.invocations
    )


def is_kept_out(step: Step, invocation: Invocation, cache: PackageCache) -> bool:
    """Whether the author of the RUN keeps this cache out of the layer by an option, a variable or a clean-up."""
    if not is_filled(step, invocation, cache):
        return True
    folders = folders_of(step, invocation, cache)
    return folders is None or _is_cleaned(step, invocation, cache, folders)


def is_filled(step: Step, invocation: Invocation, cache: PackageCache) -> bool:
    """Whether this call writes into the cache at all."""
    if invocation.tool not in cache.tools or not cache.fills(invocation):
        return False
    if invocation.has(*_LEADS_NOWHERE, *cache.off_options, *cache.other_root_options):
        return False
    if "chroot" in invocation.wrappers:
        return False
    return not any(_is_set(step, invocation.command, name) for name in cache.off_variables)


def folders_of(step: Step, invocation: Invocation, cache: PackageCache) -> tuple[str, ...] | None:
    """The folders this call caches in; ``None`` where they are not known."""
    option = invocation.option(*cache.moving_options) if cache.moving_options else None
    if option is not None:
        return None if option.value is None or option.value == "/dev/null" else (option.value,)
    for name in cache.moving_variables:
        assignments = (*_assignments_before(step, invocation.command), *invocation.command.assignments)
        if any(assignment.name == name for assignment in assignments):
            return None
        binding = _binding(step, name)
        if binding is not None:
            return None if not binding.value or binding.value == "/dev/null" else (binding.value,)
    return tuple(_with_cache_home(step, folder) for folder in cache.folders)


def is_on_mount(step: Step, folders: tuple[str, ...]) -> bool | None:
    """Whether one of the folders lies on a mount of any type; ``None`` where a mount's target is not known.

    What is written to a mount never becomes part of the layer.
    """
    answer: bool | None = False
    for mount in mounts(step):
        if mount.target is None:
            answer = None
        elif any(covers(mount.target, folder) for folder in folders):
            return True
    return answer


def covers(text: str, folder: str) -> bool:
    """Whether a path, with globs perhaps, means a folder, all that is in it, or something around it.

    A folder that begins with ``~/`` is met in any home.
    """
    text = re.sub(r"(?:/+(?:\*+|\.\*|\{,\.\}\*)?)+\Z", "", text) or "/"
    if folder.startswith("~/"):
        text = re.sub(r"\A(?:\$\{?HOME\}?|/root|/home/[^/]+)(?=/|\Z)", "~", text)
        if text in ("/home", "/root"):
            text = "~"
        if not text.startswith("~"):
            tail = folder[1:]
            return text.endswith(tail) or any(text.endswith(part) for part in _ancestors(tail))
    if folder == text or folder.startswith(text.rstrip("/") + "/"):
        return True
    if fnmatchcase(folder, text) or fnmatchcase(text, folder):
        return True
    return text.startswith(folder + "/") and any(mark in text for mark in "*?[")


def _ancestors(tail: str) -> Iterator[str]:
    """``/.cache`` of ``/.cache/pip``."""
    while (tail := posixpath.dirname(tail)) not in ("", "/"):
        yield tail


def _with_cache_home(step: Step, folder: str) -> str:
    if not folder.startswith("~/.cache/"):
        return folder
    home = step.value_of("XDG_CACHE_HOME")
    return folder if not home else home.rstrip("/") + folder.removeprefix("~/.cache")


def _binding(step: Step, name: str) -> Binding | None:
    binding = step.binding(name)
    if binding is None and name.islower():
        binding = step.binding(name.upper())
    return binding if binding is not None and binding.is_set else None


def is_set_in_file(step: Step, name: str) -> bool:
    """Whether ENV or ARG sets a variable for a step, to whatever; what the base image sets does not count."""
    binding = _binding(step, name)
    return binding is not None and binding.kind is not BindingKind.BASE_IMAGE


def _is_set(step: Step, command: Command, name: str) -> bool:
    if is_set_in_file(step, name):
        return True
    assignments = (*_assignments_before(step, command), *command.assignments)
    if any(assignment.name == name for assignment in assignments):
        return True
    return any(word.text.startswith(f"{name}=") for word in command.words)


def _assignments_before(step: Step, command: Command) -> Iterator[Assignment]:
    script = step.commands
    if script is None:
        return
    for assignment in script.assignments:
        if assignment.start < command.end:
            yield assignment


def _is_cleaned(step: Step, invocation: Invocation, cache: PackageCache, folders: tuple[str, ...]) -> bool:
    start = invocation.command.start
    for other in step.invocations:
        is_later = other.command.start > start or other.command.in_function
        if not is_later:
            continue
        if other.tool in (*cache.tools, *cache.cleaners) and cache.cleans(other):
            return True
        if other.tool in ("rm", "mv", "rmdir") and _removes(other, folders, cache):
            return True
    script = step.commands
    if script is None:
        return False
    return any(
        _may_clean(command, folders) for command in script.commands if command.start > start or command.in_function
    )


def _may_clean(command: Command, folders: tuple[str, ...]) -> bool:
    """A script that is called some cleaning, or ``find`` at work in the folder."""
    name = command.name.value or command.name.text
    if "clean" in posixpath.basename(name).lower():
        return True
    if posixpath.basename(name) != "find":
        return False
    words = [word.value or word.text for word in command.arguments]
    if not any(word in ("-delete", "-exec", "-execdir") for word in words):
        return False
    return any(covers(word, folder) for word in words if "/" in word for folder in folders)


def _removes(invocation: Invocation, folders: tuple[str, ...], cache: PackageCache) -> bool:
    if "xargs" in invocation.wrappers and any("{}" in word.text for word in invocation.operands):
        # What it puts there is not known. What `find` does is, and is looked at for itself.
        return True
    values = zip(invocation.operands, invocation.operand_values, strict=True)
    return any(_names(word, value, folders, cache) for word, value in values)


def _names(word: Word, value: str | None, folders: tuple[str, ...], cache: PackageCache) -> bool:
    text = word.text.strip("\"'") if value is None else value
    if value is None:
        if _VARIABLE_OF_CACHE.search(text) or any(name in text for name in cache.moving_variables):
            return True
        text = text.replace('"', "")
        if any(posixpath.basename(folder) in text for folder in folders):
            return True
    return any(covers(each, folder) for each in _expanded(text) for folder in folders)


def _expanded(text: str) -> list[str]:
    """The words that a word with braces stands for."""
    groups = _BRACES.findall(text)
    if not groups or len(groups) > _MOST_BRACES:
        return [text]
    template = _BRACES.sub("\0", text).split("\0")
    words: list[str] = []
    for choice in product(*(group.split(",") for group in groups)):
        pieces = [piece for pair in zip(template, (*choice, ""), strict=True) for piece in pair]
        words.append("".join(pieces))
    return words
