r"""Install one program for downloads.

wget and curl do the same for a build. Where one of them is installed although the other is there, it and its libraries
are carried along in the image. Stages are looked at one by one, since each is an image of its own.

The option `every-call` points at each `RUN` that calls one of them when the other has been called as well.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl wget && rm -rf /var/lib/apt/lists/*
#                                                                                     ^^^^ `wget` is installed beside `curl`, which does the same
RUN curl -fsSLO https://example.com/a && wget https://example.com/b
```

```dockerfile bad
FROM alpine:3.22
RUN apk add --no-cache curl
#                      ^^^^ `curl` is installed beside `wget`, which does the same
RUN curl -fsSLO https://example.com/a && wget https://example.com/b
```

```dockerfile bad profile=hadolint
FROM buildpack-deps:trixie
RUN curl -fsSLO https://example.com/a
RUN wget https://example.com/b
#   ^^^^ `wget` is called here, and `curl` does the same in this stage
```

## Good

```dockerfile good
FROM alpine:3.22 AS first
RUN apk add --no-cache curl && curl -fsSLO https://example.com/a

FROM alpine:3.22
RUN wget https://example.com/b
```

```dockerfile good
FROM buildpack-deps:trixie
RUN curl -fsSLO https://example.com/a && wget https://example.com/b
```

## No fix

Their options differ.

## When to ignore

Where somebody wants both in the container.

## Sources

- https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import switch
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={
        "hadolint": ("DL4001",),
        "tally": ("hadolint/DL4001",),
        "trivy": ("DS-0014", "AVD-DS-0014"),
        "kics": ("fc775e75",),
        "semgrep": ("use-either-wget-or-curl",),
        "droast": ("DF058",),
    },
    profiles=("size", "hadolint"),
    options=(
        switch("every-call", "Whether each RUN counts that calls one of them beside the other.", "hadolint", "tally"),
    ),
)

_OTHER = {"curl": "wget", "wget": "curl"}


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    if RULE.is_on("every-call", surroundings):
        yield from _calls(stage)
    installed = stage.select(_installed).facts
    if not installed or not stage.traits.is_in_image or not all(stage.invocations(tool) for tool in _OTHER):
        return
    names = {name for name, _, _ in installed}
    for name, word, step in installed:
        other = _OTHER[name]
        if stage.facts.has_program(other) is True or (other in names and name == "wget"):
            yield RULE.at(step, word.span, f"`{name}` is installed beside `{other}`, which does the same")
            return


def _calls(stage: Stage) -> Iterator[Finding]:
    """What is to be said where one of them is called, and the other in the same RUN or before."""
    calls = stage.select(_downloads)
    first: dict[str, int] = {}
    for position, call in calls:
        first.setdefault(call.invocation.tool, position)
    said: set[int] = set()
    for position, call in calls if len(first) == len(_OTHER) else ():
        if position >= max(first.values()) and position not in said:
            said.add(position)
            message = f"`{call.invocation.tool}` is called here, and `{_OTHER[call.invocation.tool]}` does the same in this stage"
            yield RULE.at(call.step, call.invocation.tool_word.span, message)


def _downloads(step: Step) -> tuple[Call, ...]:
    calls = (Call(step, invocation) for invocation in step.invocations if step.keyword is Keyword.RUN)
    return tuple(call for call in calls if call.invocation.tool in _OTHER)


def _installed(step: Step) -> tuple[tuple[str, Word, Step], ...]:
    removed = {
        package.name
        for invocation in step.invocations
        if invocation.subcommand in ("remove", "purge", "autoremove", "del", "erase")
        for package in invocation.packages
    }
    if any(invocation.has("--virtual") for invocation in step.invocations):
        return ()
    return tuple(
        (package.name, package.word, step)
        for invocation in step.invocations
        if invocation.tool in ("apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper")
        and invocation.subcommand in ("install", "add")
        for package in invocation.packages
        if package.name in _OTHER and package.name not in removed
    )
