"""Remove a stage that nothing needs.

What the last stage does not need, directly or through others, is not built by default. That is right for a stage that
is built by name (`docker build --target test`), which nothing in the file can tell, so this is off unless it is asked
for.

## Example

```dockerfile bad
FROM golang:1.26 AS build
FROM node:24 AS web
#               ^^^ nothing that is built by default needs the stage `web`
FROM alpine:3.22
COPY --from=build /app /app
```

## Good

```dockerfile good
FROM golang:1.26 AS base
FROM base AS build
FROM alpine:3.22
COPY --from=build /app /app
```

```dockerfile good
FROM alpine:3.22 AS app-linux
FROM alpine:3.21 AS app-freebsd
FROM app-${TARGETOS}
```

## No fix

The stage may be built by its name.

## When to ignore

Stages for tests, development or another image, which are built with `--target`.

## Sources

- https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import StageRole, Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("tally/no-unreachable-stages",), "doctor": ("DD066",)},
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Ask for the role of the stage."""
    body = body_of(step.item)
    if step.traits.role is StageRole.APART and isinstance(body, From) and body.image is not None:
        which = "this stage" if body.name is None else f"the stage `{body.name.text}`"
        span = body.image.span if body.name is None else body.name.span
        yield RULE.at(step, span, f"nothing that is built by default needs {which}")
