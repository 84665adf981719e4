"""Say in the Dockerfile what is done, not in its base.

`ONBUILD` acts in builds that begin from this image, where nothing shows it. It is a good tool for a base image that a team shares,
and a surprise elsewhere.

## Example

```dockerfile bad
FROM node:24
ONBUILD COPY . /app
#^^^^^^ this acts in the builds that begin from this image, where nobody sees it
```

## Good

```dockerfile good
FROM node:24
COPY . /app
```

## No fix

What the images that begin from this one need is not known here.

## When to ignore

The image is made to be built upon, and its tag says so (`-onbuild`).

## Sources

- https://docs.docker.com/reference/dockerfile/#onbuild
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
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD042",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    if step.item.keyword is Keyword.ONBUILD:
        message = "this acts in the builds that begin from this image, where nobody sees it"
        yield RULE.at(step, step.item.keyword_span, message)
