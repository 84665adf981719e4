"""Work in a folder of your own.

A working directory such as `/etc`, `/usr/bin` or `/proc` mixes files of the program with those of the system, which are changed or
removed by mistake.

## Example

```dockerfile bad
FROM alpine:3.22
WORKDIR /etc
#       ^^^^ `/etc` belongs to the system
WORKDIR /proc/self
#       ^^^^^^^^^^ `/proc/self` belongs to the system
```

## Good

```dockerfile good
FROM alpine:3.22
WORKDIR /usr/local/app
WORKDIR /srv
```

## No fix

Which folder is meant is for you to say.

## When to ignore

A few commands that work on the system's files.

## Sources

- https://docs.docker.com/build/building/best-practices/#workdir
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
    Severity.INFORMATION,
    Category.SECURITY,
    also_known_as={"trivy": ("DS-0030", "AVD-DS-0030")},
    is_default=False,
    profiles=("security", "strict"),
)

_OF_THE_SYSTEM = frozenset(
    (
        *("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sbin", "/sys", "/usr", "/var"),
        *("/usr/bin", "/usr/lib", "/usr/sbin"),
    )
)


_OF_THE_KERNEL = ("/proc/", "/sys/", "/dev/")


@RULE.on_step(Keyword.WORKDIR)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    words = step.instruction.words
    value = step.evaluate(words[0]) if words else None
    if value and ((value.rstrip("/") or "/") in _OF_THE_SYSTEM or value.startswith(_OF_THE_KERNEL)):
        yield RULE.at(step, words[0].span, f"`{value}` belongs to the system")
