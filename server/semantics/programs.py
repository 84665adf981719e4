"""Whether a program is in the image that a stage makes: from the base image, from packages, copied, or by a script.

Three answers. A yes needs something that brings the program; a no needs a base image that is known to lack it and a
file in which nothing could have brought it. Scripts of unknown content, unknown package names, folders copied over a
directory of programs and any other mention of the name make the answer unknown.
"""

from __future__ import annotations

import posixpath
from functools import cache

from ..shell.invocation import Invocation
from ..shell.specification import PackageArgument
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern
from .file_effects import PathEffect, path_effects
from .mounts import is_below
from .stage import Stage
from .step import Step

_DIRECTORIES = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_SYSTEM_MANAGERS = frozenset(("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "zypper"))
_REMOVE = frozenset(("remove", "purge", "autoremove", "autopurge", "del", "erase"))
_FOLDERS = frozenset(
    (
        *("", ".", "..", "bin", "sbin", "usr", "local", "root", "rootfs", "scripts", "tools", "files", "fs", "docker"),
        *("dist", "build", "out", "target", "release", "install", "opt", "lib", "runtime", "app", "overlay", "etc"),
    )
)
"""Names that are those of folders, whose contents are not known; any other name is taken for a file."""
_ARCHIVE = lazy_pattern(r"\.(?:tar|tgz|tbz2?|txz)(?:\.\w+)?\Z")
_TOKEN = lazy_pattern(r"[A-Za-z0-9_][\w.+-]*")

# Packages whose programs have another name than the package (package indexes of Debian, Alpine and Fedora).
_PROVIDED = {
    "procps": "ps top free pgrep pkill",
    "procps-ng": "ps top free pgrep pkill",
    "netcat": "nc",
    "netcat-openbsd": "nc",
    "netcat-traditional": "nc",
    "nmap-ncat": "nc ncat",
    "ncat": "ncat nc",
    "dnsutils": "dig nslookup host",
    "bind9-dnsutils": "dig nslookup",
    "bind-tools": "dig nslookup host",
    "bind-utils": "dig nslookup host",
    "iproute2": "ip ss",
    "iproute": "ip ss",
    "iputils": "ping",
    "iputils-ping": "ping",
    "redis-tools": "redis-cli",
    "redis": "redis-cli redis-server",
    "default-mysql-client": "mysql mysqladmin",
    "mysql-client": "mysql mysqladmin",
    "mariadb-client": "mysql mysqladmin mariadb mariadb-admin",
    "postgresql-client": "psql pg_isready",
    "nodejs": "node",
    "nodejs-current": "node",
    "openssh-client": "ssh scp ssh-keyscan",
    "openssh-clients": "ssh scp ssh-keyscan",
    "openssh-server": "sshd",
    "openssh": "ssh sshd",
    "gnupg": "gpg",
    "gnupg2": "gpg",
    "xz-utils": "xz",
    "vim-tiny": "vi",
    "python3-pip": "pip pip3",
    "py3-pip": "pip pip3",
    "python-is-python3": "python python3",
    "default-jre-headless": "java",
    "default-jre": "java",
    "golang": "go",
    "curl-minimal": "curl",
    "wget2-wget": "wget",
    "build-base": "gcc g++ cc make",
    "build-essential": "gcc g++ cc make perl",
}
_BRINGS_MUCH = lazy_pattern(
    r"@|task-|.*(?:-desktop|-standard|-full|metapackage)\Z|busybox|python\d|openjdk|java-|postgresql-client-"
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one step says of programs: those it brings and removes, the text that mentions some, or that any may be."""

    brings: frozenset[str]
    removes: frozenset[str]
    text: str
    is_open: bool


def program_is_there(stage: Stage, name: str) -> bool | None:
    """Whether the program called ``name``, a bare name or a path, is in the image at the end of ``stage``."""
    if "/" in name:
        if stage.facts.distribution == "scratch":
            return _is_copied(stage, name)
        directory, name = posixpath.split(name)
        if directory not in _DIRECTORIES:
            return None
    brought: bool | None = stage.facts.has_program(name)
    for link in reversed(stage.chain):
        for evidence in link.select(_evidence).facts:
            if name in evidence.brings:
                brought = True
            elif name in evidence.removes or (brought is False and _may_bring(evidence, name)):
                brought = None
    return brought


def _is_copied(stage: Stage, path: str) -> bool | None:
    """Whether one of the steps that fill an empty image puts a file there; unknown where one may do more than copy."""
    is_copied = False
    for link in stage.chain:
        for effect in link.select(_copies).facts:
            if effect is None or (effect.is_tree and effect.path != path and is_below(path, effect.path)):
                return None
            is_copied = is_copied or effect.path == path
    return is_copied


def _copies(step: Step) -> tuple[PathEffect | None, ...]:
    """What a step copies; ``None`` for one that unpacks, runs something, or copies to a place that is not known."""
    if step.is_deferred or step.keyword not in (Keyword.COPY, Keyword.ADD, Keyword.RUN):
        return ()
    if step.keyword is not Keyword.COPY or step.instruction.flag("parents") is not None:
        return (None,)
    return path_effects(step) or (None,)


def _may_bring(evidence: _Evidence, name: str) -> bool:
    return evidence.is_open or (name in evidence.text and name in _TOKEN.findall(evidence.text))


def _evidence(step: Step) -> tuple[_Evidence, ...]:
    if step.is_deferred:
        return ()
    match step.keyword:
        case Keyword.RUN:
            return (_of_run(step),)
        case Keyword.COPY | Keyword.ADD:
            return (_of_transfer(step),)
        case _:
            return ()


def _of_run(step: Step) -> _Evidence:
    script = step.commands
    text = step.item.text
    if script is None or not script.dialect.is_posix or script.has_errors:
        return _Evidence(frozenset(), frozenset(), text, True)
    brings: set[str] = set()
    removes: set[str] = set()
    is_open = False
    for invocation in step.invocations:
        names = {name for package in invocation.packages for name in _programs_of(package)}
        if invocation.subcommand in _REMOVE:
            removes |= names
        elif invocation.tool in _SYSTEM_MANAGERS:
            brings |= names
            is_open = is_open or any(_is_open(package) for package in invocation.packages)
            is_open = is_open or (invocation.subcommand is None and bool(invocation.operands))
        else:
            is_open = is_open or _may_install(invocation)
    # What one step installs and removes again was only there for a while.
    is_open = is_open or any(_runs_a_file(command.name.value) for command in script.commands)
    is_virtual = any(invocation.has("--virtual") for invocation in step.invocations if invocation.tool == "apk")
    if is_virtual:
        return _Evidence(frozenset(), frozenset(brings | removes), text, True)
    return _Evidence(frozenset(brings - removes), frozenset(removes), text, is_open)


def _programs_of(package: PackageArgument) -> tuple[str, ...]:
    if package.name is None:
        return ()
    return (package.name, *_provided().get(package.name, ()))


@cache
def _provided() -> dict[str, tuple[str, ...]]:
    return {package: tuple(programs.split()) for package, programs in _PROVIDED.items()}


def _is_open(package: PackageArgument) -> bool:
    return package.name is None or package.kind != "name" or _BRINGS_MUCH.match(package.name) is not None


def _may_install(invocation: Invocation) -> bool:
    """Whether a call may put any program into the image: a script, a package file, an archive, a build."""
    match invocation.tool:
        case "sh" | "su" | "eval":
            return True
        case "make" | "dpkg" | "rpm" | "tar" | "unzip" | "conda" | "mamba" | "micromamba":
            return True
        case "cp" | "mv" | "install" | "ln" | "curl" | "wget":
            return any(value is None for value in invocation.operand_values)
        case _:
            return False


def _runs_a_file(name: str | None) -> bool:
    if name is None or name in (".", "source"):
        return True
    return name.endswith(".sh") or ("/" in name and posixpath.dirname(name) not in _DIRECTORIES)


def _of_transfer(step: Step) -> _Evidence:
    body = body_of(step.instruction)
    brings: set[str] = set()
    is_open = False
    effects = path_effects(step)
    if not isinstance(body, Transfer) or len(effects) < len(body.sources):
        return _Evidence(frozenset(), frozenset(), "", True)
    directories = _directories(step)
    for source, effect in zip(body.sources, effects, strict=False):
        path = effect.path.rstrip("/") or "/"
        name = posixpath.basename((step.evaluate(source) or "").rstrip("/"))
        is_unpacked = step.keyword is Keyword.ADD and _ARCHIVE.search(name) is not None
        if is_unpacked and posixpath.basename(path) == name:
            path = posixpath.dirname(path)
        if posixpath.dirname(path) in directories:
            brings.add(posixpath.basename(path))
        if path != "/" and path not in directories and not any(d.startswith(f"{path}/") for d in directories):
            continue
        if name in _FOLDERS or is_unpacked or any(mark in name for mark in "*?["):
            is_open = True
        else:
            brings.add(name)
    return _Evidence(frozenset(brings), frozenset(), "", is_open)


def _directories(step: Step) -> tuple[str, ...]:
    """The directories in which programs are looked for."""
    path = step.before.environment.get("PATH")
    if path is None or path.value is None:
        return _DIRECTORIES
    return tuple(dict.fromkeys((*path.value.split(":"), *_DIRECTORIES)))
