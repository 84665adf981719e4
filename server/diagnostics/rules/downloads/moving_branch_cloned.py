"""Clone a fixed revision.

`git clone` without a tag or commit takes whatever the default branch holds when the layer is built. The same Dockerfile then makes
another image each time, or, with the cache, an old one for ever.

## Example

```dockerfile bad
FROM debian:13 AS build
RUN git clone --depth 1 https://github.com/example/tool.git /tool
#       ^^^^^ this takes another state of the branch each time it is built
```

```dockerfile bad
FROM debian:13 AS build
RUN git clone --branch main https://github.com/example/tool.git /tool
#             ^^^^^^^^^^^^^ this takes another state of the branch each time it is built
```

## Good

```dockerfile good
FROM debian:13 AS build
RUN git clone --depth 1 --branch v1.2.0 https://github.com/example/tool.git /tool
RUN git clone https://github.com/example/other.git /other && cd /other && git checkout 0a1b2c3d
RUN git clone --branch "$VERSION" https://github.com/example/third.git /third
```

## No fix

Which revision is meant is for you to say.

## When to ignore

The newest state is wanted, and the layer is built without the cache.

## Sources

- https://docs.docker.com/build/building/best-practices/
- https://git-scm.com/docs/git-clone
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ...fact_checks import PlacedFact
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    is_default=False,
    profiles=("strict",),
)

_BRANCHES = ("main", "master", "develop", "dev", "trunk", "HEAD")
_CHOOSERS = ("checkout", "reset", "switch", "fetch")


def _calls(step: Step) -> tuple[tuple[Step, Invocation], ...]:
    return tuple((step, invocation) for invocation in step.invocations if invocation.tool == "git")


@RULE.on_fact(_calls)
def check(found: PlacedFact[tuple[Step, Invocation]], surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = found.fact
    if invocation.subcommand != "clone" or invocation.unknown_options or invocation.has("--revision"):
        return
    branch = invocation.option("--branch")
    if branch is not None and branch.value not in _BRANCHES:
        return
    calls = (*_calls(step), *found.stage.select(_calls).after(found.position))
    if any(other.subcommand is None or other.subcommand in _CHOOSERS for _, other in calls):
        return
    span = branch.span if branch is not None else (invocation.subcommand_word or invocation.tool_word).span
    yield RULE.at(step, span, "this takes another state of the branch each time it is built")
