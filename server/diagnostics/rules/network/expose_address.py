r"""Expose the port of the container alone.

`EXPOSE` says at which port the program in the container listens. The address and the port of the host are chosen when the
container starts (`docker run --publish`); written here they are left out of the image, and newer builders warn.

## Example

```dockerfile bad
FROM nginx:1.29
EXPOSE 127.0.0.1:8080:80
#      ^^^^^^^^^^^^^^^^^ `127.0.0.1:8080` has no place in EXPOSE; the port of the host is chosen with `docker run --publish`
EXPOSE 8443:443/tcp
#      ^^^^^^^^^^^^ `8443` has no place in EXPOSE; the port of the host is chosen with `docker run --publish`
```

```dockerfile fixed
FROM nginx:1.29
EXPOSE 80
EXPOSE 443/tcp
```

## Good

```dockerfile good
FROM nginx:1.29
EXPOSE 80 443/tcp 9000-9010
```

## Fix safety

Safe: the port of the container stays, and nothing else was taken over from the word.

## When to ignore

Never.

## Sources

- https://docs.docker.com/reference/build-checks/expose-invalid-format/
- https://docs.docker.com/reference/dockerfile/#expose
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Category, Rule, Surroundings
from ._ports import Port, ports

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("ExposeInvalidFormat",),
        "tally": ("buildkit/ExposeInvalidFormat",),
        "dockerfilelint": ("expose_host_port",),
    },
    fix=Safety.SAFE,
    profiles=("buildkit",),
)


@RULE.on_step(Keyword.EXPOSE)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for port in ports(step):
        if port.before is not None and port.numbers is not None:
            yield RULE.at(
                step,
                port.word.span,
                f"`{port.before}` has no place in EXPOSE; the port of the host is chosen with `docker run --publish`",
                fixes=_fixes(step, port),
            )


def _fixes(step: Step, port: Port) -> list[Fix]:
    if port.word.text != port.value:
        return []
    rest = port.value[len(port.before or "") + 1 :]
    return [Fix(f"Expose {rest}", Safety.SAFE, lambda: (Edit(step.item, port.word.span, rest),))]
