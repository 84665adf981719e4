"""Run a command once.

The same RUN twice in a stage, with nothing in between that could change its outcome, was mostly copied by accident. The second
one costs a layer and the time to run it.

## Example

```dockerfile bad
FROM debian:13-slim
RUN mkdir -p /data && chown nobody /data
EXPOSE 80
RUN mkdir -p /data && chown nobody /data
#^^ the RUN before this one does exactly the same
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

## No fix

One of the two may have been meant to differ.

## When to ignore

A command that is meant to run twice, such as one that finishes what the first run began.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...fact_checks import PlacedFact
from ...finding import Confidence, Finding, Related, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD065",)},
    confidence=Confidence.MEDIUM,
)

_WITHOUT_EFFECT = (Keyword.EXPOSE, Keyword.LABEL, Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK)


def _changing(step: Step) -> tuple[Step, ...]:
    """What may change the outcome of a command."""
    return () if step.item.keyword in _WITHOUT_EFFECT or step.is_deferred else (step,)


@RULE.on_fact(_changing)
def check(found: PlacedFact[Step], surroundings: Surroundings) -> Iterator[Finding]:
    step = found.fact
    if step.keyword is not Keyword.RUN or not step.instruction.arguments.text:
        return
    before = found.stage.select(_changing).before(found.position)
    earlier = before[-1] if before else None
    if earlier is None or earlier.item.text.strip() != step.item.text.strip():
        return
    related = Related(earlier.item, earlier.item.keyword_span, "the same command")
    yield RULE.at(step, step.item.keyword_span, "the RUN before this one does exactly the same", related=[related])
