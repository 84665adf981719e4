"""Finish what comments leave to be done.

`TODO` and `FIXME` in a Dockerfile mostly speak of a pin, a user or a clean-up that somebody meant to come back to.

## Example

```dockerfile bad
FROM alpine:3.22
# TODO: run as another user
# ^^^^ `TODO` is waiting to be done
CMD ["sh"]
```

## Good

```dockerfile good
FROM alpine:3.22
# Todos are kept in the tracker.
CMD ["sh"]
```

## No fix

It has to be done.

## When to ignore

The work is tracked elsewhere and the comment only says where.

## Sources

- https://docs.docker.com/reference/dockerfile/#format
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.program import Program
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD072",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_dockerfile
def check(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    tree = program.tree
    for match in re.finditer(r"^[ \t]*#[^\n]*?\b(TODO|FIXME|XXX)\b", tree.text, re.MULTILINE):
        index = tree.index_at_line(tree.source.line_of(match.start(1)))
        start = match.start(1) - tree.start(index)
        span = Span(start, start + len(match[1]))
        yield RULE.at(tree.items[index], span, f"`{match[1]}` is waiting to be done")
