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

```dockerfile fixed
FROM alpine:3.22
ARG COMMIT
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL org.opencontainers.image.title="app"
```

## Fix safety

Unsafe: a build that does not set the labels makes an image without them.

## When to ignore

The image is built without Buildx, or without `BUILDX_GIT_LABELS`.

## Sources

- https://docs.docker.com/build/building/variables/#buildx_git_labels
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import KeyValue
from ...finding import Confidence, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ...word_edits import without_pair

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"tally": ("labels/no-buildx-git-overlap",)},
    fix=Safety.UNSAFE,
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
            message = f"Buildx can set `{pair.key.value}` from Git by itself"
            yield RULE.at(step, pair.key.span, message, fixes=[_fix(step, pair)])


def _fix(step: Step, pair: KeyValue) -> Fix:
    edit = without_pair(step, pair)
    reason = "a build that does not set the label makes an image without it"
    return Fix(f"Leave `{pair.key.text}` out", Safety.UNSAFE, lambda: (edit,), reason)
