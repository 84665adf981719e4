r"""Expose a port once.

`EXPOSE` collects ports in a set; naming one again does nothing. Mostly another port or protocol was meant.

## Example

```dockerfile bad
FROM nginx:1.29
EXPOSE 80 443
EXPOSE 80/tcp 443/udp
#      ^^^^^^ port 80/tcp is exposed already
```

```dockerfile fixed
FROM nginx:1.29
EXPOSE 80 443
EXPOSE 443/udp
```

## Good

```dockerfile good
FROM nginx:1.29 AS one
EXPOSE 80

FROM nginx:1.29
EXPOSE 80 80/udp 443
```

## Fix safety

Safe: the image exposes the same ports.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/dockerfile/#expose
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Related, Safety, Severity, Tag
from ...rule import Category, Rule, Surroundings
from ._ports import Port, ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD048",)},
    fix=Safety.SAFE,
    tags=(Tag.UNNECESSARY,),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    seen: dict[tuple[range, str], Step] = {}
    for step, port, numbers in stage.select(_exposed).facts:
        protocol = (port.protocol or "tcp").lower()
        first = seen.setdefault((numbers, protocol), step)
        if first is not step or _is_repeated(step, port):
            yield _finding(step, port, first, protocol)


def _exposed(step: Step) -> list[tuple[Step, Port, range]]:
    if step.item.keyword is not Keyword.EXPOSE:
        return []
    found = ((step, port, port.numbers) for port in ports(step) if port.before is None)
    return [(step, port, numbers) for step, port, numbers in found if numbers is not None]


def _is_repeated(step: Step, port: Port) -> bool:
    """Whether an earlier word of the same instruction says the same."""
    for other in ports(step):
        if other.word is port.word:
            return False
        if other.numbers == port.numbers and (other.protocol or "tcp").lower() == (port.protocol or "tcp").lower():
            return True
    return False


def _finding(step: Step, port: Port, first: Step, protocol: str) -> Finding:
    message = f"port {port.value.partition('/')[0]}/{protocol} is exposed already"
    words = step.instruction.words
    position = next(index for index, word in enumerate(words) if word is port.word)
    if len(words) == 1:
        span = Span(0, len(step.item.text))
    elif position:
        span = Span(words[position - 1].span.end, port.word.span.end)
    else:
        span = Span(port.word.span.start, words[1].span.start)
    fixes = [Fix("Remove it", Safety.SAFE, lambda: (Edit(step.item, span, ""),))]
    related = [] if first is step else [Related(first.item, first.instruction.keyword_span, "it is exposed here")]
    return RULE.at(step, port.word.span, message, related=related, fixes=fixes if port.word.text == port.value else [])
