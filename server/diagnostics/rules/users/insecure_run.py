r"""Run build steps without the privileges of the host.

`RUN --security=insecure` runs a step with all capabilities and without seccomp, `--network=host` in the network of the
builder's machine, where it reaches what listens on `localhost` there. Builders refuse both unless somebody allowed them.
What runs in such a step may come from anywhere: a package, a script, a dependency.

## Example

```dockerfile bad
FROM debian:13-slim
RUN --security=insecure mount -t proc proc /mnt && ./setup
#   ^^^^^^^^^^^^^^^^^^^ this step gets all privileges of the builder
RUN --network=host curl -fsS http://localhost:3128/
#   ^^^^^^^^^^^^^^ this step reaches whatever listens on the builder's machine
```

## Good

```dockerfile good
FROM debian:13-slim
RUN --network=none make
RUN --security=sandbox make check
```

## No fix

What the step needs is not in the file.

## When to ignore

On a builder of your own that is thrown away afterwards.

## Sources

- https://docs.docker.com/reference/dockerfile/#run---security
- https://docs.docker.com/reference/dockerfile/#run---network
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
    also_known_as={"doctor": ("DD060",)},
    profiles=("security",),
)

_MESSAGES = {
    ("security", "insecure"): "this step gets all privileges of the builder",
    ("network", "host"): "this step reaches whatever listens on the builder's machine",
}


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for flag in step.instruction.flags:
        value = None if flag.value is None else step.evaluate(flag.value)
        message = _MESSAGES.get((flag.name, value or ""))
        if message is not None:
            yield RULE.at(step, flag.span, message)
