r"""Keep labels in a stable order.

Labels in the order of the alphabet are quickly found, and two people who add one do not collide.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL com.example.b=2 \
#     ^^^^^^^^^^^^^ `com.example.a` comes before `com.example.b` in the order of names
      com.example.a=1
```

```dockerfile fixed
FROM alpine:3.22
LABEL com.example.a=1 \
      com.example.b=2
```

## Good

```dockerfile good
FROM alpine:3.22
LABEL com.example.a=1 \
      com.example.b=2
```

## Fix safety

Safe: labels have no order. Offered where no name stands twice and no comment stands between them.

## When to ignore

You prefer another order.

## Sources

- https://docs.docker.com/reference/dockerfile/#label
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import KeyValue
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("labels/prefer-stable-order",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.LABEL)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    pairs = step.instruction.key_values
    keys = [pair.key.value or pair.key.text for pair in pairs]
    wanted = sorted(pairs, key=lambda pair: pair.key.value or pair.key.text)
    for pair, right in zip(pairs, wanted, strict=True):
        if pair is not right:
            message = f"`{right.key.text}` comes before `{pair.key.text}` in the order of names"
            fixes = _fixes(step, pairs, wanted) if len(set(keys)) == len(keys) else []
            yield RULE.at(step, pair.key.span, message, fixes=fixes)
            return


def _fixes(step: Step, pairs: tuple[KeyValue, ...], wanted: list[KeyValue]) -> list[Fix]:
    text = step.item.text
    between = text[pairs[0].span.start : pairs[-1].span.end]
    if "#" in between or any(pair.value is None for pair in pairs):
        return []
    edits = tuple(
        Edit(step.item, pair.span, text[right.span.start : right.span.end])
        for pair, right in zip(pairs, wanted, strict=True)
        if pair is not right
    )
    return [Fix("Sort the labels", Safety.SAFE, lambda: edits)]
