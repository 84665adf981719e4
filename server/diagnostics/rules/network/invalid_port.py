r"""Expose a port that exists.

`EXPOSE` takes numbers from 1 to 65535, ranges of them, and the protocol `tcp`, `udp` or `sctp`. The builder refuses
anything else, sometimes only when a variable has its value.

## Example

```dockerfile bad
FROM nginx:1.29
ENV PORT=80800
EXPOSE $PORT 8080/htp
#      ^^^^^ `80800` is no port; they go from 1 to 65535
#            ^^^^^^^^ `htp` is no protocol that EXPOSE knows: it is `tcp`, `udp` or `sctp`
EXPOSE 9000-8000 http
#      ^^^^^^^^^ this range ends before it begins
#                ^^^^ `http` is no port; write its number
```

## Good

```dockerfile good
FROM nginx:1.29
ARG PORT
EXPOSE $PORT 80 443/tcp 53/udp 8000-8010 "8080"
```

## No fix

The port that was meant is not known.

## When to ignore

Never: the build stops.

## Sources

- https://docs.docker.com/reference/dockerfile/#expose
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._ports import PROTOCOLS, Port, ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.CORRECTNESS,
    also_known_as={
        "hadolint": ("DL3011",),
        "tally": ("hadolint/DL3011",),
        "trivy": ("DS-0008", "AVD-DS-0008"),
        "kics": ("71bf8cf8",),
        "semgrep": ("invalid-port",),
        "dockerfilelint": ("invalid_port",),
        "dockerfile-utils": ("24", "25"),
        "droast": ("DF040",),
        "doctor": ("DD038",),
    },
    profiles=("hadolint",),
)


@RULE.on_step(Keyword.EXPOSE)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for port in ports(step):
        problem = _problem(port)
        if problem is not None:
            # The builder takes 0 for a port, although nothing can be reached there.
            severity = Severity.WARNING if port.first.strip("0") == "" and port.first else None
            yield RULE.at(step, port.word.span, problem, severity=severity)


def _problem(port: Port) -> str | None:
    if port.protocol is not None and port.protocol.lower() not in PROTOCOLS:
        return f"`{port.protocol}` is no protocol that EXPOSE knows: it is `tcp`, `udp` or `sctp`"
    if port.numbers is not None:
        return None
    for text in (port.first, port.last):
        if text is None:
            continue
        if not (text.isascii() and text.isdigit()):
            return f"`{text}` is no port; write its number" if text else f"`{port.value}` names no port"
        if not 0 < int(text) <= 65535:
            return f"`{text}` is no port; they go from 1 to 65535"
    return "this range ends before it begins"
