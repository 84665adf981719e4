"""Do not copy what the ignore file keeps back.

What `.dockerignore` excludes is not sent to the builder, so that copying it fails although the file is there.

## Example

```dockerfile bad files=app.js,secret.conf ignore=*.conf
FROM node:24-slim
COPY secret.conf /app/
#    ^^^^^^^^^^^ `secret.conf` is kept back by the ignore file, so this fails
```

## Good

```dockerfile good files=app.js,notes.md,go.mod ignore=*,!go.mod,!app.js
FROM node:24-slim
COPY app.js go.mod /app/
COPY *.md /app/
COPY . /app
```

## No fix

Whether the ignore file or the Dockerfile is right is for you to say.

## When to ignore

The file is made available in another way, as by another ignore file.

## Sources

- https://docs.docker.com/reference/build-checks/copy-ignored-file/
- https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("CopyIgnoredFile",),
        "tally": ("buildkit/CopyIgnoredFile",),
        "droast": ("DF077",),
    },
    profiles=("buildkit",),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    context = surroundings.context
    if not isinstance(body, Transfer) or body.source_stage is not None or context.ignore_rules is None:
        return
    for word in body.file_sources:
        value = step.evaluate(word)
        if value is None or "://" in value or value.startswith("git@") or any(mark in value for mark in "*?["):
            continue
        path = posixpath.normpath(f"/{value}").lstrip("/")
        if path and context.exists(path) and context.is_sent(path) is False and not _may_hold_more(surroundings, path):
            yield RULE.at(step, word.span, f"`{value}` is kept back by the ignore file, so this fails")


def _may_hold_more(surroundings: Surroundings, path: str) -> bool:
    """Whether it is a folder of which the ignore file may let something through."""
    rules = surroundings.context.ignore_rules
    return rules is not None and not rules.shuts(path) and surroundings.context.folders.get(path) is not None
