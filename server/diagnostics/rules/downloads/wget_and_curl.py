r"""Install one program for downloads.

wget and curl do the same for a build. Where one of them is installed although the other is there, it and its libraries
are carried along in the image. Stages are looked at one by one, since each is an image of its own.

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
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

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
)

_TOOLS = ("curl", "wget")


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    installed = stage.select(_installed).facts
    if not installed or not stage.traits.is_in_image or not all(stage.invocations(tool) for tool in _TOOLS):
        return
    names = {name for name, _, _ in installed}
    for name, word, step in installed:
        other = "wget" if name == "curl" else "curl"
        if stage.facts.has_program(other) is True or (other in names and name == "wget"):
            yield RULE.at(step, word.span, f"`{name}` is installed beside `{other}`, which does the same")
            return


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
        if package.name in _TOOLS and package.name not in removed
    )
