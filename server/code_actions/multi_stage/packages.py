"""Operating system packages: which a program needs when it runs, which only to be built.

``RUNTIME_OF`` names, for a package with headers, the one with the shared library that programs linked against it load
(https://packages.debian.org, https://pkgs.alpinelinux.org). A name that is not in it is told to the user, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...semantics.build_packages import is_build_package
from ...semantics.step import Step
from ...shell.invocation import Invocation
from ...shell.specification import PackageArgument
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from ..edits import TextEdit, apply, are_disjoint
from .subject import Block, Subject

RUNTIME_OF: dict[str, tuple[str, ...]] = {
    "libpq-dev": ("libpq5",),
    "default-libmysqlclient-dev": ("libmariadb3",),
    "libmariadb-dev": ("libmariadb3",),
    "libmysqlclient-dev": ("libmysqlclient21",),
    "libsqlite3-dev": ("libsqlite3-0",),
    "libffi-dev": ("libffi8",),
    "libssl-dev": ("libssl3",),
    "libxml2-dev": ("libxml2",),
    "libxslt1-dev": ("libxslt1.1",),
    "libxslt-dev": ("libxslt1.1",),
    "zlib1g-dev": ("zlib1g",),
    "libjpeg-dev": ("libjpeg62-turbo",),
    "libjpeg62-turbo-dev": ("libjpeg62-turbo",),
    "libpng-dev": ("libpng16-16",),
    "libfreetype6-dev": ("libfreetype6",),
    "libwebp-dev": ("libwebp7",),
    "libmagic-dev": ("libmagic1",),
    "libcurl4-openssl-dev": ("libcurl4",),
    "libldap2-dev": ("libldap-2.5-0",),
    "libsasl2-dev": ("libsasl2-2",),
    "libzip-dev": ("libzip4",),
    "libyaml-dev": ("libyaml-0-2",),
    "libicu-dev": ("libicu72",),
    "libonig-dev": ("libonig5",),
    "libcairo2-dev": ("libcairo2",),
    "libvips-dev": ("libvips42",),
    "unixodbc-dev": ("unixodbc",),
    "libgmp-dev": ("libgmp10",),
    "libbz2-dev": ("libbz2-1.0",),
    "libreadline-dev": ("libreadline8",),
    "libgeos-dev": ("libgeos-c1v5",),
    "libgdal-dev": ("libgdal32",),
    "libsnappy-dev": ("libsnappy1v5",),
    "librdkafka-dev": ("librdkafka1",),
    "build-essential": (),
    "python3-dev": (),
    "python-dev": (),
}
_APK_RUNTIME_OF: dict[str, tuple[str, ...]] = {
    "postgresql-dev": ("libpq",),
    "mariadb-dev": ("mariadb-connector-c",),
    "mysql-dev": ("mariadb-connector-c",),
    "openssl-dev": ("openssl",),
    "jpeg-dev": ("libjpeg-turbo",),
    "libjpeg-turbo-dev": ("libjpeg-turbo",),
    "zlib-dev": ("zlib",),
    "imagemagick-dev": ("imagemagick-libs",),
    "sqlite-dev": ("sqlite-libs",),
    "g++": ("libstdc++",),
    "build-base": ("libstdc++",),
    "musl-dev": (),
    "libc-dev": (),
    "python3-dev": (),
}
_APK_STRIPPED = frozenset(("libffi", "libpq", "libxml2", "libxslt", "vips", "icu", "yaml", "gmp", "libzip", "freetype"))
_TOOLS_OF_BUILDS = frozenset(("git", "make", "cmake", "protobuf-compiler", "unzip", "patch", "pkg-config", "swig"))
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


def runtime_packages(block: Block, *, drops_tools: bool = False) -> RuntimePackages:
    """What of a RUN that installs packages the last stage needs.

    ``drops_tools`` says that what only fetches and drives a build (git, make) is not needed either.
    """
    kept: list[str] = []
    added: list[str] = []
    dropped: list[PackageArgument] = []
    unknown: list[str] = []
    replaced: list[tuple[PackageArgument, tuple[str, ...]]] = []
    written = {package.name for call in installs_of(block.step) for package in call.packages}
    for call in installs_of(block.step):
        for package in call.packages:
            name = package.name
            if name is None:
                kept.append(package.word.text)
                continue
            if drops_tools and name in _TOOLS_OF_BUILDS:
                dropped.append(package)
                continue
            found = libraries_of(call.tool, name)
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


def libraries_of(tool: str, name: str) -> tuple[str, ...] | None:
    """The packages that a program built with this one needs; ``None`` where that is not written down."""
    if tool != "apk":
        return RUNTIME_OF.get(name)
    if name in _APK_RUNTIME_OF:
        return _APK_RUNTIME_OF[name]
    stripped = name.removesuffix("-dev")
    return (stripped,) if stripped != name and stripped in _APK_STRIPPED else None


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
        install = f"apt-get install -y --no-install-recommends {' '.join(listed)}"
        return f"{run} {joint.join(['apt-get update', install, 'rm -rf /var/lib/apt/lists/*'])}\n"
    if manager == "apk":
        return f"{run} apk add --no-cache {' '.join(listed)}\n"
    return None


def unknown_comment(names: Iterable[str]) -> str:
    """The one line that says what could not be known."""
    listed = ", ".join(names)
    return f"# CHECK: if the program loads a library of {listed}, install the package with that library here\n"
