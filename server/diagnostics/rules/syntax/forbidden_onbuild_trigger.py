"""Defer an instruction that may be deferred.

ONBUILD takes neither another ONBUILD nor FROM nor MAINTAINER.

## Example

```dockerfile bad
FROM alpine:3.22
ONBUILD FROM alpine:3.21
#       ^^^^ ONBUILD cannot defer FROM; BuildKit refuses it
ONBUILD ONBUILD RUN true
#       ^^^^^^^ ONBUILD cannot defer ONBUILD; BuildKit refuses it
```

## Good

```dockerfile good
FROM alpine:3.22
ONBUILD COPY . /app
ONBUILD run make -C /app
```

## No fix

What was meant to happen in the other build is for you to say.

## When to ignore

Never: the build of the image that begins from this one fails, if this one is built at all.

## Sources

- https://docs.docker.com/reference/dockerfile/#onbuild-limitations
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._problems import finding, problems_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3043",),
        "tally": ("hadolint/DL3043",),
        "dockerfile-utils": ("29", "30"),
        "droast": ("DF068",),
    },
    profiles=("hadolint",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """Look behind ONBUILD."""
    for located in problems_in(program):
        if located.problem.code == "onbuild-trigger":
            yield finding(RULE, located)
