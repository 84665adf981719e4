"""Say how the image is run at its end.

What a container runs is easiest to find at the end of the file, behind all that is built.

## Example

```dockerfile bad
FROM alpine:3.22
ENTRYPOINT ["/app"]
#^^^^^^^^^ ENTRYPOINT says how the image is run, and is best found behind what is built
COPY app /app
```

## Good

```dockerfile good
FROM alpine:3.22
EXPOSE 8080
COPY app /app
ENTRYPOINT ["/app"]
```

## No fix

Comments around the instruction would have to move with it.

## When to ignore

You prefer another order.

## Sources

- https://docs.docker.com/reference/dockerfile/#entrypoint
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/epilogue-order",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    builds = (stage.steps_with(keyword).positions for keyword in (Keyword.RUN, Keyword.COPY, Keyword.ADD))
    last = max((positions[-1] for positions in builds if positions), default=-1)
    for keyword in (Keyword.ENTRYPOINT, Keyword.CMD, Keyword.HEALTHCHECK, Keyword.STOPSIGNAL):
        for position, step in stage.steps_with(keyword):
            if position < last:
                written = step.item.keyword_text.upper()
                message = f"{written} says how the image is run, and is best found behind what is built"
                yield RULE.at(step, step.item.keyword_span, message)
