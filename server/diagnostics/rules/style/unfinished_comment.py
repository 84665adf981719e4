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
from ....semantics.step import Step
from ....syntax.items import Comment, Item
from ....syntax.lazy_pattern import lazy_pattern
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


_UNFINISHED = lazy_pattern(r"^[ \t]*#[^\n]*?\b(TODO|FIXME|XXX)\b", re.MULTILINE)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    yield from _of_item(step.item)


@RULE.on_dockerfile
def check_between(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    """What stands in no stage, or is no instruction."""
    for _, instruction in program.preamble_instructions():
        yield from _of_item(instruction)
    for item in program.tree.items:
        if isinstance(item, Comment):
            yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Finding]:
    text = item.text
    if "TODO" not in text and "FIXME" not in text and "XXX" not in text:
        return
    for match in _UNFINISHED.finditer(text):
        yield RULE.at(item, Span(*match.span(1)), f"`{match[1]}` is waiting to be done")
