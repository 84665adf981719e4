"""Say why a finding is silenced.

Whoever comes upon the comment later has to know whether its reason still holds.

## Example

```dockerfile bad
# dockwright: ignore[untagged-base-image]
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this silences findings and does not say why
FROM alpine
```

## Good

```dockerfile good
# dockwright: ignore[untagged-base-image] -- the build passes a digest
FROM alpine
```

## No fix

The reason is for you to say.

## When to ignore

The reason stands in a comment of its own.

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
    also_known_as={"droast": ("DF072",)},
    is_default=False,
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    # Reading comments is built upon rules, so that it cannot be imported while they are.
    from ...suppression_reach import suppressions

    for _, suppression in suppressions(program):
        if not (suppression.reason or "").strip():
            yield RULE.at(suppression.item, suppression.span, "this silences findings and does not say why")
