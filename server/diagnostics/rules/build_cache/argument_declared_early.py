r"""Declare what changes with each build where it is needed.

A build argument is part of the environment of each RUN below it, whether that RUN uses it or not: when the value changes, all of
them run again. A revision or a date changes with every build, so that nothing below it is ever taken from the cache.

## Example

```dockerfile bad
FROM debian:13-slim
ARG GIT_COMMIT
#   ^^^^^^^^^^ with each new `GIT_COMMIT`, all RUN below run again, also those that do not use it; declare it where it is used
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.revision=$GIT_COMMIT
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
ARG GIT_COMMIT
LABEL org.opencontainers.image.revision=$GIT_COMMIT
```

## Good

```dockerfile good
FROM debian:13-slim
ARG PYTHON_VERSION=3.14
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
ARG BUILD_DATE
LABEL org.opencontainers.image.created=$BUILD_DATE
```

```dockerfile good
FROM golang:1.26 AS build
ARG COMMIT
RUN go build -ldflags="-X main.commit=$COMMIT" -o /server .
```

## Fix safety

Safe: the argument is declared right above its first use, and nothing between mentions it. Not offered beside a comment, or where
several arguments are declared in one instruction.

## When to ignore

Where the steps between are quick, or scripts called by them read the variable.

## Sources

- https://docs.docker.com/reference/dockerfile/#impact-on-build-caching
- https://docs.docker.com/build/cache/invalidation/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.selection import with_variables
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.items import Comment
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.INFORMATION, Category.BUILD_SPEED, fix=Safety.SAFE)

_CHANGES = lazy_pattern(
    r"(?:.*_)?(?:(?:GIT|VCS)_?(?:COMMIT|SHA\d*|HASH|REF|REVISION|REV)|COMMIT(?:_?(?:SHA|HASH|ID))?|REVISION"
    r"|BUILD_?(?:DATE|TIME|TIMESTAMP|NUMBER|ID)|SOURCE_COMMIT)\Z",
    re.IGNORECASE,
)


def changes_with_each_build(name: str) -> bool:
    """Whether a variable is named for something that is another one with each build."""
    return _CHANGES.match(name) is not None


def _arguments(step: Step) -> tuple[tuple[Step, str, Span], ...]:
    if step.item.keyword is not Keyword.ARG:
        return ()
    return tuple(
        (step, pair.key.text, pair.key.span)
        for pair in step.instruction.key_values
        if pair.value is None and changes_with_each_build(pair.key.text)
    )


def _installing(step: Step) -> tuple[Step, ...]:
    """A RUN that takes long: one that installs packages."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return ()
    return (step,) if any(invocation.packages for invocation in step.invocations) else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    for position, (step, name, span) in stage.select(_arguments):
        use = next(
            (found for found in stage.select(with_variables) if found[0] > position and _names(found[1], name)), None
        )
        installing = stage.select(_installing)
        if use is None:
            continue
        between = [found for place, found in installing if position < place < use[0]]
        if not between or any(name in found.item.text for found in between):
            continue
        message = f"with each new `{name}`, all RUN below run again, also those that do not use it; declare it where it is used"
        yield RULE.at(step, span, message, fixes=_fixes(stage, position, step, use[1]))


def _names(step: Step, name: str) -> bool:
    return re.search(rf"\$\{{?{re.escape(name)}(?!\w)", step.item.text) is not None


def _fixes(stage: Stage, position: int, step: Step, use: Step) -> list[Fix]:
    if len(step.instruction.key_values) != 1 or isinstance(stage.items[position - 1], Comment):
        return []
    if step.item.text.strip().count("\n") or not step.item.text.endswith("\n"):
        return []
    where = next(place for place, item in enumerate(stage.items) if item is use.item)
    if isinstance(stage.items[where - 1], Comment):
        return []
    edits = (Edit(step.item, Span(0, len(step.item.text)), ""), Edit(use.item, Span(0, 0), step.item.text))
    return [Fix("Declare it above its first use", Safety.SAFE, lambda: edits)]
