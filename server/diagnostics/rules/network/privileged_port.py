"""Listen on a port above 1023 without root.

Ports below 1024 are for root on Linux. Docker lets any user of a container open them; other runtimes, and Kubernetes nodes without
that setting, do not.

## Example

```dockerfile bad
FROM node:24-slim
EXPOSE 80
#      ^^ outside of Docker, `node` may not open port 80
USER node
```

## Good

```dockerfile good
FROM node:24-slim
EXPOSE 8080
USER node
```

```dockerfile good
FROM nginx:1.29
EXPOSE 80
```

## No fix

The program has to listen on the other port.

## When to ignore

The runtime is known to allow it.

## Sources

- https://docs.docker.com/reference/dockerfile/#expose
- https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.accounts import is_root
from ....semantics.stage import Stage
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._ports import ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.CORRECTNESS,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    user = stage.final_state.user
    if not stage.is_shipped or stage.facts.is_windows or is_root(user.value) is not False or not user.value:
        return
    for step in stage.steps_with(Keyword.EXPOSE).facts:
        for port in ports(step):
            if port.numbers is not None and port.numbers.start < 1024:
                message = f"outside of Docker, `{user.value}` may not open port {port.numbers.start}"
                yield RULE.at(step, port.word.span, message)
