"""Keep the number of layers within a limit.

Each `RUN`, `COPY` and `ADD` of the final image makes a layer. A handful more does no harm; images with very many are slower to
pull and harder to understand, and some storage drivers end at 127. Off until it is asked for; the limit is 20 unless the option
`limit` says otherwise.

## Example

```dockerfile bad
FROM alpine:3.22
RUN touch /1
RUN touch /2
RUN touch /3
RUN touch /4
RUN touch /5
RUN touch /6
RUN touch /7
RUN touch /8
RUN touch /9
RUN touch /10
RUN touch /11
RUN touch /12
RUN touch /13
RUN touch /14
RUN touch /15
RUN touch /16
RUN touch /17
RUN touch /18
RUN touch /19
RUN touch /20
RUN touch /21
#^^ the image has 21 layers, 20 are allowed
```

## Good

```dockerfile good
FROM alpine:3.22
RUN touch /1
RUN touch /2
```

## No fix

Which instructions belong together is for you to say.

## When to ignore

The layers are wanted, since they change at different times.

## Sources

- https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import OptionKind, RuleOption
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SIZE,
    also_known_as={"doctor": ("DD064",)},
    is_default=False,
    profiles=("strict",),
    options=(RuleOption("limit", OptionKind.NUMBER, "How many layers an image may have.", 20),),
)


def _layers(step: Step) -> tuple[Step, ...]:
    return (step,) if step.item.keyword in (Keyword.RUN, Keyword.COPY, Keyword.ADD) else ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    limit = RULE.number("limit", surroundings)
    if not stage.is_shipped:
        return
    own = stage.select(_layers).facts
    number = sum(len(link.select(_layers)) for link in stage.chain)
    if number > limit and own:
        step = own[-1]
        yield RULE.at(step, step.item.keyword_span, f"the image has {number} layers, {limit} are allowed")
