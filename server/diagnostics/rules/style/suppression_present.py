"""Mend what is found rather than silence it.

For teams that allow no comments which silence findings. What such a comment hides is not said by this rule.

## Example

```dockerfile bad
# hadolint ignore=DL3006
#^^^^^^^^^^^^^^^^^^^^^^^ a comment silences findings here
FROM alpine
```

## Good

```dockerfile good
# The tag is chosen by the build.
FROM alpine:3.22
```

## No fix

What is silenced has to be mended first.

## When to ignore

Wherever silencing with a reason is fine: use `suppression-without-reason` then.

## Sources

- https://docs.docker.com/build/checks/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"hadolint": ("DL1001",)},
    is_default=False,
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    # Reading comments is built upon rules, so that it cannot be imported while they are.
    from ...suppression_reach import suppressions

    for _, suppression in suppressions(program):
        yield RULE.at(suppression.item, suppression.span, "a comment silences findings here")
