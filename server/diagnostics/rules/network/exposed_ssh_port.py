r"""Do not run an SSH server in the container.

`docker exec` and `kubectl exec` give a shell without a server, keys or passwords inside of the image. An SSH server has to
be kept up to date, runs as root and is one more door.

## Example

```dockerfile bad
FROM debian:13-slim
EXPOSE 80 22/tcp
#         ^^^^^^ port 22 is that of an SSH server; `docker exec` gives a shell without one
```

## Good

```dockerfile good
FROM debian:13-slim
EXPOSE 80 2222 22/udp
```

## No fix

Whether the server is what the image is for is not in the file.

## When to ignore

For an image whose purpose is SSH: a jump host, an SFTP or git server.

## Sources

- https://docs.docker.com/reference/cli/docker/container/exec/
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
    also_known_as={
        "trivy": ("DS-0004", "AVD-DS-0004"),
        "checkov": ("CKV_DOCKER_1",),
        "kics": ("5907595b",),
    },
    profiles=("security",),
)


@RULE.on_step(Keyword.EXPOSE)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for port in ports(step):
        if port.numbers is not None and len(port.numbers) == 1 and port.numbers[0] == 22 and port.protocol != "udp":
            message = "port 22 is that of an SSH server; `docker exec` gives a shell without one"
            yield RULE.at(step, port.word.span, message)
