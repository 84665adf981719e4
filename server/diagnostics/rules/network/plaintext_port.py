"""Offer services that encrypt.

FTP, Telnet, TFTP, rsh and mail without TLS send passwords as they are.

## Example

```dockerfile bad
FROM alpine:3.22
EXPOSE 23
#      ^^ Telnet sends passwords as they are
```

## Good

```dockerfile good
FROM alpine:3.22
EXPOSE 80 443 993
```

## No fix

The service has to offer another protocol.

## When to ignore

The traffic stays within one machine.

## Sources

- https://docs.docker.com/reference/dockerfile/#expose
- https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._ports import ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"doctor": ("DD014",)},
    is_default=False,
    profiles=("security",),
)

_SERVICES = {21: "FTP", 23: "Telnet", 69: "TFTP", 110: "POP3", 143: "IMAP", 512: "rexec", 513: "rlogin", 514: "rsh"}


@RULE.on_step(Keyword.EXPOSE)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for port in ports(step):
        service = None if port.numbers is None else _SERVICES.get(port.numbers.start)
        if service is not None and not (service == "rsh" and port.protocol == "udp"):
            yield RULE.at(step, port.word.span, f"{service} sends passwords as they are")
