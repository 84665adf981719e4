"""Give each label a value.

A label without a value says nothing.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL com.example.team=""
#     ^^^^^^^^^^^^^^^^ `com.example.team` has no value
```

## Good

```dockerfile good
FROM alpine:3.22
ARG VERSION=""
LABEL org.opencontainers.image.version=$VERSION
```

## No fix

What the label is to say is not known here.

## When to ignore

A label that only has to be there.

## Sources

- https://docs.docker.com/engine/manage-resources/labels/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"hadolint": ("DL3051",)},
    is_default=False,
    profiles=("strict", "hadolint"),
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        if pair.key.value and pair.value is not None and pair.value.value is not None and not pair.value.value.strip():
            yield RULE.at(step, pair.key.span, f"`{pair.key.value}` has no value")
