"""Begin the name of a stage with a letter, and use letters, digits, `-`, `_` and `.` in it.

BuildKit refuses any other name, and variables too: a name is not expanded.

## Example

```dockerfile bad
FROM golang:1.26 AS 1st-stage
#                   ^^^^^^^^^ `1st-stage` cannot name a stage; it has to begin with a letter and hold letters, digits, `-_.`
FROM alpine:3.22 AS ${NAME}
#                   ^^^^^^^ `${NAME}` cannot name a stage; it has to begin with a letter and hold letters, digits, `-_.`
```

## Good

```dockerfile good
FROM golang:1.26 AS build-1.26_linux
FROM --platform=linux/amd64 alpine:3.22 AS alpine-amd64
```

## No fix

Another name has to be chosen, here and where the stage is asked for from outside.

## When to ignore

Never: the build fails.

## Sources

- https://docs.docker.com/reference/dockerfile/#from
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.problems import item_problems
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={"dockerfile-utils": ("12",)},
)


@RULE.on_step(Keyword.FROM)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Take over what BuildKit says of the name."""
    for problem in item_problems(step.item):
        if problem.code == "stage-name":
            yield RULE.at(step, problem.span, problem.message.rstrip("."))
