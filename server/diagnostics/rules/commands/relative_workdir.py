"""Give WORKDIR an absolute path.

A relative `WORKDIR` begins at the one before it. Where no absolute one stands in the file, it begins wherever the base
image happens to be, and moves when the base image changes. The option `known-directories` has every relative path count,
and `empty-paths` one that a variable leaves empty.

## Example

```dockerfile bad
FROM nginx:1.29
WORKDIR html
#       ^^^^ `html` is relative to a working directory that only the base image knows; write an absolute path
COPY index.html ./
```

```dockerfile bad
FROM scratch
WORKDIR app
#       ^^^ `app` is relative to a working directory that only the base image knows; write an absolute path
```

```dockerfile fixed
FROM scratch
WORKDIR /app
```

```dockerfile bad profile=hadolint
FROM debian:13-slim
WORKDIR /srv
WORKDIR app
#       ^^^ `app` is relative to the `WORKDIR` before it; write an absolute path
```

```dockerfile fixed
FROM debian:13-slim
WORKDIR /srv
WORKDIR /srv/app
```

```dockerfile bad profile=buildkit
FROM debian:13-slim
WORKDIR $APP_HOME
#       ^^^^^^^^^ `$APP_HOME` is relative to a working directory that only the base image knows; write an absolute path
```

## Good

```dockerfile good
FROM debian:13-slim AS base
WORKDIR /srv
WORKDIR app

FROM base
ARG HOME_DIRECTORY=/home/app
WORKDIR src
WORKDIR ${HOME_DIRECTORY}
```

```dockerfile good
# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
WORKDIR C:\\app
WORKDIR /inetpub
```

## Fix safety

Safe, and only offered where the working directory of the base image is known, so that the absolute path is the same.

## When to ignore

Where the base image is your own and its working directory part of its contract.

## Sources

- https://docs.docker.com/reference/build-checks/workdir-relative-path/
- https://docs.docker.com/reference/dockerfile/#workdir
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ....semantics.state import is_absolute
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import Word
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("WorkdirRelativePath",),
        "hadolint": ("DL3000",),
        "tally": ("buildkit/WorkdirRelativePath",),
        "trivy": ("DS-0009", "AVD-DS-0009"),
        "checkov": ("CKV_DOCKER_10",),
        "kics": ("6b376af8",),
        "dockerfile-utils": ("50",),
        "droast": ("DF009",),
        "doctor": ("DD011",),
    },
    fix=Safety.SAFE,
    profiles=("hadolint", "buildkit"),
    options=(
        switch("known-directories", "Whether a path counts that begins at a folder that is known.", "hadolint"),
        switch("empty-paths", "Whether a path counts that is empty, since its variable is.", "buildkit"),
    ),
)


@RULE.on_step(Keyword.WORKDIR)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    is_set = step.workdir.instruction is not None
    if step.is_deferred or not step.instruction.words or (is_set and not RULE.is_on("known-directories", surroundings)):
        return
    word = step.instruction.words[0]
    value = step.evaluate(word)
    if value is None or is_absolute(value) or not (value or RULE.is_on("empty-paths", surroundings)):
        return
    start = "the `WORKDIR` before it" if is_set else "a working directory that only the base image knows"
    message = f"`{word.text}` is relative to {start}; write an absolute path"
    yield RULE.at(step, word.span, message, fixes=_fixes(step, word, value))


def _fixes(step: Step, word: Word, value: str) -> list[Fix]:
    known = step.workdir.value
    if known is None or word.text != value:
        return []
    absolute = posixpath.normpath(posixpath.join(known, value))
    return [Fix(f"Write {absolute}", Safety.SAFE, lambda: (Edit(step.item, word.span, absolute),))]
