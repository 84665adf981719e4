"""Set each name once in an instruction.

Where ENV, LABEL or ARG names something twice, the last value counts and the first is never seen, not even by the other
pairs. Most often a line was copied and its name not changed.

## Example

```dockerfile bad
FROM alpine:3.22
ENV MODE=production \\
#   ^^^^ `MODE` is set again by the same ENV, so this value is never seen
    PORT=3000 \\
    MODE=debug
```

```dockerfile fixed
FROM alpine:3.22
ENV PORT=3000 \\
    MODE=debug
```

## Good

```dockerfile good
FROM alpine:3.22
ENV MODE=production mode=debug
ENV MODE=debug
ARG A=1 B=$A
LABEL a=1 a.b=2
```

## Fix safety

Safe: the value that is removed has no effect. There is no fix for a variable that begins with a hyphen, as in
`ENV CFLAGS=-O2 -march=x86-64`: it is the rest of a value that lacks its quotes.

## When to ignore

Never: one of the two names is wrong, or one of the two values.

## Sources

- https://docs.docker.com/reference/dockerfile/#env
- https://docs.docker.com/reference/dockerfile/#label
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ....syntax.words import KeyValue
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._references import references

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={"doctor": ("DD044",), "tally": ("labels/no-duplicate-keys",)},
    fix=Safety.SAFE,
)


@RULE.on_step(Keyword.ENV, Keyword.LABEL, Keyword.ARG)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Compare the names of the pairs, as they are without quotes."""
    pairs = step.instruction.key_values
    if len(pairs) < 2:
        return
    names = [pair.key.value for pair in pairs]
    used = {reference.expansion.name for reference in references(step.instruction)}
    for index, (name, pair) in enumerate(zip(names, pairs, strict=True)):
        if not name or name not in names[index + 1 :]:
            continue
        # An ARG sees those before it in the same instruction.
        if step.keyword is Keyword.ARG and (name in used or pair.value is None):
            continue
        keyword = step.instruction.keyword_text.upper()
        message = f"`{name}` is set again by the same {keyword}, so this value is never seen"
        yield RULE.at(step, pair.key.span, message, fixes=_remove(step, pairs, index))


def _remove(step: Step, pairs: tuple[KeyValue, ...], index: int) -> list[Fix]:
    """Take a pair out with what stands between it and the one before it on its line, or else the one behind it."""
    pair, text = pairs[index], step.item.text
    start = pairs[index - 1].span.end if index else pair.span.start
    if index and "\n" not in text[start : pair.span.start]:
        span = Span(start, pair.span.end)
    else:
        span = Span(pair.span.start, pairs[index + 1].span.start)
    is_part_of_value = step.keyword is Keyword.ENV and pair.key.text.startswith("-")
    if is_part_of_value or "#" in text[pair.span.end : span.end]:
        return []
    return [Fix("Remove it", Safety.SAFE, lambda: (Edit(step.item, span, ""),))]
