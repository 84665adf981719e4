"""Which tools are described, and where. A description is only loaded when a script calls the tool.

``PROGRAMS`` repeats the program names of the modules so that a lookup imports nothing; a test keeps the two the same.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module

from ..syntax.lazy_pattern import lazy_pattern
from .dialect import program_name
from .specification import Tool

PROGRAMS = {
    "accounts": "useradd usermod adduser groupadd addgroup groupmod userdel deluser chpasswd passwd",
    "apk": "apk xx-apk",
    "apt": "apt-get xx-apt-get xx-apt apt aptitude apt-cache apt-key apt-mark add-apt-repository "
    "apt-add-repository dpkg dpkg-reconfigure",
    "archives": "tar gtar bsdtar unzip",
    "builtins": "cd chdir echo printf export set",
    "bun": "bun bunx",
    "cargo": "cargo xx-cargo",
    "composer": "composer composer.phar",
    "conda": "conda mamba micromamba",
    "curl": "curl",
    "dotnet": "dotnet",
    "files": "chmod chown chgrp rm rmdir unlink mkdir cp mv ln install ginstall touch sed gsed tee",
    "git": "git",
    "go": "go xx-go",
    "gpg": "gpg gpg2",
    "jvm": "mvn mvnw mvnd gradle gradlew",
    "make": "make gmake",
    "npm": "npm npx corepack",
    "pip": "pip pip2 pip3 pypy-pip pipx",
    "pnpm": "pnpm pnpx",
    "poetry": "poetry pipenv pdm",
    "python": "python python2 python3 pypy pypy3",
    "rpm": "yum yum-3 dnf dnf5 dnf-3 microdnf tdnf yum-config-manager zypper rpm",
    "ruby": "gem bundle bundler",
    "shells": "sh bash dash ash ksh mksh zsh rbash su runuser eval",
    "services": "service systemctl update-rc.d ldconfig update-ca-certificates",
    "ssh": "ssh ssh-keyscan ssh-keygen",
    "uv": "uv uvx",
    "wget": "wget",
    "wrappers": "sudo doas env timeout gtimeout exec command builtin time nice ionice nohup setsid stdbuf xargs "
    "gxargs chroot gosu su-exec setpriv busybox toybox tini dumb-init catchsegv eatmydata nosync fakeroot "
    "xvfb-run linux32 linux64 setarch",
    "yarn": "yarn yarnpkg",
}

_VERSIONED = lazy_pattern(r"(python|pip|pypy|gem|bundle|go|npm)-?\d+(?:\.\d+)*\Z")


@cache
def _modules() -> dict[str, str]:
    return {program: module for module, programs in PROGRAMS.items() for program in programs.split()}


@lru_cache(maxsize=4096)
def tool_of_program(written: str) -> Tool | None:
    """The tool that is called as ``written``, a name or a path; versions such as ``python3.12`` are seen through."""
    name = program_name(written)
    modules = _modules()
    if name not in modules:
        versioned = _VERSIONED.match(name)
        if versioned is None:
            return None
        name = versioned[1]
    return _tools_of(modules[name])[name]


@cache
def _tools_of(module: str) -> dict[str, Tool]:
    loaded = import_module(f".tools.{module}", __package__)
    tools: tuple[Tool, ...] = loaded.TOOLS
    return {program: tool for tool in tools for program in tool.programs}


def all_tools() -> tuple[Tool, ...]:
    """Every tool described. This loads all of them."""
    return tuple({id(tool): tool for module in PROGRAMS for tool in _tools_of(module).values()}.values())
