"""Upgrade pip where it is used, or not at all.

The official images bring a current pip. A RUN that only upgrades it costs a layer, and makes the build depend on the day.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN pip install --upgrade pip
#   ^^^^^^^^^^^^^^^^^^^^^^^^^ a layer of its own for another version of pip
RUN pip install -r requirements.txt
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN pip install --upgrade pip && pip install -r requirements.txt
RUN pip install pip==25.3
```

## No fix

Whether something needs the newer pip is not known here.

## When to ignore

The base image has an old pip.

## Sources

- https://docs.docker.com/build/building/best-practices/
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
    Severity.HINT,
    Category.REPRODUCIBILITY,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or len(script.commands) != 1 or "pip" not in step.item.text:
        return
    for invocation in step.invocations:
        names = [package.name for package in invocation.packages if package.version is None]
        if (
            invocation.tool == "pip"
            and names == ["pip"]
            and len(invocation.packages) == 1
            and invocation.has("--upgrade")
        ):
            yield RULE.at(step, invocation.command.span, "a layer of its own for another version of pip")
