"""Operating system packages: which a program needs when it runs, which only to be built.

A package with headers of which ``library_packages`` does not know the library is told to the user, not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ...images.facts import UNKNOWN, BaseImageFacts
from ...images.library_packages import alpine_libraries, debian_libraries, in_release
from ...semantics.build_packages import is_build_package
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...shell.specification import PackageArgument
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ..edits import TextEdit, apply, are_disjoint
from .subject import Block, Subject

TOOLS_OF_BUILDS = frozenset(("git", "make", "cmake", "protobuf-compiler", "unzip", "patch", "pkg-config", "swig"))
"""Packages with programs that fetch and drive a build."""

_INSTALLS = {"apt": "install", "apt-get": "install", "apk": "add"}
_CLEANING = frozenset(("rm", "echo", "true", "set", "export", "ln", "mkdir"))


@dataclass(frozen=True, slots=True)
class RuntimePackages:
    """What of an install the last stage needs: ``text`` is the RUN for it, ``None`` where it needs nothing.

    ``unknown`` are packages with headers of which it is not known what belongs to them.
    """

    text: str | None
    kept: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: tuple[str, ...]


def installs_of(step: Step) -> list[Invocation]:
    """The calls of a RUN that install packages of the distribution by name."""
    if step.item.keyword is not Keyword.RUN:
        return []
    return [call for call in step.invocations if call.subcommand is not None and call.subcommand == _wanted(call)]


def _wanted(call: Invocation) -> str | None:
    return _INSTALLS.get(call.tool)


def is_only_packages(step: Step) -> bool:
    """Whether a RUN does nothing but install packages of the distribution, and clean up behind itself."""
    script = step.commands
    if script is None or not installs_of(step) or script.has_errors:
        return False
    known = {id(call.command) for call in step.invocations if call.tool in ("apt", "apt-get", "apk", "rm", "sudo")}
    return all(id(command) in known or command.name.value in _CLEANING for command in script.commands)


def runtime_packages(block: Block, base: BaseImageFacts, tools: Collection[str] = ()) -> RuntimePackages:
    """What of a RUN that installs packages the last stage needs, in the words of its base image.

    ``tools`` are packages with programs that only building calls.
    """
    kept: list[str] = []
    added: list[str] = []
    dropped: list[PackageArgument] = []
    unknown: list[str] = []
    replaced: list[tuple[PackageArgument, tuple[str, ...]]] = []
    written = {package.name for call in installs_of(block.step) for package in call.packages}
    are_groups_removed = any(call.tool == "apk" and call.subcommand == "del" for call in block.step.invocations)
    for call in installs_of(block.step):
        for package in call.packages:
            name = package.name
            if are_groups_removed and call.has("--virtual"):
                dropped.append(package)
                continue
            if name is None:
                kept.append(package.word.text)
                continue
            if name in tools:
                dropped.append(package)
                continue
            found = libraries_of(call.tool, name, base)
            if not is_build_package(name) and found is None:
                kept.append(name)
            elif found:
                new = tuple(one for one in found if one not in added and one not in written)
                replaced.append((package, new))
                added.extend(new)
            else:
                dropped.append(package)
                if found is None and _is_headers(name):
                    unknown.append(name)
    text = _text(block, dropped, replaced) if kept or added else None
    names = tuple(package.name or "" for package in dropped) + tuple(package.name or "" for package, _ in replaced)
    return RuntimePackages(text, tuple(kept), tuple(added), names, tuple(unknown))


def libraries_of(tool: str, name: str, base: BaseImageFacts = UNKNOWN) -> tuple[str, ...] | None:
    """The packages of a base image that programs need which were built with this one; ``None`` where unknown."""
    if tool == "apk":
        return alpine_libraries(name)
    found = debian_libraries(name)
    return None if found is None else in_release(found, base.distribution, base.release)


def _is_headers(name: str) -> bool:
    return name.endswith("-dev") and name not in ("linux-headers", "libc6-dev")


def _text(
    block: Block,
    dropped: Iterable[PackageArgument],
    replaced: Iterable[tuple[PackageArgument, tuple[str, ...]]],
) -> str:
    """The RUN with other packages; what has a version of its own loses it together with its name."""
    edits = [
        TextEdit(package.word.span.start, package.word.span.end, " ".join(names))
        for package, names in replaced
        if names
    ]
    gone = [*dropped, *(package for package, names in replaced if not names)]
    edits.extend(_removal(block, package) for package in gone)
    edits.sort()
    return apply(block.text, edits) if are_disjoint(edits) else block.text


def _removal(block: Block, package: PackageArgument) -> TextEdit:
    """Takes a word out with the blanks, and the continued line, in front of it."""
    text, escape = block.text, block.step.instruction.escape
    start, end = package.word.span
    at = start
    while at and (text[at - 1] in " \t\r\n" or (text[at - 1] == escape and text[at] in " \t\r\n")):
        at -= 1
    return TextEdit(at, end, "")


def install_line(subject: Subject, manager: str | None, names: Iterable[str]) -> str | None:
    """A RUN that installs packages and leaves no lists behind; ``None`` for a package manager that is not known."""
    listed = list(dict.fromkeys(names))
    if not listed:
        return None
    joint = f" {subject.escape}\n    && "
    run = subject.keyword("RUN")
    if manager == "apt-get":
        return f"{run} {joint.join(apt_commands(listed))}\n"
    if manager == "apk":
        return f"{run} apk add --no-cache {' '.join(listed)}\n"
    return None


def apt_commands(names: Iterable[str]) -> tuple[str, ...]:
    """The commands that install packages of Debian or Ubuntu, and leave no lists behind."""
    install = f"apt-get install -y --no-install-recommends {' '.join(names)}"
    return "apt-get update", install, "rm -rf /var/lib/apt/lists/*"


def unknown_comment(names: Iterable[str]) -> str:
    """The one line that says what could not be known."""
    listed = ", ".join(names)
    return f"# CHECK: if the program loads a library of {listed}, install the package with that library here\n"
