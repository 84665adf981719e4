r"""Refresh the package index in the RUN that installs from it.

Each RUN is cached. When the list of packages to install changes months later, a RUN that only runs `apt-get update` is taken
from the cache, and the RUN behind it installs from an index that is months old: outdated versions at best, `404 Not Found` at
worst, since mirrors delete old packages.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update
#           ^^^^^^ `apt-get update` alone is cached, and later instructions install from an old index
RUN apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
RUN apt-get update && ./install-dependencies.sh
RUN apt-get update && apt-get -y upgrade
RUN apt-get update && cat packages.txt | xargs apt-get install -y
```

```dockerfile good
FROM alpine:3.22
RUN apk update && apk add curl
RUN apk add --no-cache jq
```

```dockerfile good
FROM photon:5.0
RUN tdnf install -y gzip && tdnf makecache && tdnf clean all
```

## Fix safety

Safe where the next instruction is the RUN that installs and both do together exactly what they did apart. Nothing is offered
where something stands between them.

## When to ignore

A base image in which others install, and that is rebuilt every day.

## Sources

- https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.mounts import mounts
from ....semantics.step import Step
from ....shell.dialect import program_name
from ....shell.invocation import Invocation
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "trivy": ("DS-0017", "AVD-DS-0017"),
        "checkov": ("CKV_DOCKER_5",),
        "kics": ("9bae49be",),
        "parfum": ("aptGetUpdatePrecedesInstall",),
        "dockerfilelint": ("apt-get-update_require_install",),
        "droast": ("DF028",),
        "doctor": ("DD002",),
    },
    fix=Safety.SAFE,
    profiles=("strict",),
)

REFRESHES = {
    "apt-get": ("update",),
    "apt": ("update",),
    "aptitude": ("update",),
    "apk": ("update",),
    "yum": ("makecache",),
    "dnf": ("makecache",),
    "microdnf": ("makecache",),
    "tdnf": ("makecache",),
    "zypper": ("refresh",),
}
"""The commands that only fetch an index."""

_CLEANS = frozenset(("clean", "autoclean", "distclean", "clean all", "clean metadata", "cache clean"))
_HARMLESS = frozenset(
    (
        *(
            "[",
            "[[",
            "test",
            "true",
            "false",
            ":",
            "sleep",
            "cat",
            "ls",
            "grep",
            "sed",
            "awk",
            "cut",
            "tr",
            "head",
            "tail",
        ),
        *("date", "hash", "which", "type", "pwd", "exit", "shift", "read", "local", "umask", "mktemp", "locale-gen"),
    )
)
"""Programs beside those of the command table that install nothing."""
_MAY_RUN_ANYTHING = frozenset(("sh", "make", "npx", "python", "mvn", "gradle", "eval", "su"))


@RULE.on_invocation(*REFRESHES)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a RUN that refreshes and installs nothing."""
    invocation, step = call.invocation, call.step
    if invocation.subcommand not in REFRESHES[invocation.tool] or invocation.has("--no-cache", "--root", "--help"):
        return
    later = [other for other in step.invocations if other.command.start > invocation.command.start]
    if (
        any(_refreshes(other) or _drops_index(other) for other in later)
        or mounts(step)
        or invocation.subcommand_word is None
    ):
        return
    if all(_installs_nothing(other) for other in later) and not _runs_something_unknown(step, invocation):
        message = f"`{written(invocation)}` alone is cached, and later instructions install from an old index"
        yield RULE.at(step, invocation.subcommand_word.span, message)


def _refreshes(invocation: Invocation) -> bool:
    return invocation.subcommand in REFRESHES.get(invocation.tool, ())


def _drops_index(invocation: Invocation) -> bool:
    return invocation.tool in REFRESHES and invocation.subcommand in ("clean all", "clean metadata")


def _installs_nothing(invocation: Invocation) -> bool:
    if invocation.tool in REFRESHES:
        return invocation.subcommand in _CLEANS
    return invocation.tool not in _MAY_RUN_ANYTHING


def _runs_something_unknown(step: Step, invocation: Invocation) -> bool:
    """Whether a command behind the refresh may be one that installs."""
    script = step.commands
    if script is None or script.has_errors:
        return True
    known = {id(other.command) for other in step.invocations}
    for command in script.commands:
        if command.start <= invocation.command.start or id(command) in known:
            continue
        name = command.name.value
        if name is None or program_name(name) not in _HARMLESS:
            return True
    return False
