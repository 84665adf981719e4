"""Leave to Buildx the labels that it sets itself.

With `BUILDX_GIT_LABELS`, Buildx writes the address, the commit and the path of the Dockerfile into labels. The same labels in the
Dockerfile are one more place to keep up to date.

## Example

```dockerfile bad
FROM alpine:3.22
ARG COMMIT
LABEL org.opencontainers.image.revision=$COMMIT
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Buildx can set `org.opencontainers.image.revision` from Git by itself
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL org.opencontainers.image.title="app"
```

## No fix

Whether the build sets the labels is not known here.

## When to ignore

The image is built without Buildx, or without `BUILDX_GIT_LABELS`.

## Sources

- https://docs.docker.com/build/building/variables/#buildx_git_labels
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("labels/no-buildx-git-overlap",)},
    confidence=Confidence.LOW,
    is_default=False,
    profiles=("strict",),
)

_SET_BY_BUILDX = (
    "org.opencontainers.image.revision",
    "org.opencontainers.image.source",
    "com.docker.image.source.entrypoint",
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        if pair.key.value in _SET_BY_BUILDX:
            yield RULE.at(step, pair.key.span, f"Buildx can set `{pair.key.value}` from Git by itself")
