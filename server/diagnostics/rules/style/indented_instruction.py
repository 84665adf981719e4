r"""Begin instructions at the beginning of the line.

White space before an instruction means nothing to the builder; readers take it for something that belongs to the line above.

## Example

```dockerfile bad
FROM alpine:3.22
  RUN apk add --no-cache curl
# ^^^ an instruction begins at the beginning of the line
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl
```

## Good

```dockerfile good
FROM alpine:3.22
RUN apk add --no-cache \
      curl
```

## Fix safety

Safe: the builder drops the white space.

## When to ignore

You indent what belongs to a stage.

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
    also_known_as={"tally": ("tally/consistent-indentation",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    item = step.item
    start = item.keyword_span.start
    if start > item.skipped and not item.text[item.skipped : start].strip(" \t"):
        edit = Edit(item, Span(item.skipped, start), "")
        fix = Fix("Move it to the left", Safety.SAFE, lambda: (edit,))
        yield RULE.at(step, item.keyword_span, "an instruction begins at the beginning of the line", fixes=[fix])
