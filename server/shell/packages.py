"""How each family of package managers writes a package and its version in one argument.

``is_pinned`` is true when the argument fixes the version, also in part (``1.2*``, ``~=1``) or by a variable; false when
it leaves the choice open; ``None`` when neither can be said: files and addresses, a bound in one direction only, and
arguments that are not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..syntax.lazy_pattern import lazy_pattern
from .specification import Argument, PackageArgument, PackageRequest
from .words import UNKNOWN_TEXT

_URL = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PATH = lazy_pattern(r"\.{1,2}(?:/|\\|\[|\Z)|/|~/|[A-Za-z]:[\\/]|file:")
_REQUIREMENT = lazy_pattern(
    r"(?P<name>[A-Za-z0-9_.\ufffc-]+)\s*(?:\[[^\]]*\])?\s*(?P<rest>\(?\s*(?P<operator>===|==|~=|!=|<=|>=|<|>|@)?.*)",
    re.DOTALL,
)
_RPM_VERSION = lazy_pattern(
    r"(?P<name>.+?)-(?P<version>(?:\d+:)?[\d\ufffc][\w.+~^\ufffc]*(?:-\d[\w.+~^\ufffc]*)?(?:\.\w+)?)\Z"
)
_APK = lazy_pattern(r"(?P<name>[^=<>~@]+)(?P<operator>[=<>~]+)?(?P<version>[^@]*)")
_NPM_GIT = lazy_pattern(r"git[+@:]|(?:github|gitlab|bitbucket|gist):|[\w.-]+/[\w.-]+(?:#.*)?\Z")
_ARCHIVE = lazy_pattern(r"\.(?:whl|tar\.gz|tgz|tar\.bz2|tar\.xz|zip|egg)\Z")


def known(text: str | None) -> str | None:
    """``text``, or ``None`` when it is empty or only the run knows a part of it."""
    return text if text and UNKNOWN_TEXT not in text else None


def each(reader: Callable[[Argument], PackageArgument]) -> Callable[[PackageRequest], tuple[PackageArgument, ...]]:
    """A reader of requests in which every operand is a package of its own."""

    def read(request: PackageRequest) -> tuple[PackageArgument, ...]:
        return tuple([reader(operand) for operand in request.operands])

    return read


def elsewhere(argument: Argument, suffixes: tuple[str, ...] = ()) -> PackageArgument | None:
    """The argument as an address or a file, or as wholly unknown, if it is one of these."""
    text = argument.text
    if _URL.match(text):
        return PackageArgument(argument.word, None, None, None, "url")
    if _PATH.match(text) or (suffixes and text.endswith(suffixes)):
        return PackageArgument(argument.word, None, None, None, "path")
    if not text.strip(UNKNOWN_TEXT):
        return PackageArgument(argument.word, None, None, None, "unknown")
    return None


def named(argument: Argument, name: str, version: str | None, is_pinned: bool | None) -> PackageArgument:
    """A package by name. That it is not pinned is only said when the whole argument is known."""
    if is_pinned is False and UNKNOWN_TEXT in argument.text:
        is_pinned = None
    return PackageArgument(argument.word, known(name), known(version), is_pinned, "name")


def apt_package(argument: Argument) -> PackageArgument:
    """``name``, ``name:architecture``, ``name=version``, ``name/release``, ``name-`` to remove, a file."""
    found = elsewhere(argument, (".deb",))
    if found is not None:
        return found
    name, equals, version = argument.text.partition("=")
    if equals:
        return named(argument, name.partition(":")[0], version, True)
    name, slash, release = name.partition("/")
    loose = bool(slash) or name.endswith("-") or name.startswith("^") or any(c in name for c in "*?[")
    return named(argument, name.partition(":")[0], release or None, None if loose else False)


def apk_package(argument: Argument) -> PackageArgument:
    """``name``, ``name=1``, ``name~1``, ``name>=1``, ``name@repository``, ``!name``, ``.virtual``, a file."""
    found = elsewhere(argument, (".apk",))
    if found is not None:
        return found
    text = argument.text
    match = _APK.match(text.lstrip("!"))
    if match is None:
        return PackageArgument(argument.word, None, None, None, "unknown")
    if text.startswith(("!", ".")):
        return named(argument, match["name"], None, None)
    return named(argument, match["name"], match["version"] or None, match["operator"] is not None)


def rpm_package(argument: Argument) -> PackageArgument:
    """``name``, ``name-version``, ``name-epoch:version-release.arch``, ``@group``, a file, an address, a glob.

    Whether a number at the end belongs to the name cannot be told for sure: with a dot it counts as a version.
    """
    found = elsewhere(argument, (".rpm",))
    if found is not None:
        return found
    text = argument.text
    if text.startswith("@") or any(character in text for character in "*?[ "):
        return named(argument, text, None, None)
    match = _RPM_VERSION.match(text)
    if match is None:
        return named(argument, text, None, False)
    sure = "." in match["version"] or ":" in match["version"] or UNKNOWN_TEXT in match["version"]
    return named(argument, match["name"], match["version"], True if sure else None)


def zypper_package(argument: Argument) -> PackageArgument:
    """``name``, ``name=version``, ``name>=version``, ``type:name``, ``-name`` or ``!name`` to remove, a file."""
    found = elsewhere(argument, (".rpm",))
    if found is not None:
        return found
    match = re.match(r"(?P<name>[^=<>]+)(?P<operator>[=<>]+)?(?P<version>.*)", argument.text)
    if match is None or argument.text[0] in "!~+-@":
        return named(argument, argument.text, None, None)
    operator = match["operator"]
    if operator is None:
        return named(argument, match["name"], None, None if ":" in argument.text else False)
    return named(argument, match["name"], match["version"], operator == "=" or None)


def python_requirement(argument: Argument) -> PackageArgument:
    """A requirement: ``name[extra]==1``, ``name @ URL``, an address, a directory, an archive."""
    found = elsewhere(argument)
    if found is not None:
        return found
    text = argument.text
    if _ARCHIVE.search(text) and "==" not in text and "@" not in text:
        return PackageArgument(argument.word, None, None, None, "path")
    match = _REQUIREMENT.match(text)
    if match is None:
        return PackageArgument(argument.word, None, None, None, "unknown")
    if match["rest"].startswith("/"):
        return PackageArgument(argument.word, None, None, None, "path")
    operator = match["operator"]
    specifier = match["rest"].partition(";")[0].strip().strip("()")
    if operator == "@":
        address = specifier[1:].strip()
        return PackageArgument(argument.word, known(match["name"]), known(address), None, "url")
    pins = re.search(r"(?:^|,)\s*(?:===?|~=)", specifier) is not None
    is_pinned = True if pins else (None if operator else False)
    return named(argument, match["name"], specifier or None, is_pinned)


def python_requirements(request: PackageRequest) -> tuple[PackageArgument, ...]:
    """Requirements, and the projects given to ``--editable``."""
    packages = [python_requirement(operand) for operand in request.operands]
    for option in request.options:
        if option.name == "--editable" and option.value_word is not None:
            found = python_requirement(Argument(option.value_word, option.value or option.value_word.text, False))
            kind = found.kind if found.kind in ("url", "path") else "path"
            packages.append(PackageArgument(option.value_word, found.name, found.version, None, kind))
    return tuple(packages)


def conda_package(argument: Argument) -> PackageArgument:
    """``name``, ``name=1.2``, ``name==1.2=build``, ``channel::name``, ``name>=1``, a file, an address."""
    found = elsewhere(argument, (".conda", ".tar.bz2"))
    if found is not None:
        return found
    text = argument.text.rpartition("::")[2]
    match = re.match(r"(?P<name>[^=<>!~\s\[]+)\s*(?P<operator>[=<>!~]+|\s|\[)?(?P<version>.*)", text)
    if match is None:
        return PackageArgument(argument.word, None, None, None, "unknown")
    operator = match["operator"]
    if operator is None:
        return named(argument, match["name"], None, False)
    return named(argument, match["name"], match["version"], True if operator.startswith(("=", "~", " ")) else None)


def node_package(argument: Argument) -> PackageArgument:
    """``name``, ``@scope/name@1.2``, ``name@tag``, ``alias@npm:name``, an archive, a directory, a git address."""
    text = argument.text
    found = elsewhere(argument, (".tgz", ".tar.gz", ".tar"))
    if found is not None:
        return found
    if not text.startswith("@") and _NPM_GIT.match(text):
        return PackageArgument(argument.word, None, known(text.partition("#")[2]), None, "url")
    scope = text[:1] if text.startswith("@") else ""
    name, at, version = text[len(scope) :].partition("@")
    if (at and _URL.match(version)) or version.startswith(("git", "file:", "github:")):
        return PackageArgument(argument.word, known(scope + name), known(version), None, "url")
    if not at or not version:
        return named(argument, scope + name, None, False)
    if any(character.isdigit() for character in version) or UNKNOWN_TEXT in version:
        return named(argument, scope + name, version, True)
    return named(argument, scope + name, version, False if version in ("latest", "*", "x") else None)


def go_package(argument: Argument) -> PackageArgument:
    """``module/path@v1.2.3``, ``path@latest``, ``./cmd/tool``, a package of the module at hand, ``file.go``."""
    text = argument.text
    if text.startswith((".", "/")) or text.endswith(".go") or text in ("all", "std", "cmd", "tool"):
        return PackageArgument(argument.word, None, None, None, "path")
    if not text.strip(UNKNOWN_TEXT):
        return PackageArgument(argument.word, None, None, None, "unknown")
    name, at, version = text.partition("@")
    if not at:
        return named(argument, name, None, None)
    return named(argument, name, version, version not in ("latest", "upgrade", "patch"))


def composer_package(argument: Argument) -> PackageArgument:
    """``vendor/name``, ``vendor/name:^1.2``, ``vendor/name=1.2``."""
    found = elsewhere(argument)
    if found is not None:
        return found
    match = re.match(r"(?P<name>[^:=\s]+)(?:[:=\s]\s*(?P<version>.+))?", argument.text)
    if match is None:
        return PackageArgument(argument.word, None, None, None, "unknown")
    version = match["version"]
    return named(argument, match["name"], version, version is not None and version not in ("*", "dev-master", "@dev"))


def gem_packages(request: PackageRequest) -> tuple[PackageArgument, ...]:
    """``name``, ``name:1.2``, ``name -v 1.2``, ``file.gem``."""
    version = request.value_of("--version")
    chosen = request.has("--version")
    packages: list[PackageArgument] = []
    for argument in request.operands:
        found = elsewhere(argument, (".gem",))
        name, colon, own = argument.text.partition(":")
        packages.append(found or named(argument, name, own or version, bool(colon) or chosen))
    return tuple(packages)


def versioned_by(*options: str, paths: Iterable[str] = ()) -> Callable[[PackageRequest], tuple[PackageArgument, ...]]:
    """A reader for tools that write the version as ``name@1.2`` or in one of ``options``."""
    sources = tuple(paths)

    def read(request: PackageRequest) -> tuple[PackageArgument, ...]:
        version = request.value_of(*options)
        chosen = request.has(*options)
        packages: list[PackageArgument] = []
        for argument in request.operands:
            found = elsewhere(argument)
            name, at, own = argument.text.partition("@")
            is_pinned = None if request.has(*sources) and not chosen else bool(at) or chosen
            packages.append(found or named(argument, name, own or version, is_pinned))
        return tuple(packages)

    return read
