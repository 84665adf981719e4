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

A server of Git repositories, whose user is mostly called `git`:

```dockerfile good
FROM alpine:3.24
RUN addgroup -S -g 1000 git && adduser -S -H -D -h /data/git -u 1000 -G git git
EXPOSE 22 3000
```

## No fix

Whether the server is what the image is for is not in the file.

## When to ignore

For an image whose purpose is SSH: a jump host, an SFTP server.

## Sources

- https://docs.docker.com/reference/cli/docker/container/exec/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import created_users
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.words import Word
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


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    exposed = stage.select(_ssh_ports).facts
    # Git is reached through SSH as the user `git`.
    if not exposed or any(user.name == "git" for user in stage.select(created_users).facts):
        return
    for step, word in exposed:
        message = "port 22 is that of an SSH server; `docker exec` gives a shell without one"
        yield RULE.at(step, word.span, message)


def _ssh_ports(step: Step) -> tuple[tuple[Step, Word], ...]:
    if step.keyword is not Keyword.EXPOSE:
        return ()
    only = range(22, 23)
    return tuple((step, port.word) for port in ports(step) if port.numbers == only and port.protocol != "udp")
