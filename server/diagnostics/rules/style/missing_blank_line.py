"""Put a blank line before each stage.

Stages are the chapters of a Dockerfile. A blank line lets one see where the next begins.

With the option `groups` instructions of one kind are a group, which one blank line sets apart from the next.

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

```dockerfile bad profile=tally
FROM alpine:3.22
ENV A=1
#^^ no blank line shows that something else begins here

ENV B=2
#^^ a blank line parts this `ENV` from the one before it
```

```dockerfile fixed
FROM alpine:3.22

ENV A=1
ENV B=2
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
from functools import partial
from itertools import pairwise

from ....semantics.program import Program
from ....syntax.grammar import Keyword
from ....syntax.items import BlankLine, Comment, Instruction, Item
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
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
    options=(switch("groups", "Whether each group of instructions of one kind is set apart.", "tally"),),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    if RULE.is_on("groups", surroundings):
        yield from _of_groups(program.tree.items)
        return
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


def _of_groups(items: tuple[Item, ...]) -> Iterator[Finding]:
    places = [place for place, item in enumerate(items) if isinstance(item, Instruction)]
    for before, after in pairwise(places):
        first, second = items[before], items[after]
        between = items[before + 1 : after]
        assert isinstance(first, Instruction)
        assert isinstance(second, Instruction)
        blanks = [item for item in between if isinstance(item, BlankLine)]
        if first.keyword is not second.keyword and not blanks:
            newline = "\r\n" if first.text.endswith("\r\n") else "\n"
            fix = _fix(Edit(items[before + 1], Span(0, 0), newline))
            yield RULE.at(
                second, second.keyword_span, "no blank line shows that something else begins here", fixes=[fix]
            )
        elif first.keyword is second.keyword and len(blanks) == len(between) > 0:
            edits = tuple(Edit(item, Span(0, len(item.text)), "") for item in blanks)
            fix = Fix("Remove the blank line", Safety.SAFE, partial(tuple, edits))
            message = f"a blank line parts this `{second.keyword_text}` from the one before it"
            yield RULE.at(second, second.keyword_span, message, fixes=[fix])


def _fix(edit: Edit) -> Fix:
    return Fix("Add a blank line", Safety.SAFE, lambda: (edit,))
