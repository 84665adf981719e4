"""Write a platform that exists as `os/architecture`.

BuildKit stops at a `--platform` that it cannot read: too many parts, an empty part, or a single word that is neither an
operating system nor an architecture.

## Example

```dockerfile bad
FROM --platform=linux/amd64/ alpine:3.22
#               ^^^^^^^^^^^^ BuildKit cannot read `linux/amd64/` as a platform such as `linux/arm64`
FROM --platform=intel alpine:3.22
#               ^^^^^ BuildKit cannot read `intel` as a platform such as `linux/arm64`
```

## Good

```dockerfile good
FROM --platform=$BUILDPLATFORM alpine:3.22
FROM --platform=${PLATFORM:-linux/arm/v7} alpine:3.22 AS armv7
```

## No fix

What was meant cannot be told.

## When to ignore

Never: the build fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#from
- https://github.com/containerd/platforms
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._platforms import read_platform

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.CORRECTNESS)


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a platform without variables that BuildKit cannot read."""
    body = body_of(step.item)
    if not isinstance(body, From) or body.platform is None or body.platform.value is None:
        return
    value = body.platform.value.value
    if value and read_platform(value) is None:
        message = f"BuildKit cannot read `{value}` as a platform such as `linux/arm64`"
        yield RULE.at(step, body.platform.value.span, message)
