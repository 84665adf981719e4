"""Enter containers with the tools of the runtime, not with SSH.

An SSH server in an image needs keys or passwords, updates and a process of its own. `docker exec`, `docker debug` and
`kubectl exec` do the same without.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/*
#                                                                ^^^^^^^^^^^^^^ containers are entered with `docker exec`, without a server of SSH
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends openssh-client && rm -rf /var/lib/apt/lists/*
```

## No fix

What the server is used for is not known here.

## When to ignore

The image is an SSH server, or MPI starts its processes by SSH.

## Sources

- https://docs.docker.com/reference/cli/docker/container/exec/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.SECURITY,
    is_default=False,
    profiles=("security", "strict"),
)


@RULE.on_invocation("apt", "apt-get", "apk", "dnf", "yum", "microdnf", "zypper")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    if call.invocation.subcommand not in ("install", "add") or not call.step.traits.is_in_image:
        return
    for package in call.invocation.packages:
        if package.name in ("openssh-server", "dropbear"):
            yield RULE.at(
                call.step, package.word.span, "containers are entered with `docker exec`, without a server of SSH"
            )
