r"""Call `apt-get` rather than `apt` in a script.

`apt` is made for people. It says so itself with every call in a build: “apt does not have a stable CLI interface. Use with
caution in scripts.” What it prints and asks may change with the release of the base image; `apt-get` and `apt-cache` keep
their ways.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt update && apt install -y curl && rm -rf /var/lib/apt/lists/*
#   ^^^ `apt` is made for people and may change; scripts use `apt-get`
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y gnupg curl apt && apt-key list
RUN echo apt install
```

## Fix safety

Safe for the subcommands that both programs have and mean the same by. `apt list`, `apt search` and others that print for
people are found, but not changed.

## When to ignore

`apt` in the file is another program, such as a wrapper of your own.

## Sources

- https://manpages.debian.org/trixie/apt/apt.8.en.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3027",),
        "tally": ("hadolint/DL3027",),
        "checkov": ("CKV_DOCKER_9",),
        "kics": ("b84a0b47",),
        "semgrep": ("prefer-apt-get",),
        "parfum": ("DL3027",),
        "droast": ("DF059",),
        "doctor": ("DD024",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "strict"),
)

_SAME = frozenset(
    (
        *("install", "reinstall", "remove", "purge", "autoremove", "update", "upgrade", "dist-upgrade", "build-dep"),
        *("clean", "autoclean", "download", "source", "check", "full-upgrade"),
    )
)
_ONLY_APT = ("--color", "--no-color", "--error-on", "--installed", "--upgradable")


@RULE.on_invocation("apt")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for `apt` where a command stands; the first of a RUN speaks for all."""
    calls = [other for other in call.step.invocations if other.tool == "apt" and not other.has("--help", "--version")]
    if calls[:1] == [call.invocation]:
        message = "`apt` is made for people and may change; scripts use `apt-get`"
        yield RULE.at(call.step, call.invocation.tool_word.span, message, fixes=_fixes(call.step, calls))


def _fixes(step: Step, calls: list[Invocation]) -> list[Fix]:
    edits = [edit for invocation in calls for edit in _edits(step, invocation)]
    return [Fix("Call `apt-get`", Safety.SAFE, lambda: tuple(edits))] if edits else []


def _edits(step: Step, invocation: Invocation) -> list[Edit]:
    span, word = invocation.tool_word.span, invocation.subcommand_word
    item = step.item
    if item.text[span.start : span.end] != "apt" or invocation.subcommand not in _SAME or word is None:
        return []
    if invocation.unknown_options or invocation.has(*_ONLY_APT):
        return []
    edits = [Edit(item, span, "apt-get")]
    if invocation.subcommand == "full-upgrade":
        if item.text[word.span.start : word.span.end] != "full-upgrade":
            return []
        edits.append(Edit(item, word.span, "dist-upgrade"))
    return edits
