"""Say what the container runs.

An image without `CMD` and `ENTRYPOINT` runs what its base runs: mostly a shell that ends at once.

## Example

```dockerfile bad
FROM alpine:3.22
#    ^^^^^^^^^^^ nothing says what a container of this image runs
COPY app /app
```

## Good

```dockerfile good
FROM alpine:3.22
COPY app /app
CMD ["/app"]
```

## No fix

What is to be run is for you to say.

## When to ignore

A base image for others, or one that runs what its own base runs.

## Sources

- https://docs.docker.com/reference/dockerfile/#cmd
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import start_command
from ....syntax.bodies import From, body_of
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"droast": ("DF036",)},
    is_default=False,
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(stage.from_step.item)
    started = start_command(stage) if stage.is_shipped else None
    if started is None or started.step is not None or not isinstance(body, From) or body.image is None:
        return
    yield RULE.at(stage.from_step, body.image.span, "nothing says what a container of this image runs")
