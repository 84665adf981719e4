"""Say the digest of the base image where it is used.

A label with the digest of the base is only true as long as FROM names the same digest. With a tag, the base moves on and the label
does not.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL org.opencontainers.image.base.digest="sha256:4b7ce07002c69e8f3d704a9c5d6fd3053be500b7f1c69fc0d80990c2ad8dd412"
#                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FROM names no digest, so that this one is soon no longer true
```

## Good

```dockerfile good
FROM alpine:3.22@sha256:4b7ce07002c69e8f3d704a9c5d6fd3053be500b7f1c69fc0d80990c2ad8dd412
LABEL org.opencontainers.image.base.digest="sha256:4b7ce07002c69e8f3d704a9c5d6fd3053be500b7f1c69fc0d80990c2ad8dd412"
```

## No fix

Which digest the base has today is not known here.

## When to ignore

The value is filled in by the build.

## Sources

- https://specs.opencontainers.org/image-spec/annotations/
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
    Category.CORRECTNESS,
    also_known_as={"tally": ("labels/no-stale-base-digest",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    image = step.traits.base.image
    if image is None:
        return
    for pair in step.instruction.key_values:
        value = pair.value.value if pair.value is not None else None
        if pair.key.value != "org.opencontainers.image.base.digest" or pair.value is None or not value:
            continue
        if image.digest is None:
            yield RULE.at(step, pair.value.span, "FROM names no digest, so that this one is soon no longer true")
        elif image.digest != value:
            yield RULE.at(step, pair.value.span, "FROM names another digest than this label")
