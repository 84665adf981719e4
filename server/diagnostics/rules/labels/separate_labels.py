r"""Write labels that stand together as one instruction.

Several `LABEL` in a row say the same as one with several pairs, which is shorter and easier to read.

## Example

```dockerfile bad
FROM alpine:3.22
LABEL com.example.a=1
LABEL com.example.b=2
#^^^^ this LABEL can be written together with the one before it
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
RUN true
LABEL com.example.c=3
```

## Fix safety

Safe: the image has the same labels. Where a comment or a blank line stands between them no fix is offered.

## When to ignore

You prefer one label a line.

## Sources

- https://docs.docker.com/reference/dockerfile/#label
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.items import Instruction
from ....syntax.logical_text import Span
from ...fact_checks import PlacedFact
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("labels/prefer-grouped",)},
    fix=Safety.SAFE,
    is_default=False,
    profiles=("strict",),
)


def _labels(step: Step) -> tuple[Step, ...]:
    return (step,) if step.item.keyword is Keyword.LABEL and not step.item.is_legacy_pair else ()


@RULE.on_fact(_labels)
def check(found: PlacedFact[Step], surroundings: Surroundings) -> Iterator[Finding]:
    step = found.fact
    if step.previous is None or step.previous.keyword is not Keyword.LABEL:
        return
    # A comment or a blank line between the two would be left behind.
    positions = found.stage.select(_labels).positions
    index = bisect_left(positions, found.position - 1)
    fixes = _fixes(step.previous, step.item) if positions[index] == found.position - 1 else []
    message = "this LABEL can be written together with the one before it"
    yield RULE.at(step, step.item.keyword_span, message, fixes=fixes)


def _fixes(one: Instruction, other: Instruction) -> list[Fix]:
    """Hang the pairs of the second on the end of the first."""
    newline = "\r\n" if one.text.endswith("\r\n") else "\n"
    if not one.text.endswith(newline) or not one.key_values or not other.key_values:
        return []
    if one.text[one.key_values[-1].span.end :].strip():
        return []
    start = other.key_values[0].span.start
    indent = " " * (one.key_values[0].span.start - one.keyword_span.start)
    end = one.key_values[-1].span.end
    edits = (
        Edit(one, Span(end, len(one.text)), f" {one.escape}{newline}"),
        Edit(other, Span(0, start), indent),
    )
    return [Fix("Write them as one", Safety.SAFE, lambda: edits)]
