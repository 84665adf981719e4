"""What a step does to files, as far as its words say: which paths it writes, removes, re-owns or re-modes.

Only what is certain is told: a path that depends on something unknown, stands in a branch, or lies on a mount is left
out. A command that is not in the table may do anything, so the absence of an effect proves nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from enum import Enum

from ..shell.invocation import Invocation
from ..shell.model import Command
from ..shell.words import Word
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span
from .mounts import is_mounted
from .step import Step

_LAST_OF_ADDRESS = lazy_pattern(r"(?:https?|ftp)://[^/]+/(?:[^?#{}\[\]]*/)?([^/?#{}\[\]]+)")
"""The last part of the path of an address; none where curl may replace something in it, or a query goes with it."""


class FileEffect(Enum):
    """What happens to a path."""

    WRITES = "writes"
    REMOVES = "removes"
    CHANGES_OWNER = "changes the owner of"
    CHANGES_MODE = "changes the mode of"


@dataclass(frozen=True, slots=True)
class PathEffect:
    """One effect on one path.

    ``path`` is absolute and normalized; it may end in a glob. ``is_tree`` says that everything below it is meant.
    ``span`` is the word that names the path, ``invocation`` the call, ``None`` for COPY, ADD and redirections.
    """

    effect: FileEffect
    path: str
    is_tree: bool
    span: Span
    step: Step
    invocation: Invocation | None = None

    @property
    def place(self) -> str:
        """The path without a final glob: removing `/x/*` empties `/x`."""
        return self.path.rstrip("*").rstrip("/") or "/"


def path_effects(step: Step) -> tuple[PathEffect, ...]:
    """The effects of a step on files, in order, kept with the step. Usable with :meth:`Stage.select`."""
    if "path effects" not in step.memo:
        step.memo["path effects"] = _effects(step)
    found: tuple[PathEffect, ...] = step.memo["path effects"]
    return found


def _effects(step: Step) -> tuple[PathEffect, ...]:
    if step.is_deferred:
        return ()
    if step.keyword in (Keyword.COPY, Keyword.ADD):
        return tuple(_of_transfer(step))
    if step.keyword is Keyword.RUN:
        return tuple(effect for effect in _of_commands(step) if is_mounted(step, effect.path) is False)
    return ()


def absolute_path(workdir: str | None, path: str | None) -> str | None:
    """A path made absolute and normalized; ``None`` where either is not known or Windows paths are used."""
    if path is None or not path or path.startswith("~") or "\\" in path:
        return None
    if not path.startswith("/"):
        if workdir is None or not workdir.startswith("/"):
            return None
        path = posixpath.join(workdir, path)
    return posixpath.normpath(path)


def destination_of(step: Step, transfer: Transfer) -> str | None:
    """Where COPY or ADD puts its sources: an absolute path, with a final slash if it was written as a folder."""
    word = transfer.destination
    value = None if word is None else step.evaluate(word)
    path = absolute_path(step.workdir.value, value)
    if path is None or value is None:
        return None
    is_folder = value.endswith(("/", "/.")) or value in (".", "..") or len(transfer.sources) > 1
    return f"{path.rstrip('/')}/" if is_folder else path


def _of_transfer(step: Step) -> Iterator[PathEffect]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.destination is None:
        return
    destination = destination_of(step, body)
    if destination is None:
        return
    heredocs = {heredoc.opening.span: heredoc.opening.delimiter for heredoc in body.heredocs}
    for source in body.sources:
        name = heredocs.get(source.span) or step.evaluate(source)
        if not name:
            continue
        yield _transferred(step, name, destination, source.span in heredocs, body.destination.span)


def _transferred(step: Step, source: str, destination: str, is_heredoc: bool, span: Span) -> PathEffect:
    """A named file copied into a folder lands below it; anything else may be a folder, whose contents land there."""
    base = posixpath.basename(source.rstrip("/"))
    looks_like_file = is_heredoc or ("." in base.strip(".") and not source.endswith("/"))
    if destination.endswith("/"):
        if looks_like_file and not any(mark in base for mark in "*?["):
            return PathEffect(FileEffect.WRITES, posixpath.join(destination, base), False, span, step)
        return PathEffect(FileEffect.WRITES, destination.rstrip("/") or "/", True, span, step)
    return PathEffect(FileEffect.WRITES, destination, not looks_like_file, span, step)


def _of_commands(step: Step) -> Iterator[PathEffect]:
    script = step.commands
    if script is None or not script.dialect.is_posix:
        return
    by_command: dict[int, list[Invocation]] = {}
    for invocation in step.invocations:
        by_command.setdefault(id(invocation.command), []).append(invocation)
    workdir = step.workdir.value
    for command in script.commands:
        if command.conditional or command.in_function or command.in_subshell:
            continue
        for invocation in by_command.get(id(command), ()):
            if invocation.tool == "cd":
                workdir = _after_cd(invocation, workdir)
            else:
                yield from _of_invocation(step, invocation, workdir)
        yield from _of_redirections(step, command, workdir)


def _after_cd(invocation: Invocation, workdir: str | None) -> str | None:
    if len(invocation.operand_values) != 1:
        return None
    return absolute_path(workdir, invocation.operand_values[0])


def _of_redirections(step: Step, command: Command, workdir: str | None) -> Iterator[PathEffect]:
    for redirection in command.redirections:
        if redirection.operator in (">", ">>", ">|", "&>") and redirection.target is not None:
            path = absolute_path(workdir, redirection.target.value)
            if path is not None and not path.startswith(("/dev/", "/proc/", "/sys/")):
                yield PathEffect(FileEffect.WRITES, path, False, redirection.target.span, step)


def _of_invocation(step: Step, invocation: Invocation, workdir: str | None) -> Iterator[PathEffect]:
    match invocation.tool:
        case "rm" | "unlink" | "rmdir":
            is_tree = invocation.tool == "rm" and invocation.has("--recursive")
            yield from _operands(step, invocation, workdir, FileEffect.REMOVES, 0, is_tree)
        case "chown":
            yield from _operands(step, invocation, workdir, FileEffect.CHANGES_OWNER, 1, invocation.has("--recursive"))
        case "chmod":
            yield from _operands(step, invocation, workdir, FileEffect.CHANGES_MODE, 1, invocation.has("--recursive"))
        case "mkdir" | "touch" | "tee":
            yield from _operands(step, invocation, workdir, FileEffect.WRITES, 0, False)
        case "mv":
            yield from _operands(step, invocation, workdir, FileEffect.REMOVES, 0, True, but_last=True)
            yield from _last_operand(step, invocation, workdir)
        case "cp" | "install":
            yield from _last_operand(step, invocation, workdir)
        case "curl":
            yield from _option_value(step, invocation, workdir, "--output")
            yield from _named_by_address(step, invocation, _folder_of_curl(invocation, workdir))
        case "wget":
            yield from _option_value(step, invocation, workdir, "--output-document")
            yield from _named_by_address(step, invocation, _folder_of_wget(invocation, workdir))
        case "tar" | "unzip":
            name = "--directory" if invocation.tool == "tar" else "-d"
            yield from _option_value(step, invocation, workdir, name, is_tree=True)
        case "git":
            if invocation.subcommand == "clone" and len(invocation.operands) == 2:
                yield from _last_operand(step, invocation, workdir)
        case "apt" | "apt-get" | "apk" | "dnf" | "yum" | "zypper":
            yield from _package_lists(step, invocation)
        case _:
            return


_PACKAGE_LISTS = {
    ("apt", "update"): "/var/lib/apt/lists",
    ("apt-get", "update"): "/var/lib/apt/lists",
    ("apk", "update"): "/var/cache/apk",
    ("apk", "add"): "/var/cache/apk",
    ("dnf", "install"): "/var/cache/dnf",
    ("yum", "install"): "/var/cache/yum",
    ("zypper", "refresh"): "/var/cache/zypp",
    ("zypper", "install"): "/var/cache/zypp",
}
"""Where package managers leave what they fetched; the packages themselves are not listed."""


def _package_lists(step: Step, invocation: Invocation) -> Iterator[PathEffect]:
    path = _PACKAGE_LISTS.get((invocation.tool, invocation.subcommand or ""))
    if path is not None and not (invocation.tool == "apk" and invocation.has("--no-cache", "--no-network")):
        yield PathEffect(FileEffect.WRITES, path, True, invocation.command.span, step, invocation)


def _operands(
    step: Step,
    invocation: Invocation,
    workdir: str | None,
    effect: FileEffect,
    skip: int,
    is_tree: bool,
    *,
    but_last: bool = False,
) -> Iterator[PathEffect]:
    stop = len(invocation.operands) - (1 if but_last else 0)
    for word, value in list(zip(invocation.operands, invocation.operand_values, strict=True))[skip:stop]:
        yield from _effect(step, invocation, workdir, effect, word, value, is_tree)


def _last_operand(step: Step, invocation: Invocation, workdir: str | None) -> Iterator[PathEffect]:
    if len(invocation.operands) < 2:
        return
    word, value = invocation.operands[-1], invocation.operand_values[-1]
    yield from _effect(step, invocation, workdir, FileEffect.WRITES, word, value, True)


def _option_value(
    step: Step, invocation: Invocation, workdir: str | None, name: str, *, is_tree: bool = False
) -> Iterator[PathEffect]:
    option = invocation.option(name)
    if option is not None and option.value_word is not None and option.value != "-":
        yield from _effect(step, invocation, workdir, FileEffect.WRITES, option.value_word, option.value, is_tree)


def _folder_of_curl(invocation: Invocation, workdir: str | None) -> str | None:
    """Where curl puts files that have the names they have in their addresses; ``None`` if they have others.

    Each ``-O`` is for one address. Source: https://curl.se/docs/manpage.html.
    """
    if invocation.has("--output", "--output-dir", "--remote-header-name", "--remote-name-all"):
        return None
    names = sum(option.name == "--remote-name" for option in invocation.options)
    return workdir if names == len(invocation.operands) else None


def _folder_of_wget(invocation: Invocation, workdir: str | None) -> str | None:
    """The same for wget. Source: https://www.gnu.org/software/wget/manual/wget.html."""
    if invocation.has("--output-document", "--input-file", "--recursive", "--mirror", "--page-requisites", "--spider"):
        return None
    if invocation.has("--content-disposition", "--force-directories", "--adjust-extension"):
        return None
    folder = invocation.option("--directory-prefix")
    return workdir if folder is None else absolute_path(workdir, folder.value)


def _named_by_address(step: Step, invocation: Invocation, folder: str | None) -> Iterator[PathEffect]:
    for word, value in zip(invocation.operands, invocation.operand_values, strict=True):
        found = _LAST_OF_ADDRESS.fullmatch(value or "")
        if found is not None and folder is not None:
            yield from _effect(step, invocation, folder, FileEffect.WRITES, word, found[1], False)


def _effect(
    step: Step,
    invocation: Invocation,
    workdir: str | None,
    effect: FileEffect,
    word: Word,
    value: str | None,
    is_tree: bool,
) -> Iterator[PathEffect]:
    path = absolute_path(workdir, value)
    if path is not None:
        yield PathEffect(effect, path, is_tree, word.span, step, invocation)
