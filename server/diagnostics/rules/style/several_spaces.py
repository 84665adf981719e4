r"""Put one space behind the keyword.

More than one space between an instruction and what it says is mostly left over from editing.

## Example

```dockerfile bad
FROM   alpine:3.22
#   ^^^ 3 spaces where one is enough
COPY app  /app
```

```dockerfile fixed
FROM alpine:3.22
COPY app  /app
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache \
        curl
```

## Fix safety

Safe: the builder reads them alike.

## When to ignore

You line up instructions in columns.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/no-multi-spaces",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    text, start = step.item.text, step.item.keyword_span.end
    end = start
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    if end - start > 1 and text[end : end + 1] not in ("", "\r", "\n", step.item.escape):
        edit = Edit(step.item, Span(start, end), " ")
        fix = Fix("Leave one", Safety.SAFE, lambda: (edit,))
        yield RULE.at(step, edit.span, f"{end - start} spaces where one is enough", fixes=[fix])
