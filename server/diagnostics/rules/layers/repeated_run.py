"""Run a command once.

The same RUN twice in a row was mostly copied by accident. The second one costs a layer and the time to run it.

## Example

```dockerfile bad
FROM debian:13-slim
RUN mkdir -p /data && chown nobody /data
RUN mkdir -p /data && chown nobody /data
#^^ the RUN before this one does exactly the same
```

```dockerfile fixed
FROM debian:13-slim
RUN mkdir -p /data && chown nobody /data
```

## Good

```dockerfile good
FROM node:24
RUN npm run build
COPY src src
RUN npm run build
RUN mkdir /a
RUN mkdir /b
```

## Fix safety

Unsafe: one of the two may have been meant to differ, and some commands do more when they run twice.

## When to ignore

A command that is meant to run twice, such as one that finishes what the first run began.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Confidence, Edit, Finding, Fix, Related, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD065",)},
    fix=Safety.UNSAFE,
    confidence=Confidence.MEDIUM,
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    earlier = step.previous
    if step.is_deferred or earlier is None or not step.instruction.arguments.text:
        return
    if earlier.text.strip() == step.item.text.strip():
        related = Related(earlier, earlier.keyword_span, "the same command")
        message = "the RUN before this one does exactly the same"
        edit = Edit(step.item, Span(0, len(step.item.text)), "")
        reason = "one of the two may have been meant to differ"
        fix = Fix("Leave the second one out", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(step, step.item.keyword_span, message, related=[related], fixes=[fix])
