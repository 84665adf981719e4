"""Fix the program with ENTRYPOINT.

With `CMD` alone, the first word behind `docker run image` replaces the program; with `ENTRYPOINT` it becomes its argument. Both are
right, for different images, which is why this is off until it is asked for.

## Example

```dockerfile bad
FROM alpine:3.22
CMD ["/app"]
#^^ arguments of `docker run` replace this program
```

## Good

```dockerfile good
FROM alpine:3.22
ENTRYPOINT ["/app"]
CMD ["--help"]
```

## No fix

How the image is used is for you to say.

## When to ignore

The program is meant to be replaced.

## Sources

- https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"droast": ("DF017",)},
    is_default=False,
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    started = start_command(stage) if stage.is_shipped else None
    step = None if started is None or started.entrypoint is not None else started.command
    if step is not None and stands_in(stage, step):
        yield RULE.at(step, step.item.keyword_span, "arguments of `docker run` replace this program")
