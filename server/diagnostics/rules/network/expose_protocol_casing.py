r"""Write the protocol of EXPOSE in lower case.

`tcp`, `udp` and `sctp` are written in lower case everywhere else; the builder takes other spellings and warns.

## Example

```dockerfile bad
FROM nginx:1.29
EXPOSE 80/TCP 53/Udp
#         ^^^ write `tcp` in lower case
#                ^^^ write `udp` in lower case
```

```dockerfile fixed
FROM nginx:1.29
EXPOSE 80/tcp 53/udp
```

## Good

```dockerfile good
FROM nginx:1.29
EXPOSE 80/tcp 53/udp 443
```

## Fix safety

Safe: the image is the same.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/build-checks/expose-proto-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._ports import PROTOCOLS, Port, ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.STYLE,
    also_known_as={
        "buildkit": ("ExposeProtoCasing",),
        "tally": ("buildkit/ExposeProtoCasing",),
        "droast": ("DF078",),
    },
    fix=Safety.SAFE,
    profiles=("buildkit",),
)


@RULE.on_step(Keyword.EXPOSE)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for port in ports(step):
        if port.protocol is not None and port.protocol.lower() in PROTOCOLS and port.protocol.lower() != port.protocol:
            yield _finding(step, port, port.protocol.lower())


def _finding(step: Step, port: Port, protocol: str) -> Finding:
    span = port.word.span
    is_written = port.word.text == port.value and step.item.text[span.start : span.end] == port.value
    if is_written:
        span = Span(span.end - len(protocol), span.end)
    fixes = [Fix("Write it in lower case", Safety.SAFE, lambda: (Edit(step.item, span, protocol),))]
    return RULE.at(step, span, f"write `{protocol}` in lower case", fixes=fixes if is_written else [])
