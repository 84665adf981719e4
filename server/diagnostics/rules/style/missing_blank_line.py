"""Put a blank line before each stage.

Stages are the chapters of a Dockerfile. A blank line lets one see where the next begins.

## Example

```dockerfile bad
FROM golang:1.26 AS build
RUN go build -o /app .
# What is shipped
FROM alpine:3.22
#^^^ no blank line shows that a stage begins here
COPY --from=build /app /app
```

```dockerfile fixed
FROM golang:1.26 AS build
RUN go build -o /app .

# What is shipped
FROM alpine:3.22
COPY --from=build /app /app
```

## Good

```dockerfile good
# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

## Fix safety

Safe: blank lines between instructions mean nothing.

## When to ignore

Short stages that belong together. A stage that is only a FROM asks for no blank line behind it.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.grammar import Keyword
from ....syntax.items import BlankLine, Comment, Instruction
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/newline-between-instructions",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    items = program.tree.items
    for start, stage in zip(program.starts[1:], program.stages[1:], strict=True):
        first = start
        while isinstance(items[first - 1], Comment):
            first -= 1
        above = items[first - 1]
        if isinstance(above, BlankLine) or (isinstance(above, Instruction) and above.keyword is Keyword.FROM):
            continue
        newline = "\r\n" if above.text.endswith("\r\n") else "\n"
        fix = _fix(Edit(items[first], Span(0, 0), newline))
        keyword = stage.from_step.item.keyword_span
        yield RULE.at(stage.from_step, keyword, "no blank line shows that a stage begins here", fixes=[fix])


def _fix(edit: Edit) -> Fix:
    return Fix("Add a blank line", Safety.SAFE, lambda: (edit,))
