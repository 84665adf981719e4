r"""Do not declare the socket of Docker as a volume.

Whoever can write to that socket can start a container with the whole host mounted: it is root on the host. Declared as a
`VOLUME`, it only makes an empty directory at that place, and tells everybody to mount the socket there.

## Example

```dockerfile bad
FROM debian:13-slim
VOLUME /var/run/docker.sock
#      ^^^^^^^^^^^^^^^^^^^^ the socket of Docker makes whoever reaches it root on the host
```

## Good

```dockerfile good
FROM debian:13-slim
VOLUME /var/lib/app /run/app.sock.d
```

## No fix

Whether the program needs Docker is not in the file.

## When to ignore

For a tool that administrates Docker.

## Sources

- https://docs.docker.com/engine/security/#docker-daemon-attack-surface
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"semgrep": ("dockerfile-dockerd-socket-mount",)},
    profiles=("security",),
)

_SOCKETS = ("docker.sock", "containerd.sock", "crio.sock", "podman.sock")


@RULE.on_step(Keyword.VOLUME)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for word in step.instruction.argument_words:
        value = step.evaluate(word)
        if value is not None and value.rpartition("/")[2] in _SOCKETS:
            yield RULE.at(step, word.span, "the socket of Docker makes whoever reaches it root on the host")
